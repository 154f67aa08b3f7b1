//! The generated client and the official one, in one process and with the same answers. `benches/` measures both.

pub mod answers;
pub mod canned;
pub mod same;
pub mod scenes;
pub mod turns;
