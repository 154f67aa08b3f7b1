//! The operations that the farm knows, each a function of what it keeps.

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

/// How many there are on a page, few enough that there are pages.
const PAGE: usize = 2;

/// The operations, each with its function: a list of names, and a server with all of them.
macro_rules! operations {
    ($($operation:ident: $handler:path,)*) => {
        /// The operations that the farm knows, by their names in the model.
        pub const OPERATIONS: &[&str] = &[$($operation::NAME),*];

        /// A server with all of them.
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

/// Has an operation answered by a function, or by what is to go wrong.
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

/// What tokens begin with. The model has them no shorter than four characters, and clients look.
const TOKEN: &str = "from-";

/// The page that a token asks for, and the token of the next one.
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
