//! A mock Device Farm on localhost, for tests and experiments without an AWS account and without costs.
//!
//! It speaks the service's protocol over HTTP on 127.0.0.1, so that any client can call it: the generated one,
//! another language's SDK, or the AWS command line with `--endpoint-url`. It supports the operations for remote
//! access sessions. Other operations get an error response. Signatures are not verified.
//!
//! A session has the real life cycle, only faster: `PENDING`, `PREPARING`, `RUNNING` until it is stopped or its time
//! is over, then `STOPPING` and `COMPLETED`. It has endpoints while it runs, and counts its minutes. [`Pace`] sets
//! the times. An upload has a URL on the same server, accepts a file, and is `PROCESSING` for a moment.
//!
//! A [`Fault`] replaces a response, and a [`Fate`] decides how a session ends.
//!
//! ```
//! use device_farm_fake::{DeviceFarm, Pace};
//!
//! let farm = DeviceFarm::new().pace(Pace::instant()).start()?;
//! assert!(farm.url().starts_with("http://127.0.0.1:"));
//! assert_eq!(farm.open_sessions(), Vec::<String>::new());
//! # Ok::<(), std::io::Error>(())
//! ```

mod artifact;
mod calls;
mod constraints;
mod driver;
mod farm;
mod faults;
mod handlers;
mod screen;
mod session;
mod stock;
mod upload;

pub use calls::Call;
pub use farm::{DeviceFarm, Open};
pub use faults::{Fate, Fault};
pub use handlers::OPERATIONS;
pub use session::Pace;
pub use stock::{INSTANCE, OTHER_INSTANCE, PHONE, PRIVATE_PHONE, PROJECT, TABLET, VPCE_CONFIGURATION, WEARABLE};
