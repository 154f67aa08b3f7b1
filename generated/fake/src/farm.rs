//! The fake Device Farm: its settings, its state, and what a test can read while it runs.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use std::{fmt, io};

use generated::devicefarm::SERVICE;
use generated::devicefarm::types::{ArtifactCategory, ArtifactType, Device, InstanceStatus, Project};
use generated::runtime::test_util::{RunningServer, Server};

use crate::artifact::Leftover;
use crate::calls::Call;
use crate::session::Session;
use crate::upload::Stored;
use crate::{Fate, Fault, Pace, handlers, stock};

/// A fake Device Farm that is not started.
#[derive(Default)]
#[must_use = "a farm does nothing until it is started"]
pub struct DeviceFarm {
    pace: Pace,
    faults: Vec<(String, Fault, u32)>,
    fates: VecDeque<Fate>,
    artifacts: Vec<Leftover>,
    observer: Option<Box<Observer>>,
}

/// A function that is called with each call.
type Observer = dyn Fn(&Call) + Send;

impl DeviceFarm {
    /// Creates a farm at [`Pace::watchable`] without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the pace.
    pub fn pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Adds a fault for the first `times` requests of an operation, by its name in the model, or of WebDriver
    /// commands, by the name [`WEBDRIVER`](crate::WEBDRIVER).
    pub fn fault(mut self, operation: &str, fault: Fault, times: u32) -> Self {
        self.faults.push((operation.to_owned(), fault, times));
        self
    }

    /// Sets the fate of the next session. Each call applies to one session. Later sessions run until they are
    /// stopped.
    pub fn fate(mut self, fate: Fate) -> Self {
        self.fates.push_back(fate);
        self
    }

    /// Adds a file to the artifacts of each session that runs. `extension` has no dot.
    pub fn artifact(mut self, category: ArtifactCategory, name: &str, extension: &str, contents: &[u8]) -> Self {
        let (name, extension, contents) = (name.to_owned(), extension.to_owned(), contents.to_owned());
        self.artifacts.push(Leftover { category, kind: ArtifactType::UnknownValue, name, extension, contents });
        self
    }

    /// Calls a function with each call of the farm.
    pub fn on_call(self, observer: impl Fn(&Call) + Send + 'static) -> Self {
        Self { observer: Some(Box::new(observer)), ..self }
    }

    /// Starts the farm in its own thread on a free port of 127.0.0.1. It stops when the return value is dropped.
    ///
    /// # Errors
    /// Errors of the operating system, such as no free port.
    pub fn start(self) -> io::Result<Open> {
        self.start_at((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// Starts the farm on this address.
    ///
    /// # Errors
    /// Errors of the operating system, such as an address in use.
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
            extra_artifacts: self.artifacts,
            calls: Vec::new(),
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

/// A running farm. Dropping it stops the farm.
pub struct Open {
    farm: Farm,
    server: RunningServer,
}

impl Open {
    /// Returns the farm's URL, for `endpoint_url` of a configuration.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Returns the requested operations in order.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.server.requests()
    }

    /// Returns the number of requests of an operation.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.requests().iter().filter(|name| *name == operation).count()
    }

    /// Returns the calls with their inputs in order.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.farm.state().calls.clone()
    }

    /// Returns the points at which a session's screen was tapped by WebDriver, in pixels from the upper left corner. The
    /// list is empty if there is no such session.
    #[must_use]
    pub fn taps(&self, session_arn: &str) -> Vec<(i64, i64)> {
        let state = self.farm.state();
        let session = state.sessions.iter().find(|session| session.arn == session_arn);
        session.map(|session| session.driver.taps.clone()).unwrap_or_default()
    }

    /// Returns the ARNs of the sessions that cost money or will: those that are neither stopped nor completed.
    #[must_use]
    pub fn open_sessions(&self) -> Vec<String> {
        let state = self.farm.state();
        let now = SystemTime::now();
        let open = state.sessions.iter().filter(|session| session.is_open(now, &state.pace));
        open.map(|session| session.arn.clone()).collect()
    }

    /// Returns the device minutes of all sessions that are not deleted.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        let state = self.farm.state();
        let now = SystemTime::now();
        let sessions = state.sessions.iter().map(|session| session.at(now, &state.pace, &state.url));
        sessions.filter_map(|session| session.device_minutes()?.total()).sum()
    }

    /// Adds a fault; see [`DeviceFarm::fault`].
    pub fn fault(&self, operation: &str, fault: Fault, times: u32) {
        self.farm.state().faults.push((operation.to_owned(), fault, times));
    }

    /// Sets the fate of the next session; see [`DeviceFarm::fate`].
    pub fn fate(&self, fate: Fate) {
        self.farm.state().fates.push_back(fate);
    }

    /// Runs the farm until the program ends.
    pub fn join(self) {
        self.server.join();
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Open").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// The state that all handlers share.
#[derive(Clone)]
pub(crate) struct Farm(Arc<Mutex<State>>);

impl Farm {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state of the farm.
pub(crate) struct State {
    pub(crate) url: String,
    pub(crate) pace: Pace,
    pub(crate) projects: Vec<Project>,
    pub(crate) devices: Vec<Device>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) uploads: Vec<Stored>,
    /// The number of sessions and uploads so far, including deleted ones.
    number: usize,
    faults: Vec<(String, Fault, u32)>,
    fates: VecDeque<Fate>,
    pub(crate) extra_artifacts: Vec<Leftover>,
    calls: Vec<Call>,
    observer: Option<Box<Observer>>,
}

impl State {
    /// Returns a new ARN.
    pub(crate) fn new_arn(&mut self, kind: &str) -> String {
        self.number += 1;
        stock::arn(kind, self.number)
    }

    /// Returns the devices with the present state of their instances.
    pub(crate) fn devices_now(&self) -> Vec<Device> {
        let now = SystemTime::now();
        let open = self.sessions.iter().filter(|session| session.is_open(now, &self.pace));
        let used: Vec<_> = open.filter_map(|session| session.instance.as_ref()?.arn()).collect();
        let mut devices = self.devices.clone();
        for instance in devices.iter_mut().filter_map(|device| device.instances.as_mut()).flatten() {
            if instance.arn().is_some_and(|arn| used.contains(&arn)) {
                instance.status = Some(InstanceStatus::InUse);
            }
        }
        devices
    }

    /// Records a call.
    pub(crate) fn record(&mut self, call: Call) {
        if let Some(observer) = &self.observer {
            observer(&call);
        }
        self.calls.push(call);
    }

    /// Returns the fault of a request, if it has one.
    pub(crate) fn next_fault(&mut self, operation: &str) -> Option<Fault> {
        let (_, fault, times) = self.faults.iter_mut().find(|(name, _, times)| name == operation && *times > 0)?;
        *times -= 1;
        Some(*fault)
    }

    /// Returns the fate of the session that starts now.
    pub(crate) fn next_fate(&mut self) -> Fate {
        self.fates.pop_front().unwrap_or_default()
    }
}
