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
use generated::devicefarm::types::{Device, DeviceInstance, RemoteAccessSession};

use super::replies::{find, not_found, page, refused};
use crate::farm::State;
use crate::session::Session;
use crate::{Fate, stock};

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
    let project = find(&state.projects, "project", input.project_arn()).map_err(Refusal::NotFoundException)?;
    let vpc = project.vpc_config.clone();
    let devices = state.devices_now();
    let device = find(&devices, "device", input.device_arn()).map_err(Refusal::NotFoundException)?;
    if device.remote_access_enabled() != Some(true) {
        let message = format!("{} cannot be worked with remotely", device.name().unwrap_or_default());
        return Err(Refusal::ArgumentException(refused(message)));
    }
    let instance = instance(&devices, device, input)?;
    check_references(state, device, input)?;
    let session = Session {
        arn: state.new_arn("session"),
        given: input.clone(),
        device: device.clone(),
        instance,
        vpc,
        app: input.app_arn.clone(),
        fate: state.next_fate(),
        created: SystemTime::now(),
        stopped: None,
        driver: Default::default(),
    };
    let arn = session.arn.clone();
    state.sessions.push(session);
    let shown = position(state, Some(&arn)).map(|at| shown(state, &state.sessions[at]));
    Ok(CreateRemoteAccessSessionOutput::builder().remote_access_session(shown).build())
}

/// Returns the instance for a session: the wanted one, or the first one of a private device.
fn instance(
    devices: &[Device],
    device: &Device,
    input: &CreateRemoteAccessSessionInput,
) -> Result<Option<DeviceInstance>, CreateRemoteAccessSessionError> {
    use CreateRemoteAccessSessionError as Refusal;
    let Some(arn) = input.instance_arn() else { return Ok(device.instances().first().cloned()) };
    let mut all = devices.iter().flat_map(Device::instances);
    let instance = all.find(|instance| instance.arn() == Some(arn));
    let instance =
        instance.ok_or_else(|| Refusal::NotFoundException(not_found("device instance", input.instance_arn())))?;
    if instance.device_arn() != device.arn() {
        let (of, wanted) = (instance.device_arn().unwrap_or_default(), device.arn().unwrap_or_default());
        let message = format!("{arn} is an instance of the device {of}, and not of {wanted}");
        return Err(Refusal::ArgumentException(refused(message)));
    }
    Ok(Some(instance.clone()))
}

/// Checks the apps and the VPC endpoint configurations that an input names.
fn check_references(
    state: &State,
    device: &Device,
    input: &CreateRemoteAccessSessionInput,
) -> Result<(), CreateRemoteAccessSessionError> {
    use CreateRemoteAccessSessionError as Refusal;
    let configuration = input.configuration();
    let auxiliary = configuration.map_or(&[][..], |configuration| configuration.auxiliary_apps());
    for app in input.app_arn.iter().chain(auxiliary) {
        let upload = state.uploads.iter().find(|upload| upload.arn == *app);
        let upload = upload.ok_or_else(|| Refusal::NotFoundException(not_found("upload", Some(app))))?;
        if let Some(message) = upload.unfit(device.platform(), SystemTime::now(), &state.pace) {
            return Err(Refusal::ArgumentException(refused(message)));
        }
    }
    let known = stock::vpce_configurations();
    for arn in configuration.map_or(&[][..], |configuration| configuration.vpce_configuration_arns()) {
        if known.iter().all(|configuration| configuration.arn() != Some(arn)) {
            return Err(Refusal::NotFoundException(not_found("VPC endpoint configuration", Some(arn))));
        }
        if device.fleet_type() != Some("PRIVATE") {
            let message = "VPC endpoint configurations are for private devices, and this device is public";
            return Err(Refusal::ArgumentException(refused(message.to_owned())));
        }
    }
    Ok(())
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
    // The newest first, as in the service.
    let sessions = state.sessions.iter().rev().map(|session| shown(state, session)).collect();
    let (sessions, next) = page(sessions, input.next_token(), None).map_err(Refusal::ArgumentException)?;
    Ok(ListRemoteAccessSessionsOutput::builder().remote_access_sessions(sessions).next_token(next).build())
}

pub(super) fn stop(
    state: &mut State,
    input: &StopRemoteAccessSessionInput,
) -> Result<StopRemoteAccessSessionOutput, StopRemoteAccessSessionError> {
    let missing = || StopRemoteAccessSessionError::NotFoundException(not_found("session", input.arn()));
    let at = position(state, input.arn()).ok_or_else(missing)?;
    // Stopping it again has no effect.
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
    let now = SystemTime::now();
    if !state.sessions[at].is_running(now, &state.pace) {
        let message = format!("{} is not RUNNING", session.unwrap_or_default());
        return Err(Refusal::ArgumentException(refused(message)));
    }
    if let Some(message) = app.unfit(state.sessions[at].device.platform(), now, &state.pace) {
        return Err(Refusal::ArgumentException(refused(message)));
    }
    let upload = app.at(now, &state.pace, &state.url);
    state.sessions[at].app.clone_from(&input.app_arn);
    Ok(InstallToRemoteAccessSessionOutput::builder().app_upload(upload).build())
}
