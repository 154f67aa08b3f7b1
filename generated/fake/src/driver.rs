//! The WebDriver server of a session: the part of the W3C protocol for screenshots and touch input.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use generated::devicefarm::types::{Device, Resolution};
use serde_json::{Value, json};

use crate::screen;

/// The state of a device that a WebDriver client can change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Driver {
    /// The identifier of the WebDriver session, if there is one. A device has at most one at a time.
    session: Option<String>,
    /// The number of WebDriver sessions so far.
    number: usize,
    /// The points at which the screen was tapped, in pixels from the upper left corner.
    pub(crate) taps: Vec<(i64, i64)>,
    /// A line for each command that had an effect.
    pub(crate) log: Vec<String>,
}

/// An error of the protocol.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: u16,
    error: &'static str,
    message: String,
}

impl Failure {
    pub(crate) fn new(status: u16, error: &'static str, message: impl Into<String>) -> Self {
        Self { status, error, message: message.into() }
    }

    fn argument(message: impl Into<String>) -> Self {
        Self::new(400, "invalid argument", message)
    }

    /// Returns the error as the value of a response.
    pub(crate) fn value(&self) -> Value {
        json!({"error": self.error, "message": self.message, "stacktrace": ""})
    }
}

impl Driver {
    /// Executes a command and returns the value of the response. `path` is the path below the endpoint.
    pub(crate) fn execute(
        &mut self,
        device: &Device,
        method: &str,
        path: &[&str],
        body: &[u8],
    ) -> Result<Value, Failure> {
        match (method, path) {
            ("GET", ["status"]) => {
                let ready = self.session.is_none();
                Ok(json!({"ready": ready, "message": "a fake device", "build": {"version": env!("CARGO_PKG_VERSION")}}))
            }
            ("POST", ["session"]) => self.begin(device, &parse(body)?),
            (_, ["session", id, command @ ..]) => {
                if self.session.as_deref() != Some(*id) {
                    return Err(Failure::new(404, "invalid session id", format!("there is no WebDriver session {id}")));
                }
                self.command(device, method, command, body)
            }
            _ => Err(unknown(method, path)),
        }
    }

    /// Executes a command of the WebDriver session.
    fn command(&mut self, device: &Device, method: &str, command: &[&str], body: &[u8]) -> Result<Value, Failure> {
        let (width, height) = size(device);
        match (method, command) {
            ("DELETE", []) => {
                self.session = None;
                self.log.push("the WebDriver session was ended".to_owned());
                Ok(Value::Null)
            }
            ("GET", ["timeouts"]) => Ok(json!({"script": 30_000, "pageLoad": 300_000, "implicit": 0})),
            ("POST", ["timeouts"]) => parse(body).map(|_| Value::Null),
            ("GET", ["window", "rect"]) => Ok(json!({"x": 0, "y": 0, "width": width, "height": height})),
            ("GET", ["screenshot"]) => {
                self.log.push("a screenshot was taken".to_owned());
                let image = screen::png(width, height, &self.taps);
                Ok(Value::from(STANDARD.encode(image)))
            }
            ("POST", ["actions"]) => self.perform(&parse(body)?, (width.into(), height.into())),
            ("DELETE", ["actions"]) => Ok(Value::Null),
            _ => Err(unknown(method, command)),
        }
    }

    /// Starts a WebDriver session.
    fn begin(&mut self, device: &Device, body: &Value) -> Result<Value, Failure> {
        let refused = |message: String| Failure::new(500, "session not created", message);
        let capabilities = body.get("capabilities").and_then(Value::as_object);
        let capabilities = capabilities.ok_or_else(|| Failure::argument("`capabilities` is missing or no object"))?;
        if self.session.is_some() {
            return Err(refused("the device has a WebDriver session already; end it first".to_owned()));
        }
        let platform = device.platform().map_or("", |platform| platform.as_str());
        let always = capabilities.get("alwaysMatch");
        let first = capabilities.get("firstMatch").and_then(Value::as_array).into_iter().flatten().next();
        for wanted in [always, first].into_iter().flatten().filter_map(|set| set.get("platformName")) {
            if !wanted.as_str().is_some_and(|wanted| wanted.eq_ignore_ascii_case(platform)) {
                return Err(refused(format!("`platformName` is {wanted}, and the device is {platform}")));
            }
        }
        self.number += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.number);
        self.log.push(format!("the WebDriver session {id} was started"));
        self.session = Some(id.clone());
        let given = json!({
            "platformName": platform.to_lowercase(),
            "appium:deviceName": device.name(),
            "appium:platformVersion": device.os(),
        });
        Ok(json!({"sessionId": id, "capabilities": given}))
    }

    /// Performs the actions of all pointers, one pointer after the other.
    fn perform(&mut self, body: &Value, size: (i64, i64)) -> Result<Value, Failure> {
        let sources = body.get("actions").and_then(Value::as_array);
        let sources = sources.ok_or_else(|| Failure::argument("`actions` is missing or no list"))?;
        for source in sources {
            let actions = source.get("actions").and_then(Value::as_array);
            let actions = actions.ok_or_else(|| Failure::argument("a source without a list of `actions`"))?;
            match source["type"].as_str() {
                Some("pointer") => self.pointer(actions, size)?,
                Some("none") => {}
                // A client may send a source for each kind of input, even without actions.
                Some("key" | "wheel") if actions.iter().all(|action| action["type"] == "pause") => {}
                other => {
                    let kind = other.unwrap_or("nothing");
                    let message = format!("this device takes actions of pointers, and not of `{kind}`");
                    return Err(Failure::new(500, "unsupported operation", message));
                }
            }
        }
        Ok(Value::Null)
    }

    fn pointer(&mut self, actions: &[Value], size: (i64, i64)) -> Result<(), Failure> {
        let (mut at, mut down) = ((0, 0), None);
        for action in actions {
            match action["type"].as_str() {
                Some("pointerMove") => at = moved(action, at, size)?,
                Some("pointerDown") => down = Some(at),
                Some("pointerUp") => match down.take() {
                    Some(begin) if begin == at => {
                        self.taps.push(at);
                        self.log.push(format!("a tap at {}, {}", at.0, at.1));
                    }
                    Some(begin) => {
                        self.log.push(format!("a swipe from {}, {} to {}, {}", begin.0, begin.1, at.0, at.1));
                    }
                    None => {}
                },
                Some("pointerCancel") => down = None,
                Some("pause") => {}
                other => return Err(Failure::argument(format!("there is no action `{}`", other.unwrap_or_default()))),
            }
        }
        Ok(())
    }
}

/// Returns the point to which an action moves a pointer.
fn moved(action: &Value, from: (i64, i64), (width, height): (i64, i64)) -> Result<(i64, i64), Failure> {
    let coordinate = |name: &str| {
        let number = action[name].as_f64().map(|number| number.round() as i64);
        number.ok_or_else(|| Failure::argument(format!("`{name}` of a pointerMove is missing or no number")))
    };
    let (x, y) = (coordinate("x")?, coordinate("y")?);
    let (x, y) = match &action["origin"] {
        Value::Null => (x, y),
        Value::String(origin) if origin == "viewport" => (x, y),
        Value::String(origin) if origin == "pointer" => (from.0.saturating_add(x), from.1.saturating_add(y)),
        _ => return Err(Failure::new(404, "no such element", "this device has no elements")),
    };
    if (0..width).contains(&x) && (0..height).contains(&y) {
        return Ok((x, y));
    }
    let message = format!("{x}, {y} is not on the screen of {width} by {height} pixels");
    Err(Failure::new(500, "move target out of bounds", message))
}

fn parse(body: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(body).map_err(|error| Failure::argument(format!("the body is not JSON: {error}")))
}

fn unknown(method: &str, path: &[&str]) -> Failure {
    Failure::new(404, "unknown command", format!("this device has no command {method} {}", path.join("/")))
}

/// Returns the size of a device's screen in pixels.
fn size(device: &Device) -> (u32, u32) {
    let pixels = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(1);
    let resolution = device.resolution();
    (pixels(resolution.and_then(Resolution::width)), pixels(resolution.and_then(Resolution::height)))
}
