//! serde's `Serialize` and `Deserialize` for generated types, over any of serde's formats: an adapter from its traits to
//! the ones of [`schema`](crate::schema). The form is that of the service's JSON.

mod de;
mod ser;

pub use de::deserialize;
pub use ser::serialize;
