//! The life cycle of a session: its state and its minutes at a given time.

use std::time::{Duration, SystemTime};

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{
    BillingMethod, Device, DeviceInstance, DeviceMinutes, ExecutionResult, ExecutionStatus, InstanceStatus,
    InteractionMode, RemoteAccessEndpoints, RemoteAccessSession, VpcConfig,
};
use generated::runtime::Timestamp;

use crate::Fate;
use crate::driver::Driver;

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
    /// The input that started the session.
    pub(crate) given: CreateRemoteAccessSessionInput,
    pub(crate) device: Device,
    /// The unit of a private device.
    pub(crate) instance: Option<DeviceInstance>,
    /// The network of the project.
    pub(crate) vpc: Option<VpcConfig>,
    /// The ARN of the app that was installed last.
    pub(crate) app: Option<String>,
    pub(crate) fate: Fate,
    pub(crate) created: SystemTime,
    /// The time of the stop request.
    pub(crate) stopped: Option<SystemTime>,
    pub(crate) driver: Driver,
}

/// A session's state at a given time.
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
        let given = &self.given;
        let configuration = given.configuration();
        let endpoints = runs.then(|| self.endpoints(url));
        let session = RemoteAccessSession::builder()
            .arn(self.arn.as_str())
            // Without a name, the session has the name of its device.
            .name(given.name.clone().or_else(|| self.device.name.clone()))
            .created(Timestamp::try_from(self.created).ok())
            .status(status)
            .result(result)
            .message(message)
            .started(Timestamp::try_from(self.begins(pace)).ok().filter(|_| !used.is_zero()))
            .stopped(self.ends(pace).and_then(|end| Timestamp::try_from(end).ok()).filter(|_| over))
            .device(self.device_at(now, pace))
            .instance_arn(self.instance.as_ref().and_then(|instance| instance.arn.clone()))
            .billing_method(self.billing())
            .device_minutes(self.minutes(used, pace))
            // The service always signs apps again on public devices.
            .skip_app_resign(self.instance.is_some() && given.skip_app_resign() == Some(true))
            .vpc_config(self.vpc.clone())
            .device_proxy(configuration.and_then(|configuration| configuration.device_proxy.clone()))
            .app_upload(self.app.clone())
            .endpoints(endpoints);
        self.with_deprecated_members(session.build(), url)
    }

    /// Returns the device, whose instance is in use while the session has it.
    fn device_at(&self, now: SystemTime, pace: &Pace) -> Device {
        let mut device = self.device.clone();
        let arn = self.instance.as_ref().and_then(DeviceInstance::arn).filter(|_| self.is_open(now, pace));
        let instances = device.instances.iter_mut().flatten();
        for instance in instances.filter(|instance| arn.is_some() && instance.arn() == arn) {
            instance.status = Some(InstanceStatus::InUse);
        }
        device
    }

    /// Adds the deprecated and the retired members. A client that still sets them gets them back.
    #[allow(deprecated, reason = "the farm returns deprecated members as well")]
    fn with_deprecated_members(&self, mut session: RemoteAccessSession, url: &str) -> RemoteAccessSession {
        let given = &self.given;
        session.endpoint = session.endpoints().and_then(|endpoints| endpoints.interactive_endpoint.clone());
        session.interaction_mode = Some(given.interaction_mode.clone().unwrap_or(InteractionMode::Interactive));
        session.remote_debug_enabled = given.remote_debug_enabled;
        session.remote_record_enabled = given.remote_record_enabled;
        session.remote_record_app_arn.clone_from(&given.remote_record_app_arn);
        session.client_id.clone_from(&given.client_id);
        if given.remote_debug_enabled == Some(true) {
            let instance = self.instance.as_ref().and_then(|instance| instance.udid.clone());
            session.device_udid = Some(instance.unwrap_or_else(|| format!("FAKE{}", self.id())));
            session.host_address = Some(url.trim_start_matches("http://").to_owned());
        }
        session
    }

    fn billing(&self) -> BillingMethod {
        let configuration = self.given.configuration();
        configuration.and_then(|it| it.billing_method.clone()).unwrap_or(BillingMethod::Metered)
    }

    /// Returns the last part of the session's ARN.
    pub(crate) fn id(&self) -> &str {
        self.arn.rsplit_once('/').map_or("", |(_, id)| id)
    }

    /// Returns the part of the endpoints that grants access to the device.
    pub(crate) fn secret(&self) -> String {
        format!("secret-of-{}", self.id())
    }

    /// Returns whether the device can be used at a time.
    pub(crate) fn is_running(&self, now: SystemTime, pace: &Pace) -> bool {
        self.moment(now, pace).status == ExecutionStatus::Running
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
        let (metered, unmetered) = match self.billing() {
            BillingMethod::Unmetered => (0.0, minutes),
            _ => (minutes, 0.0),
        };
        DeviceMinutes::builder().total(minutes).metered(metered).unmetered(unmetered).build()
    }

    /// Returns the session's endpoints. They grant access to the device, and are as secret as those of the service.
    fn endpoints(&self, url: &str) -> RemoteAccessEndpoints {
        let (secret, host) = (self.secret(), url.trim_start_matches("http://"));
        RemoteAccessEndpoints::builder()
            .remote_driver_endpoint(format!("{url}/remote-endpoint/{secret}"))
            .interactive_endpoint(format!("ws://{host}/interactive-endpoint/{secret}"))
            .build()
    }
}
