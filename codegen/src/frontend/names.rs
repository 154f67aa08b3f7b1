//! Names and texts of a model whose rules are the same in both formats.

use std::collections::{HashMap, HashSet};

use super::json::Node;
use crate::diagnostic::Code;

/// Returns whether a name is valid for a shape or a member: ASCII letters, digits and underscores. Names become paths
/// and tokens of generated code.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Reads a text that is sent in headers and signatures; reports a text with other characters than those allowed there.
pub(super) fn sent(node: &Node<'_>) -> Option<String> {
    let text = node.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if text.is_empty() || !text.chars().all(is_plain) {
        node.error_with_help(
            Code::UnsendableText,
            format!("`{text}` cannot be sent"),
            "it goes into headers and signatures: use ASCII letters, digits, `.`, `_` and `-`",
        );
        return None;
    }
    Some(text.to_owned())
}

/// The unique names of an enum's values.
#[derive(Default)]
pub(super) struct EnumNames {
    taken: HashSet<String>,
    /// The last number that was appended to each name.
    numbers: HashMap<String, usize>,
}

impl EnumNames {
    /// Takes a name that the model states. Returns false if it is taken already.
    pub(super) fn claim(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Returns a unique name for a value without a name, which is derived from the value.
    pub(super) fn of_value(&mut self, value: &str) -> String {
        let mut name: String = value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if !name.contains(|c| c != '_') {
            name.push_str("_VALUE");
        } else if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        if self.claim(&name) {
            return name;
        }
        // Many values may have the same name, and counting from 1 for each would take quadratic time.
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{name}_{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Warns of an operation with endpoint discovery, whose endpoint another operation returns. The operation is generated,
/// but the caller must get the endpoint first.
pub(super) fn discovered(node: &Node<'_>, operation: &str) {
    let message = format!("another operation returns the endpoint of {operation}: give the client its URL");
    node.warning(Code::UnsupportedFeature, message);
}
