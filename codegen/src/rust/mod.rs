//! From the model to Rust text: `lower` decides, `render` makes tokens, `format` makes text.

pub mod docs;
pub mod format;
pub mod item;
pub(crate) mod lower;
pub(crate) mod module_path;
pub mod names;
pub(crate) mod render;
