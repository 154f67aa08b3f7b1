//! The JSON of a fuzzed text.

use serde_json::Value;

/// The JSON of a text.
pub(super) fn parsed(text: &[u8]) -> Option<Value> {
    serde_json::from_slice(text).ok()
}
