//! Names and texts of a model, as far as both formats have the same rules for them.

use std::collections::{HashMap, HashSet};

use super::json::Node;
use crate::diagnostic::Code;

/// Returns whether a name can be a shape's or a member's: what cannot would find its way into paths and tokens.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// A text that goes into headers and signatures.
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

/// The names of an enum's values, each different.
#[derive(Default)]
pub(super) struct EnumNames {
    taken: HashSet<String>,
    /// The last number that stands behind a name.
    numbers: HashMap<String, usize>,
}

impl EnumNames {
    /// Returns whether a name that the model gives is free; it is not from now on.
    pub(super) fn claim(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// A name for a value that has none: the value, as far as it is one.
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
        // Many values may have one name, and counting from the beginning for each takes too long.
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

/// Warns of an operation whose endpoint another operation returns: it is generated, and whoever calls it asks first.
pub(super) fn discovered(node: &Node<'_>, operation: &str) {
    let message = format!("the endpoint of {operation} has to be asked for: give the client its URL");
    node.warning(Code::UnsupportedFeature, message);
}
