//! The farm's operations, each as a function of the state.

mod devices;
mod sessions;
mod uploads;

use generated::devicefarm::error::{ArgumentException, NotFoundException};
use generated::devicefarm::operation::{
    CreateRemoteAccessSession, CreateUpload, DeleteRemoteAccessSession, GetDevice, GetProject, GetRemoteAccessSession,
    GetUpload, InstallToRemoteAccessSession, ListDevices, ListProjects, ListRemoteAccessSessions,
    StopRemoteAccessSession,
};
use generated::runtime::Operation;
use generated::runtime::test_util::Server;

use crate::farm::{Farm, State};
use crate::stock::Named;

/// The number of items in a page. It is small, so that there are several pages.
const PAGE: usize = 2;

/// Defines the list of the operations, and a server with a handler for each.
macro_rules! operations {
    ($($operation:ident: $handler:path,)*) => {
        /// The names of the supported operations in the model.
        pub const OPERATIONS: &[&str] = &[$($operation::NAME),*];

        /// Returns the server with all handlers.
        pub(crate) fn all(server: Server, farm: &Farm) -> Server {
            $(let server = on::<$operation>(server, farm, $handler);)*
            let farm = farm.clone();
            server.fallback(move |request| uploads::put(&mut farm.state(), request))
        }
    };
}

operations! {
    ListProjects: devices::list_projects,
    GetProject: devices::get_project,
    ListDevices: devices::list_devices,
    GetDevice: devices::get_device,
    CreateUpload: uploads::create,
    GetUpload: uploads::get,
    CreateRemoteAccessSession: sessions::create,
    GetRemoteAccessSession: sessions::get,
    ListRemoteAccessSessions: sessions::list,
    StopRemoteAccessSession: sessions::stop,
    DeleteRemoteAccessSession: sessions::delete,
    InstallToRemoteAccessSession: sessions::install,
}

type Handler<O> = fn(&mut State, &<O as Operation>::Input) -> Result<<O as Operation>::Output, <O as Operation>::Error>;

/// Adds a handler, which applies a fault if there is one.
fn on<O: Operation>(server: Server, farm: &Farm, handler: Handler<O>) -> Server {
    let farm = farm.clone();
    server.respond_with::<O>(move |input| {
        let mut state = farm.state();
        let fault = state.next_fault(O::NAME);
        let mut response = || handler(&mut state, &input).into();
        match fault {
            Some(fault) => fault.strike(response),
            None => response(),
        }
    })
}

fn not_found(what: &str, arn: Option<&str>) -> NotFoundException {
    NotFoundException::builder().message(format!("there is no {what} {}", arn.unwrap_or_default())).build()
}

fn refused(message: String) -> ArgumentException {
    ArgumentException::builder().message(message).build()
}

fn find<'a, T: Named>(all: &'a [T], what: &str, arn: Option<&str>) -> Result<&'a T, NotFoundException> {
    all.iter().find(|it| it.named() == arn).ok_or_else(|| not_found(what, arn))
}

/// The prefix of page tokens. The model requires at least four characters, and clients check it.
const TOKEN: &str = "from-";

/// Returns the page of a token, and the token of the next page.
fn page<T>(all: Vec<T>, token: Option<&str>) -> Result<(Vec<T>, Option<String>), ArgumentException> {
    let begin = match token {
        None => Some(0),
        Some(token) => token.strip_prefix(TOKEN).and_then(|begin| begin.parse().ok()),
    };
    let unknown = || refused(format!("`{}` is no token of this farm", token.unwrap_or_default()));
    let begin: usize = begin.ok_or_else(unknown)?;
    let next = begin.saturating_add(PAGE);
    let more = all.len() > next;
    let page = all.into_iter().skip(begin).take(PAGE).collect();
    Ok((page, more.then(|| format!("{TOKEN}{next}"))))
}
