//! Draws a diagnostic as rustc does, with annotate-snippets. This module selects the content, and sanitizes texts of
//! the model: they cannot move the cursor or colour the terminal, and their length is limited.

use std::fmt;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Message, Origin, Padding, Renderer, Snippet};

use super::{Beside, Excerpt, Located, Mark, Severity, Span};
use crate::rust::docs::is_hidden;

impl Located {
    /// Returns the diagnostic as it is shown on a terminal, in colour.
    #[must_use]
    pub fn coloured(&self) -> String {
        self.drawn(&Renderer::styled())
    }

    fn drawn(&self, renderer: &Renderer) -> String {
        let level = match self.diagnostic.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let place = self.file.as_deref().map(|file| (file, self.span.as_ref(), self.excerpt.as_ref()));
        let drawing = Drawing {
            level,
            code: self.diagnostic.code.as_str(),
            message: &self.diagnostic.message,
            place,
            notes: self.notes(),
        };
        let mut groups = drawing.groups();
        if let Some(Beside { label, file: Some(file), span, excerpt: Some(excerpt) }) = &self.beside {
            let title = Level::NOTE.secondary_title(printable(label));
            groups.push(Group::with_title(title).element(origin(file, Some(span))));
            groups.push(Group::with_level(Level::NOTE).element(snippet(excerpt)));
        }
        renderer.render(&groups).trim_matches('\n').to_owned()
    }

    fn notes(&self) -> Vec<Message<'_>> {
        let pointer = self.diagnostic.place.origin().map(|origin| origin.pointer.as_str()).filter(|it| !it.is_empty());
        let notes = [
            (Level::NOTE.with_name("at"), pointer),
            (Level::NOTE.with_name("in"), self.diagnostic.shape.as_deref()),
            (Level::HELP, self.diagnostic.help.as_deref()),
        ];
        notes.into_iter().filter_map(|(level, text)| Some(level.message(printable(text?)))).collect()
    }
}

/// The content of a drawing: a level, a code, a message and a place.
pub(crate) struct Drawing<'a> {
    pub(crate) level: Level<'a>,
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
    /// The file, the marked range in it, and the excerpt around the range.
    pub(crate) place: Option<(&'a str, Option<&'a Span>, Option<&'a Excerpt>)>,
    pub(crate) notes: Vec<Message<'a>>,
}

impl<'a> Drawing<'a> {
    pub(crate) fn drawn(self, renderer: &Renderer) -> String {
        renderer.render(&self.groups()).trim_matches('\n').to_owned()
    }

    fn groups(self) -> Vec<Group<'a>> {
        let Self { level, code, message, place, notes } = self;
        let title = level.clone().primary_title(printable(message));
        let mut title = Group::with_title(title.id(code));
        if let Some((file, span, _)) = place {
            title = title.element(origin(file, span));
        }
        // The place is written explicitly, because a snippet computes it from the part of a long line that it shows.
        // annotate-snippets uses an explicit place only if the snippet has a group of its own. It draws a line below
        // the first of several groups, which would be one too many here, so that the first group is empty.
        let groups = vec![Group::with_level(level.clone()), title];
        let mut last = Group::with_level(level);
        if let Some((_, _, Some(excerpt))) = place {
            last = last.element(snippet(excerpt));
        }
        if !notes.is_empty() {
            last = last.element(Padding);
        }
        groups.into_iter().chain([last.elements(notes)]).collect()
    }

    /// Returns a note with its own label, such as `operations`.
    pub(crate) fn note(label: &'static str, text: &str) -> Message<'a> {
        Level::NOTE.with_name(label).message(printable(text))
    }
}

/// Formats the diagnostic without colours.
impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.drawn(&Renderer::plain()))
    }
}

/// Returns the place of a span. It is not left to the snippet, which computes it from the part of a long line that it
/// shows.
fn origin<'a>(file: &str, span: Option<&Span>) -> Origin<'a> {
    let origin = Origin::path(printable(file));
    match span {
        Some(span) => origin.line(span.start.line).char_column(span.start.column),
        None => origin,
    }
}

fn snippet(excerpt: &Excerpt) -> Snippet<'_, Annotation<'_>> {
    let annotation = |Mark { range, label }: &Mark| {
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        kind.span(range.clone()).label(label.as_deref().map(printable))
    };
    let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).fold(false);
    snippet.annotations(excerpt.marks.iter().map(annotation))
}

/// Returns a text of limited length without characters that could move the cursor, colour the terminal or change the
/// direction of the text around them.
fn printable(text: &str) -> String {
    const MOST: usize = 400;
    let mut all: String = text.chars().take(MOST).map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        all.push('…');
    }
    all
}
