//! The excerpt of a text around a place: short lines as a whole, and parts of long lines, so that the excerpt of a
//! model without line ends is not larger. Invisible characters are replaced by visible ones.

use std::ops::Range;

use crate::rust::docs::is_hidden;

/// The maximum length of a line that is shown as a whole, in bytes.
const WHOLE: usize = 116;

/// The length of the parts of a longer line that are shown before and after a mark, in bytes.
pub(super) const AROUND: usize = 36;

/// The maximum length of a marked range that is shown on a line, in bytes.
pub(super) const LONGEST: usize = 72;

/// The maximum number of lines of an excerpt.
pub(super) const MOST_LINES: usize = 5;

/// The maximum number of bytes of a text that are read for an excerpt.
pub(super) const FARTHEST: usize = 2000;

/// A few lines of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the first line.
    pub line: usize,
    /// The lines. `…` marks the end of a cut line, and U+FFFD replaces each invisible character.
    pub text: String,
    /// The marked ranges: the place, and the related one if it is near.
    pub marks: Vec<Mark>,
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The range in the excerpt's text, in bytes.
    pub range: Range<usize>,
    /// The label of the range; `None` for the place of the message.
    pub label: Option<String>,
}

impl Excerpt {
    /// Creates the excerpt of `text` from the first mark to the last. `line` is the number of the line at which the
    /// first mark begins.
    pub(super) fn new(text: &[u8], line: usize, marks: Vec<(Range<usize>, Option<String>)>) -> Self {
        let mut edges: Vec<usize> = marks.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        edges.sort_unstable();
        let first = edges.first().map_or(0, |&first| first.min(text.len()));
        let last = edges.last().map_or(first, |&last| last.min(text.len()).min(first + FARTHEST));
        let mut lines = Lines { text, edges: &edges, shown: Vec::new(), to: String::new() };
        let mut at = first;
        for number in 0..MOST_LINES {
            if number > 0 {
                lines.to.push('\n');
            }
            let end = lines.add(at, last);
            if end >= last {
                break;
            }
            at = end + 1;
        }
        let Lines { shown, to, .. } = lines;
        let edge = |at: usize| {
            let index = edges.iter().position(|&edge| edge == at);
            index.and_then(|index| shown.get(index)).copied().unwrap_or(to.len())
        };
        let mark = |(range, label): (Range<usize>, _)| Mark { range: edge(range.start)..edge(range.end), label };
        let marks = marks.into_iter().map(mark).collect();
        Self { line, text: to, marks }
    }
}

struct Lines<'a> {
    text: &'a [u8],
    /// The edges of all marks, in order.
    edges: &'a [usize],
    /// The offsets in the excerpt's text of the edges that have been reached so far.
    shown: Vec<usize>,
    to: String,
}

impl Lines<'_> {
    /// Adds the shown part of the line at `at`, and returns the end of the line.
    fn add(&mut self, at: usize, last: usize) -> usize {
        let text = self.text;
        let far = text.len().min(at.max(last) + LONGEST + AROUND);
        let end = text[at..far].iter().position(|&byte| byte == b'\n').map_or(far, |length| at + length);
        let begun = line_start(text, at, WHOLE).filter(|start| end - start <= WHOLE);
        let near = at.saturating_sub(AROUND);
        let start = begun.or_else(|| line_start(text, at, AROUND));
        let marked = self.edges.last().map_or(at, |&edge| edge.clamp(at, at + LONGEST));
        let to = if begun.is_some() { end } else { boundary(text, end.min(marked + AROUND)) };
        let is_cut = to < end || text.get(end).is_some_and(|&byte| byte != b'\n');
        if start.is_none() {
            self.to.push('…');
        }
        self.copy(start.unwrap_or_else(|| boundary(text, near)), to);
        // Marks after the cut are moved to the cut.
        self.note(end);
        if is_cut {
            self.to.push('…');
        }
        end
    }

    fn copy(&mut self, start: usize, end: usize) {
        let mut at = start;
        for chunk in self.text[start..end].utf8_chunks() {
            for c in chunk.valid().chars() {
                self.note(at);
                at += c.len_utf8();
                match c {
                    // `\r\n` is one line end.
                    '\r' if self.text.get(at) == Some(&b'\n') => {}
                    '\t' => self.to.push(c),
                    c if is_hidden(c) => self.to.push('\u{FFFD}'),
                    c => self.to.push(c),
                }
            }
            if !chunk.invalid().is_empty() {
                self.note(at);
                at += chunk.invalid().len();
                self.to.push('\u{FFFD}');
            }
        }
    }

    /// Records that the edges up to `at` are at the current end of the excerpt.
    fn note(&mut self, at: usize) {
        while self.edges.get(self.shown.len()).is_some_and(|&edge| edge <= at) {
            self.shown.push(self.to.len());
        }
    }
}

/// Returns the beginning of the line at `at`, if it is within `farthest` bytes.
fn line_start(text: &[u8], at: usize, farthest: usize) -> Option<usize> {
    let near = at.saturating_sub(farthest);
    let start = text[near..at].iter().rposition(|&byte| byte == b'\n').map(|before| near + before + 1);
    start.or((near == 0).then_some(0))
}

/// Returns the next offset that is not within a character.
fn boundary(text: &[u8], at: usize) -> usize {
    let within = |byte: &&u8| **byte & 0xC0 == 0x80;
    at + text[at..].iter().take(3).take_while(within).count()
}
