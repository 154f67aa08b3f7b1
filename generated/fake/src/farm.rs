//! The farm as a whole: what it is told before it opens, what it keeps, and what can be asked of it while it is open.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use std::{fmt, io};

use generated::devicefarm::SERVICE;
use generated::devicefarm::types::{Device, Project};
use generated::runtime::test_util::{RunningServer, Server};

use crate::session::Session;
use crate::upload::Stored;
use crate::{Fate, Fault, Pace, handlers, stock};

/// A farm that is not open yet.
#[derive(Default)]
#[must_use = "nobody is answered before it is started"]
pub struct DeviceFarm {
    pace: Pace,
    faults: Vec<(String, Fault, u32)>,
    fates: VecDeque<Fate>,
    observer: Option<Box<Observer>>,
}

/// Is told the operation of each request.
type Observer = dyn Fn(&str) + Send;

impl DeviceFarm {
    /// A farm at a [`Pace::watchable`], in which all goes well.
    pub fn new() -> Self {
        Self::default()
    }

    /// How fast it is.
    pub fn pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// What goes wrong with the first requests of an operation, by its name in the model, and how many of them.
    pub fn fault(mut self, operation: &str, fault: Fault, times: u32) -> Self {
        self.faults.push((operation.to_owned(), fault, times));
        self
    }

    /// What becomes of the next session, once for each. Those that come after run until they are stopped.
    pub fn fate(mut self, fate: Fate) -> Self {
        self.fates.push_back(fate);
        self
    }

    /// Tells each request's operation, by its name in the model, as it comes.
    pub fn on_request(self, observer: impl Fn(&str) + Send + 'static) -> Self {
        Self { observer: Some(Box::new(observer)), ..self }
    }

    /// Opens it at a free port of 127.0.0.1, in a thread of its own, until what is returned is dropped.
    ///
    /// # Errors
    /// Those of the operating system: no port, no thread.
    pub fn start(self) -> io::Result<Open> {
        self.start_at((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// The same at an address of the caller's choice.
    ///
    /// # Errors
    /// Those of the operating system: an address that is taken or not this machine's, no thread.
    pub fn start_at(self, address: SocketAddr) -> io::Result<Open> {
        let state = State {
            url: String::new(),
            pace: self.pace,
            projects: vec![stock::project()],
            devices: stock::devices(),
            sessions: Vec::new(),
            uploads: Vec::new(),
            number: 0,
            faults: self.faults,
            fates: self.fates,
            observer: self.observer,
        };
        let farm = Farm(Arc::new(Mutex::new(state)));
        let server = handlers::all(Server::new(&SERVICE), &farm).start_at(address)?;
        farm.state().url = server.url();
        Ok(Open { farm, server })
    }
}

impl fmt::Debug for DeviceFarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pace, faults, fates, .. } = self;
        let mut shown = f.debug_struct("DeviceFarm");
        shown.field("pace", pace).field("faults", faults).field("fates", fates).finish_non_exhaustive()
    }
}

/// A farm that is open until this is dropped.
pub struct Open {
    farm: Farm,
    server: RunningServer,
}

impl Open {
    /// Where it is, for a configuration's `endpoint_url`.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The operations that were asked for, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.server.requests()
    }

    /// How often an operation was asked for.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.requests().iter().filter(|name| *name == operation).count()
    }

    /// The ARNs of the sessions that cost money, or will: those that nobody has stopped and that are not over.
    #[must_use]
    pub fn open_sessions(&self) -> Vec<String> {
        let state = self.farm.state();
        let now = SystemTime::now();
        let open = state.sessions.iter().filter(|session| session.is_open(now, &state.pace));
        open.map(|session| session.arn.clone()).collect()
    }

    /// The device minutes so far of all sessions that are not deleted.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        let state = self.farm.state();
        let now = SystemTime::now();
        let sessions = state.sessions.iter().map(|session| session.at(now, &state.pace, &state.url));
        sessions.filter_map(|session| session.device_minutes()?.total()).sum()
    }

    /// Has something go wrong from now on; see [`DeviceFarm::fault`].
    pub fn fault(&self, operation: &str, fault: Fault, times: u32) {
        self.farm.state().faults.push((operation.to_owned(), fault, times));
    }

    /// Says what becomes of the next session; see [`DeviceFarm::fate`].
    pub fn fate(&self, fate: Fate) {
        self.farm.state().fates.push_back(fate);
    }

    /// Stays open for as long as the program runs.
    pub fn join(self) {
        self.server.join();
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Open").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// What all handlers share.
#[derive(Clone)]
pub(crate) struct Farm(Arc<Mutex<State>>);

impl Farm {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the farm keeps.
pub(crate) struct State {
    pub(crate) url: String,
    pub(crate) pace: Pace,
    pub(crate) projects: Vec<Project>,
    pub(crate) devices: Vec<Device>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) uploads: Vec<Stored>,
    /// How many sessions and uploads there were, those that are deleted included.
    number: usize,
    faults: Vec<(String, Fault, u32)>,
    fates: VecDeque<Fate>,
    observer: Option<Box<Observer>>,
}

impl State {
    /// The ARN of something new.
    pub(crate) fn new_arn(&mut self, kind: &str) -> String {
        self.number += 1;
        stock::arn(kind, self.number)
    }

    /// Takes note of a request, and says what goes wrong with it, if anything does.
    pub(crate) fn next_fault(&mut self, operation: &str) -> Option<Fault> {
        if let Some(observer) = &self.observer {
            observer(operation);
        }
        let (_, fault, times) = self.faults.iter_mut().find(|(name, _, times)| name == operation && *times > 0)?;
        *times -= 1;
        Some(*fault)
    }

    /// What becomes of the session that starts now.
    pub(crate) fn next_fate(&mut self) -> Fate {
        self.fates.pop_front().unwrap_or_default()
    }
}
