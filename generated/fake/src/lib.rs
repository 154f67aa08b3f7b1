//! A small Device Farm on this machine, for tests and for trying things out without an account or a bill.
//!
//! It speaks the service's protocol over HTTP on 127.0.0.1, so that any client can call it: the generated one, one of
//! another language's SDK, the AWS command line with `--endpoint-url`. It knows the operations around remote access
//! sessions, and answers all others that it does not. Signatures are not looked at.
//!
//! A session lives as in truth, only faster: `PENDING`, `PREPARING`, `RUNNING` until it is stopped or its time is up, then
//! `STOPPING` and `COMPLETED`. It has endpoints while it runs, and its minutes are counted. [`Pace`] says how long each of
//! this takes. An upload gets a URL on the same server, takes what is put there, and is `PROCESSING` for a moment.
//!
//! What can go wrong is to be had on demand: a [`Fault`] in place of a response, or a [`Fate`] for a session.
//!
//! ```
//! use device_farm_fake::{DeviceFarm, Pace};
//!
//! let farm = DeviceFarm::new().pace(Pace::instant()).start()?;
//! assert!(farm.url().starts_with("http://127.0.0.1:"));
//! assert_eq!(farm.open_sessions(), Vec::<String>::new());
//! # Ok::<(), std::io::Error>(())
//! ```

mod farm;
mod faults;
mod handlers;
mod session;
mod stock;
mod upload;

pub use farm::{DeviceFarm, Open};
pub use faults::{Fate, Fault};
pub use handlers::OPERATIONS;
pub use session::Pace;
pub use stock::{PHONE, PROJECT, TABLET, WEARABLE};
