//! The texts that a run reads: their names, their JSON, and where in them a value stands.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, Origin, Place, Severity, SourceId};

/// A text to read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What to call it in messages: its path, as the person gave it.
    pub name: &'a str,
    /// Its bytes.
    pub text: &'a [u8],
}

/// The largest source that is read. The largest model that AWS publishes has under 5 MiB.
pub const LARGEST: usize = 32 << 20;

/// The texts of a run.
#[derive(Debug, Default)]
pub struct Sources<'a>(Vec<Source<'a>>);

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl<'a> Sources<'a> {
    /// Adds a text and reads its JSON.
    ///
    /// # Errors
    /// A text that is too large, not UTF-8 or not JSON, with the place where it stops being so.
    pub fn read(&mut self, source: Source<'a>) -> Result<(SourceId, Value), Box<Diagnostic>> {
        let id = self.0.len();
        self.0.push(source);
        let refuse = |position, message: String, help: &str| {
            Box::new(Diagnostic::new(Severity::Error, Place::Text(id, position), message).help(help))
        };
        let start = Position { line: 1, column: 1 };
        if source.text.len() > LARGEST {
            let message = format!("the file has more than the {LARGEST} bytes that are read");
            return Err(refuse(start, message, "is this a service model? the largest published one is under 5 MiB"));
        }
        let text = std::str::from_utf8(source.text).map_err(|e| {
            let position = position_of(source.text, e.valid_up_to());
            refuse(position, "the file is not UTF-8 text".into(), "give the JSON itself; unpack it if it is compressed")
        })?;
        if text.starts_with('\u{feff}') {
            return Err(refuse(start, "the file begins with a byte order mark".into(), "save it without one"));
        }
        let value = serde_json::from_str(text).map_err(|e| {
            let position = Position { line: e.line().max(1), column: e.column().max(1) };
            // serde_json says where at the end of its message, which the place says already.
            let message = e.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            refuse(position, format!("the file is not JSON: {message}"), syntax_help(&e, message))
        })?;
        Ok((id, value))
    }

    pub(crate) fn name(&self, source: SourceId) -> Option<&str> {
        self.0.get(source).map(|source| source.name)
    }

    /// Where the value at `origin` begins; where it does not exist, its nearest parent.
    pub(crate) fn position(&self, origin: &Origin) -> Option<Position> {
        let text = self.0.get(origin.source)?.text;
        let offset = offset_of(std::str::from_utf8(text).ok()?, &origin.pointer)?;
        Some(position_of(text, offset))
    }
}

fn syntax_help(error: &serde_json::Error, message: &str) -> &'static str {
    if error.is_eof() {
        "the file ends too early: is it complete?"
    } else if message.starts_with("recursion") {
        "values are nested more than 128 deep, which no service model is"
    } else {
        "check the text at this place"
    }
}

/// Follows a JSON pointer through the text, one level at a time, without reading what lies beside it.
fn offset_of(text: &str, pointer: &str) -> Option<usize> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        let next = match value.get().as_bytes().first()? {
            b'{' => serde_json::from_str::<BTreeMap<String, &RawValue>>(value.get()).ok()?.get(&key).copied(),
            b'[' => serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?.get(key.parse::<usize>().ok()?).copied(),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    // Both are slices of one text.
    Some(value.get().as_ptr() as usize - text.as_ptr() as usize)
}

fn position_of(text: &[u8], offset: usize) -> Position {
    let before = &text[..offset.min(text.len())];
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    Position {
        line: before.iter().filter(|&&b| b == b'\n').count() + 1,
        column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
    }
}
