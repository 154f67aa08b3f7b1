//! From the model to Rust text: `lower` creates items, `render` converts them to tokens, `format` converts tokens to
//! text.

pub mod docs;
pub mod format;
pub mod item;
pub(crate) mod lower;
pub(crate) mod module_path;
pub mod names;
pub(crate) mod render;
