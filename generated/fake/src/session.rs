//! The life cycle of a session: its state and its minutes at a time.

use std::time::{Duration, SystemTime};

use generated::devicefarm::types::{
    BillingMethod, Device, DeviceMinutes, ExecutionResult, ExecutionStatus, RemoteAccessEndpoints, RemoteAccessSession,
};
use generated::runtime::Timestamp;

use crate::Fate;

/// The pace of a farm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The time that a session is `PENDING`.
    pub pending: Duration,
    /// The time that a session is `PREPARING` after that.
    pub preparing: Duration,
    /// The time that a session is `STOPPING` after it was stopped.
    pub stopping: Duration,
    /// The time that an upload is `PROCESSING` after its file arrived.
    pub processing: Duration,
    /// The length of a device minute.
    pub minute: Duration,
    /// The number of device minutes after which a session ends by itself.
    pub most_minutes: u32,
}

impl Pace {
    /// Returns a pace of a few seconds for each step, for a person who watches.
    #[must_use]
    pub fn watchable() -> Self {
        Self {
            pending: Duration::from_secs(3),
            preparing: Duration::from_secs(4),
            stopping: Duration::from_secs(2),
            processing: Duration::from_secs(1),
            minute: Duration::from_secs(60),
            most_minutes: 150,
        }
    }

    /// Returns a pace without delays. A device minute takes a tenth of a second.
    #[must_use]
    pub fn instant() -> Self {
        Self {
            pending: Duration::ZERO,
            preparing: Duration::ZERO,
            stopping: Duration::ZERO,
            processing: Duration::ZERO,
            minute: Duration::from_millis(100),
            most_minutes: 150,
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::watchable()
    }
}

/// A session. Its state follows from the time.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) arn: String,
    pub(crate) name: Option<String>,
    pub(crate) device: Device,
    pub(crate) billing: BillingMethod,
    pub(crate) app: Option<String>,
    pub(crate) fate: Fate,
    pub(crate) created: SystemTime,
    /// The time of the stop request.
    pub(crate) stopped: Option<SystemTime>,
}

/// A session's state at a time.
struct Moment {
    status: ExecutionStatus,
    result: ExecutionResult,
    /// The time for which the session has had its device.
    used: Duration,
}

impl Session {
    /// Returns the session as the service shows it at a time.
    pub(crate) fn at(&self, now: SystemTime, pace: &Pace, url: &str) -> RemoteAccessSession {
        let Moment { status, result, used } = self.moment(now, pace);
        let runs = status == ExecutionStatus::Running;
        let over = status == ExecutionStatus::Completed;
        let message = (over && self.fate == Fate::Fails).then_some("the device could not be prepared");
        let session = RemoteAccessSession::builder()
            .arn(self.arn.as_str())
            .name(self.name.clone())
            .created(Timestamp::try_from(self.created).ok())
            .status(status)
            .result(result)
            .message(message)
            .started(Timestamp::try_from(self.begins(pace)).ok().filter(|_| !used.is_zero()))
            .stopped(self.ends(pace).and_then(|end| Timestamp::try_from(end).ok()).filter(|_| over))
            .device(self.device.clone())
            .billing_method(self.billing.clone())
            .device_minutes(self.minutes(used, pace))
            .app_upload(self.app.clone())
            .endpoints(runs.then(|| self.endpoints(url)));
        session.build()
    }

    /// Returns whether the session has its device, or may still get one.
    pub(crate) fn is_open(&self, now: SystemTime, pace: &Pace) -> bool {
        !matches!(self.moment(now, pace).status, ExecutionStatus::Completed | ExecutionStatus::Stopping)
    }

    /// Returns the time at which the device is ready.
    fn begins(&self, pace: &Pace) -> SystemTime {
        self.created + pace.pending + pace.preparing
    }

    /// Returns the time at which the session releases the device, if it is known.
    fn ends(&self, pace: &Pace) -> Option<SystemTime> {
        let by_itself = match self.fate {
            Fate::Runs | Fate::Vanishes => Some(self.begins(pace) + pace.minute * pace.most_minutes),
            Fate::WaitsForEver => None,
            Fate::Fails => Some(self.begins(pace)),
        };
        match (self.stopped, by_itself) {
            (Some(stopped), Some(end)) => Some(stopped.min(end)),
            (stopped, end) => stopped.or(end),
        }
    }

    fn moment(&self, now: SystemTime, pace: &Pace) -> Moment {
        let passed = |since: SystemTime| now.duration_since(since).ok();
        let begins = self.begins(pace);
        let used = self.ends(pace).map_or(now, |end| end.min(now)).duration_since(begins).unwrap_or_default();
        let used = if self.fate == Fate::WaitsForEver { Duration::ZERO } else { used };
        if let Some(since_end) = self.ends(pace).and_then(passed) {
            let over = since_end >= pace.stopping;
            let status = if over { ExecutionStatus::Completed } else { ExecutionStatus::Stopping };
            let result = match (over, self.fate, used.is_zero()) {
                (false, ..) => ExecutionResult::Pending,
                (true, Fate::Fails, _) => ExecutionResult::Errored,
                (true, _, true) => ExecutionResult::Stopped,
                (true, _, false) => ExecutionResult::Passed,
            };
            return Moment { status, result, used };
        }
        let status = match passed(self.created).unwrap_or_default() {
            _ if self.fate == Fate::WaitsForEver => ExecutionStatus::PendingDevice,
            age if age < pace.pending => ExecutionStatus::Pending,
            age if age < pace.pending + pace.preparing => ExecutionStatus::Preparing,
            _ => ExecutionStatus::Running,
        };
        Moment { status, result: ExecutionResult::Pending, used }
    }

    fn minutes(&self, used: Duration, pace: &Pace) -> DeviceMinutes {
        let minutes = (used.as_secs_f64() / pace.minute.as_secs_f64() * 100.0).ceil() / 100.0;
        let (metered, unmetered) = match self.billing {
            BillingMethod::Unmetered => (0.0, minutes),
            _ => (minutes, 0.0),
        };
        DeviceMinutes::builder().total(minutes).metered(metered).unmetered(unmetered).build()
    }

    /// Returns the session's endpoints. They grant access to the device, and are as secret as those of the service.
    fn endpoints(&self, url: &str) -> RemoteAccessEndpoints {
        let id = self.arn.rsplit_once('/').map_or("", |(_, id)| id);
        let host = url.trim_start_matches("http://");
        RemoteAccessEndpoints::builder()
            .remote_driver_endpoint(format!("{url}/sessions/{id}/wd/hub?token=secret-of-{id}"))
            .interactive_endpoint(format!("ws://{host}/sessions/{id}/interactive?token=secret-of-{id}"))
            .build()
    }
}
