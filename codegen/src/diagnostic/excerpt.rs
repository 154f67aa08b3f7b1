//! The excerpt of a text around a place: whole lines where they are short, a part of each where they are not, so that a
//! model without line ends costs no more than any other. Invisible characters are made visible.

use std::ops::Range;

use crate::rust::docs::is_hidden;

/// The longest line that is shown whole, in bytes.
const WHOLE: usize = 116;

/// How much of a longer line is shown before a mark and behind it, in bytes.
pub(super) const AROUND: usize = 36;

/// How much of what is marked on a line is shown, in bytes.
pub(super) const LONGEST: usize = 72;

/// The most lines that are shown at a place.
pub(super) const MOST_LINES: usize = 5;

/// The most bytes of a text that are looked at for an excerpt.
pub(super) const FARTHEST: usize = 2000;

/// A few lines of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the first line.
    pub line: usize,
    /// The lines. `…` stands where a line goes on, and U+FFFD for each character that could not be seen.
    pub text: String,
    /// The marked ranges: the place, and the related one if it is near.
    pub marks: Vec<Mark>,
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The range in the excerpt's text, in bytes.
    pub range: Range<usize>,
    /// The label of the range; absent at the place that the message is about.
    pub label: Option<String>,
}

impl Excerpt {
    /// The lines of `text` from the first mark to the last. The first begins on the line of this number.
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
    /// The offset of the first of them in the excerpt's text.
    shown: Vec<usize>,
    to: String,
}

impl Lines<'_> {
    /// Adds what is shown of the line that `at` is on, and gives the line's end.
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
        // What is marked behind the cut is marked at the cut.
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
                    // A part of the line's end.
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

    /// The edges up to here are at the end of what is shown so far.
    fn note(&mut self, at: usize) {
        while self.edges.get(self.shown.len()).is_some_and(|&edge| edge <= at) {
            self.shown.push(self.to.len());
        }
    }
}

/// Returns the beginning of the line that `at` is on, if that is not farther away.
fn line_start(text: &[u8], at: usize, farthest: usize) -> Option<usize> {
    let near = at.saturating_sub(farthest);
    let start = text[near..at].iter().rposition(|&byte| byte == b'\n').map(|before| near + before + 1);
    start.or((near == 0).then_some(0))
}

/// The next place that is not within a character.
fn boundary(text: &[u8], at: usize) -> usize {
    let within = |byte: &&u8| **byte & 0xC0 == 0x80;
    at + text[at..].iter().take(3).take_while(within).count()
}
