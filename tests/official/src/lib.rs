//! The generated client and the official one, in one process and with the same responses. `benches/` measures both.

pub mod canned;
pub mod responses;
pub mod same;
pub mod scenes;
pub mod turns;
