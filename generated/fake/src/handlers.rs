//! The farm's operations, each as a function of the state.

mod account;
mod artifacts;
mod devices;
mod drivers;
mod filters;
mod replies;
mod sessions;
mod uploads;

use generated::devicefarm::operation::{
    CreateRemoteAccessSession, CreateUpload, DeleteRemoteAccessSession, DeleteUpload, GetAccountSettings, GetDevice,
    GetDeviceInstance, GetProject, GetRemoteAccessSession, GetUpload, InstallToRemoteAccessSession, ListArtifacts,
    ListDeviceInstances, ListDevices, ListProjects, ListRemoteAccessSessions, ListUploads, ListVpceConfigurations,
    StopRemoteAccessSession,
};
use generated::runtime::Operation;
use generated::runtime::serde_core::Serialize;
use generated::runtime::test_util::{MockResponse, Server};
use http::{Request, Response};
use serde_json::{Value, json};

pub use drivers::WEBDRIVER;

use crate::calls::Call;
use crate::constraints;
use crate::farm::{Farm, State};

/// Defines the list of the operations, and a server with a handler for each.
macro_rules! operations {
    ($($operation:ident: $handler:path,)*) => {
        /// The names of the supported operations in the model.
        pub const OPERATIONS: &[&str] = &[$($operation::NAME),*];

        /// Returns the server with all handlers.
        pub(crate) fn all(server: Server, farm: &Farm) -> Server {
            $(let server = on::<$operation>(server, farm, $handler);)*
            let farm = farm.clone();
            server.fallback(move |request| other(&mut farm.state(), request))
        }
    };
}

operations! {
    ListProjects: devices::list_projects,
    GetProject: devices::get_project,
    ListDevices: devices::list_devices,
    GetDevice: devices::get_device,
    ListDeviceInstances: devices::list_instances,
    GetDeviceInstance: devices::get_instance,
    CreateUpload: uploads::create,
    GetUpload: uploads::get,
    ListUploads: uploads::list,
    DeleteUpload: uploads::delete,
    CreateRemoteAccessSession: sessions::create,
    GetRemoteAccessSession: sessions::get,
    ListRemoteAccessSessions: sessions::list,
    StopRemoteAccessSession: sessions::stop,
    DeleteRemoteAccessSession: sessions::delete,
    InstallToRemoteAccessSession: sessions::install,
    ListArtifacts: artifacts::list,
    GetAccountSettings: account::settings,
    ListVpceConfigurations: account::list_vpce_configurations,
}

type Handler<O> = fn(&mut State, &<O as Operation>::Input) -> Result<<O as Operation>::Output, <O as Operation>::Error>;

/// Adds a handler. It records the call, applies a fault if there is one, and checks the constraints of the model.
fn on<O: Operation<Input: Serialize>>(server: Server, farm: &Farm, handler: Handler<O>) -> Server {
    let farm = farm.clone();
    server.respond_with::<O>(move |input| {
        let mut state = farm.state();
        // An input was read from JSON, and so it can be written as JSON.
        let members = serde_json::to_value(&input).unwrap_or_default();
        state.record(Call::new(O::NAME, &members));
        let fault = state.next_fault(O::NAME);
        let mut response = || match constraints::violation(O::NAME, &members) {
            Some(message) => invalid(&message),
            None => handler(&mut state, &input).into(),
        };
        match fault {
            Some(fault) => fault.strike(response),
            None => response(),
        }
    })
}

/// Returns the error for an input that does not satisfy the constraints of the model. The model does not list the error,
/// and any operation of the service may return it.
fn invalid<O: Operation>(message: &str) -> MockResponse<O> {
    let body: Value = json!({"__type": "ValidationException", "message": message});
    MockResponse::raw(400, body.to_string())
}

/// Responds to a request of no operation: a file for an upload, the file of an artifact, or a WebDriver command.
fn other(state: &mut State, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    state.record(Call::other(request, drivers::secret(request.uri().path())));
    uploads::put(state, request).or_else(|| artifacts::get(state, request)).or_else(|| drivers::execute(state, request))
}
