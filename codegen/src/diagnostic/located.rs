//! Locates diagnostics: from JSON pointers to lines, columns and excerpts. A run can have thousands of warnings about a
//! text of several megabytes. So each text is read only twice, for all diagnostics together: once for the offsets of
//! the values, and once for the lines.

use std::ops::Range;

use super::excerpt::{AROUND, FARTHEST, LONGEST, MOST_LINES};
use super::spans::{self, Found};
use super::{Diagnostic, Diagnostics, Excerpt, Origin, Place, Related};
use crate::source::{Source, Sources};

/// A diagnostic with its located place. `Display` draws it without colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The diagnostic, with its message.
    pub diagnostic: Diagnostic,
    /// The file's name, as it was given.
    pub file: Option<String>,
    /// The marked range; absent if the diagnostic is about the file as a whole.
    pub span: Option<Span>,
    /// The lines around it.
    pub excerpt: Option<Excerpt>,
    /// The related place.
    pub beside: Option<Beside>,
}

/// A located related place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The description of the place.
    pub label: String,
    /// The file's name, as it was given.
    pub file: Option<String>,
    /// The marked range.
    pub span: Span,
    /// The lines around it, unless the diagnostic's own excerpt shows them.
    pub excerpt: Option<Excerpt>,
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A part of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The position of the first byte.
    pub start: Position,
    /// The position after the last byte.
    pub end: Position,
    /// Its bytes.
    pub bytes: Range<usize>,
}

impl Diagnostics {
    /// Locates all diagnostics: returns each with its file, line and column.
    #[must_use]
    pub fn locate(self, sources: &Sources<'_>) -> Vec<Located> {
        locate(self.0, sources)
    }
}

fn locate(diagnostics: Vec<Diagnostic>, sources: &Sources<'_>) -> Vec<Located> {
    let places: Vec<&Place> = diagnostics.iter().flat_map(both).collect();
    let mut spans = places_to_spans(&places, sources).into_iter();
    let mut located = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let span = spans.next().flatten();
        let related = if diagnostic.related.is_some() { spans.next().flatten() } else { None };
        located.push(Located::new(diagnostic, span, related, sources));
    }
    located
}

/// A located value.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// The file's name, as it was given.
    pub(crate) file: String,
    /// The marked range.
    pub(crate) span: Span,
    /// The lines around it.
    pub(crate) excerpt: Option<Excerpt>,
}

/// Locates values, in their order; `None` for a value without an origin.
pub(crate) fn spots(origins: &[Option<Origin>], sources: &Sources<'_>) -> Vec<Option<Spot>> {
    let places: Vec<Place> = origins.iter().map(|origin| origin.clone().map_or(Place::Run, Place::Value)).collect();
    let spans = places_to_spans(&places.iter().collect::<Vec<_>>(), sources);
    let spot = |(place, span): (&Place, Option<Span>)| {
        let (source, span) = (sources.get(place.source()?)?, span?);
        let marks = vec![(span.bytes.clone(), None)];
        let excerpt = Some(Excerpt::new(source.text, span.start.line, marks));
        Some(Spot { file: source.name.to_owned(), span, excerpt })
    };
    places.iter().zip(spans).map(spot).collect()
}

/// Returns the place and the related place of a diagnostic.
fn both(diagnostic: &Diagnostic) -> impl Iterator<Item = &Place> {
    std::iter::once(&diagnostic.place).chain(diagnostic.related.iter().map(|related| &related.place))
}

fn places_to_spans(places: &[&Place], sources: &Sources<'_>) -> Vec<Option<Span>> {
    let mut spans = vec![None; places.len()];
    for (id, source) in sources.iter() {
        let here: Vec<usize> = (0..places.len()).filter(|&i| places[i].source() == Some(id)).collect();
        let pointed: Vec<usize> = here.iter().copied().filter(|&i| places[i].origin().is_some()).collect();
        let pointers = pointed.iter().filter_map(|&i| places[i].origin()).map(|origin| origin.pointer.as_str());
        let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
        // A text that is not JSON has no values, and may be too large to be read.
        if !pointed.is_empty() {
            let found = spans::find(source.text, pointers);
            let marked = |(&i, found): (&usize, Option<Found>)| Some((i, marked(source.text, places[i], found?)));
            ranges.extend(pointed.iter().zip(found).filter_map(marked));
        }
        ranges.extend(here.iter().filter_map(|&i| match places[i] {
            Place::Text(_, at) => Some((i, *at..character_end(source.text, *at))),
            _ => None,
        }));
        let lines = Lines::new(source.text, ranges.iter().flat_map(|(_, range)| [range.start, range.end]));
        for (i, bytes) in ranges {
            spans[i] = Some(Span { start: lines.position(bytes.start), end: lines.position(bytes.end), bytes });
        }
    }
    spans
}

/// Returns the marked range of a place: the value, or its key if the key is the problem or the value has too many
/// lines.
fn marked(text: &[u8], place: &Place, Found { key, value }: Found) -> Range<usize> {
    let start = &text[value.start..value.end.min(value.start + FARTHEST)];
    let lines = start.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let is_small = start.len() == value.len() && lines <= MOST_LINES;
    match key {
        Some(key) if matches!(place, Place::Key(_)) || !is_small => key,
        _ if is_small => value,
        // The whole text or an element of a list has no key: its first line is marked.
        _ => {
            let line = start.iter().position(|&byte| byte == b'\n').unwrap_or(start.len());
            let line = start[..line].trim_ascii_end().len();
            value.start..value.start + line.max(1)
        }
    }
}

fn character_end(text: &[u8], at: usize) -> usize {
    let Some(after) = text.get(at + 1..) else { return at.min(text.len()) };
    at + 1 + after.iter().take(3).take_while(|&&byte| byte & 0xC0 == 0x80).count()
}

/// The positions of some offsets in a text.
struct Lines(Vec<(usize, Position)>);

impl Lines {
    /// Computes the positions in the order of the offsets, so that each byte is counted once.
    fn new(text: &[u8], places: impl Iterator<Item = usize>) -> Self {
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        places.dedup();
        let mut known = Vec::with_capacity(places.len());
        let (mut at, mut position) = (0, Position { line: 1, column: 1 });
        for place in places {
            for &byte in &text[at..place.min(text.len())] {
                if byte == b'\n' {
                    position = Position { line: position.line + 1, column: 1 };
                } else if byte & 0xC0 != 0x80 {
                    position.column += 1;
                }
            }
            at = place.min(text.len());
            known.push((place, position));
        }
        Self(known)
    }

    fn position(&self, place: usize) -> Position {
        let index = self.0.binary_search_by_key(&place, |(place, _)| *place);
        index.map_or(Position { line: 1, column: 1 }, |index| self.0[index].1)
    }
}

impl Located {
    fn new(diagnostic: Diagnostic, span: Option<Span>, there: Option<Span>, sources: &Sources<'_>) -> Self {
        let source = diagnostic.place.source().and_then(|source| sources.get(source));
        let excerpt = |source: Option<Source<'_>>, marks: &[(&Span, Option<&String>)]| {
            let line = marks.iter().map(|(span, _)| span.start.line).min()?;
            let marks = marks.iter().map(|(span, label)| (span.bytes.clone(), label.cloned())).collect();
            Some(Excerpt::new(source?.text, line, marks))
        };
        let other = diagnostic.related.as_deref().zip(there);
        let (shown, beside) = match (&span, other) {
            (Some(span), Some((Related { place, label }, there))) => {
                let is_near = place.source() == diagnostic.place.source() && are_near(span, &there);
                let file = place.source().and_then(|source| sources.get(source));
                let (here, other) = if is_near {
                    (excerpt(source, &[(span, None), (&there, Some(label))]), None)
                } else {
                    (excerpt(source, &[(span, None)]), excerpt(file, &[(&there, None)]))
                };
                let name = file.map(|file| file.name.to_owned());
                (here, Some(Beside { label: label.clone(), file: name, span: there, excerpt: other }))
            }
            (Some(span), None) => (excerpt(source, &[(span, None)]), None),
            (None, _) => (None, None),
        };
        Self { file: source.map(|source| source.name.to_owned()), diagnostic, span, excerpt: shown, beside }
    }
}

/// Returns whether one excerpt can show both spans.
fn are_near(a: &Span, b: &Span) -> bool {
    let bytes = a.bytes.end.max(b.bytes.end) - a.bytes.start.min(b.bytes.start);
    let lines = a.end.line.max(b.end.line) - a.start.line.min(b.start.line) + 1;
    let width = a.end.column.max(b.end.column);
    if lines == 1 { bytes <= LONGEST } else { bytes <= FARTHEST && lines <= MOST_LINES && width <= LONGEST + AROUND }
}
