//! Remote access sessions.

use std::time::SystemTime;

use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionError, CreateRemoteAccessSessionInput, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::delete_remote_access_session::{
    DeleteRemoteAccessSessionError, DeleteRemoteAccessSessionInput, DeleteRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::get_remote_access_session::{
    GetRemoteAccessSessionError, GetRemoteAccessSessionInput, GetRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::install_to_remote_access_session::{
    InstallToRemoteAccessSessionError, InstallToRemoteAccessSessionInput, InstallToRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::list_remote_access_sessions::{
    ListRemoteAccessSessionsError, ListRemoteAccessSessionsInput, ListRemoteAccessSessionsOutput,
};
use generated::devicefarm::operation::stop_remote_access_session::{
    StopRemoteAccessSessionError, StopRemoteAccessSessionInput, StopRemoteAccessSessionOutput,
};
use generated::devicefarm::types::{BillingMethod, RemoteAccessSession};

use super::{find, not_found, page, refused};
use crate::Fate;
use crate::farm::State;
use crate::session::Session;

/// Returns the session as it is now.
fn shown(state: &State, session: &Session) -> RemoteAccessSession {
    session.at(SystemTime::now(), &state.pace, &state.url)
}

fn position(state: &State, arn: Option<&str>) -> Option<usize> {
    state.sessions.iter().position(|session| Some(session.arn.as_str()) == arn)
}

pub(super) fn create(
    state: &mut State,
    input: &CreateRemoteAccessSessionInput,
) -> Result<CreateRemoteAccessSessionOutput, CreateRemoteAccessSessionError> {
    use CreateRemoteAccessSessionError as Refusal;
    find(&state.projects, "project", input.project_arn()).map_err(Refusal::NotFoundException)?;
    let device = find(&state.devices, "device", input.device_arn()).map_err(Refusal::NotFoundException)?.clone();
    if device.remote_access_enabled() != Some(true) {
        let message = format!("{} cannot be worked with remotely", device.name().unwrap_or_default());
        return Err(Refusal::ArgumentException(refused(message)));
    }
    if input.app_arn().is_some() && state.uploads.iter().all(|upload| Some(upload.arn.as_str()) != input.app_arn()) {
        return Err(Refusal::NotFoundException(not_found("upload", input.app_arn())));
    }
    let billing = input.configuration().and_then(|configuration| configuration.billing_method().cloned());
    let session = Session {
        arn: state.new_arn("session"),
        name: input.name.clone(),
        device,
        billing: billing.unwrap_or(BillingMethod::Metered),
        app: input.app_arn.clone(),
        fate: state.next_fate(),
        created: SystemTime::now(),
        stopped: None,
    };
    let shown = shown(state, &session);
    state.sessions.push(session);
    Ok(CreateRemoteAccessSessionOutput::builder().remote_access_session(shown).build())
}

pub(super) fn get(
    state: &mut State,
    input: &GetRemoteAccessSessionInput,
) -> Result<GetRemoteAccessSessionOutput, GetRemoteAccessSessionError> {
    let at = position(state, input.arn()).filter(|&at| state.sessions[at].fate != Fate::Vanishes);
    let missing = || GetRemoteAccessSessionError::NotFoundException(not_found("session", input.arn()));
    let session = &state.sessions[at.ok_or_else(missing)?];
    Ok(GetRemoteAccessSessionOutput::builder().remote_access_session(shown(state, session)).build())
}

pub(super) fn list(
    state: &mut State,
    input: &ListRemoteAccessSessionsInput,
) -> Result<ListRemoteAccessSessionsOutput, ListRemoteAccessSessionsError> {
    use ListRemoteAccessSessionsError as Refusal;
    find(&state.projects, "project", input.arn()).map_err(Refusal::NotFoundException)?;
    // The newest first, as the service has them.
    let sessions = state.sessions.iter().rev().map(|session| shown(state, session)).collect();
    let (sessions, next) = page(sessions, input.next_token()).map_err(Refusal::ArgumentException)?;
    Ok(ListRemoteAccessSessionsOutput::builder().remote_access_sessions(sessions).next_token(next).build())
}

pub(super) fn stop(
    state: &mut State,
    input: &StopRemoteAccessSessionInput,
) -> Result<StopRemoteAccessSessionOutput, StopRemoteAccessSessionError> {
    let missing = || StopRemoteAccessSessionError::NotFoundException(not_found("session", input.arn()));
    let at = position(state, input.arn()).ok_or_else(missing)?;
    // To stop it once more changes nothing.
    state.sessions[at].stopped.get_or_insert_with(SystemTime::now);
    let shown = shown(state, &state.sessions[at]);
    Ok(StopRemoteAccessSessionOutput::builder().remote_access_session(shown).build())
}

pub(super) fn delete(
    state: &mut State,
    input: &DeleteRemoteAccessSessionInput,
) -> Result<DeleteRemoteAccessSessionOutput, DeleteRemoteAccessSessionError> {
    use DeleteRemoteAccessSessionError as Refusal;
    let missing = || Refusal::NotFoundException(not_found("session", input.arn()));
    let at = position(state, input.arn()).ok_or_else(missing)?;
    if state.sessions[at].is_open(SystemTime::now(), &state.pace) {
        return Err(Refusal::ArgumentException(refused("a session is deleted once it is over".to_owned())));
    }
    state.sessions.remove(at);
    Ok(DeleteRemoteAccessSessionOutput::default())
}

pub(super) fn install(
    state: &mut State,
    input: &InstallToRemoteAccessSessionInput,
) -> Result<InstallToRemoteAccessSessionOutput, InstallToRemoteAccessSessionError> {
    use InstallToRemoteAccessSessionError as Refusal;
    let session = input.remote_access_session_arn();
    let missing = || Refusal::NotFoundException(not_found("session", session));
    let at = position(state, session).ok_or_else(missing)?;
    let app = state.uploads.iter().find(|upload| Some(upload.arn.as_str()) == input.app_arn());
    let app = app.ok_or_else(|| Refusal::NotFoundException(not_found("upload", input.app_arn())))?;
    let upload = app.at(SystemTime::now(), &state.pace, &state.url);
    state.sessions[at].app.clone_from(&input.app_arn);
    Ok(InstallToRemoteAccessSessionOutput::builder().app_upload(upload).build())
}
