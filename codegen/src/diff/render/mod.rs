//! A report as text, as Markdown and as JSON.

mod html;
mod json;
mod markdown;
mod text;

pub use html::HTML_START;
pub use markdown::markdown_text;

use super::change::Change;

/// The operations of a change in a few words: all, if they are few.
fn operations(change: &Change) -> Option<String> {
    const MOST: usize = 5;
    match change.operations.as_slice() {
        [] => None,
        few if few.len() <= MOST + 1 => Some(few.join(", ")),
        many => Some(format!("{} and {} more", many[..MOST].join(", "), many.len() - MOST)),
    }
}

/// A value in one line, however long it is in the model.
fn short(text: &str) -> String {
    const MOST: usize = 200;
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST).collect();
    if text.chars().nth(MOST).is_some() { format!("{plain}…") } else { plain }
}
