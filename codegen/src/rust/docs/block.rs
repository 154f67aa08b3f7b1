//! The tree of a documentation text, for both flavours.

use std::rc::Rc;

/// The target of a code span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// An item: the span becomes a link to the path, or to the name if that is in scope.
    Item {
        /// The name in Rust.
        name: String,
        /// The path to the item.
        path: Option<String>,
    },
    /// A name that differs in Rust: the span gets this name, without a link.
    Name(String),
}

/// A part of a text that stands on its own lines.
#[derive(Debug, PartialEq)]
pub(super) enum Block {
    Paragraph(Vec<Run>),
    /// `start` is the first number of an ordered list.
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    /// Preformatted text, its lines separated by `\n`.
    Code(String),
}

/// A part of a paragraph with one style. Styles are flags of a flat sequence and not a tree, so that misnested tags
/// need no repair, and no recursion is needed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) style: Style,
    pub(super) content: Content,
}

impl Run {
    pub(super) fn resolve(&mut self, reference: &dyn Fn(&str) -> Option<Reference>) {
        let Content::Code(code) = &mut self.content else { return };
        match reference(code.trim()) {
            Some(Reference::Item { name, path }) if self.style.link.is_none() => {
                *code = name;
                // A link without a target is a link to the item that its text names.
                self.style.link = Some(path.unwrap_or_default().into());
            }
            Some(Reference::Name(name)) => *code = name,
            Some(Reference::Item { .. }) | None => {}
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// Prose; any white space in it separates words.
    Text(String),
    /// A code span. White space at its ends is moved to the prose around it.
    Code(String),
    /// A forced line break.
    Break,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// The target, which [`super::url::target`] has accepted.
    pub(super) link: Option<Rc<str>>,
}

/// Emphasis inside of strong text is dropped, because Markdown's rules for nested delimiters are complex.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Weight {
    #[default]
    Plain,
    Emphasis,
    Strong,
}

/// Appends a run. Adjacent runs of one style are merged, because their characters must be escaped together, and
/// adjacent code spans share their backticks.
pub(super) fn push_run(runs: &mut Vec<Run>, run: Run) {
    match (runs.last_mut(), run) {
        (Some(Run { style: last, content: Content::Text(before) }), Run { style, content: Content::Text(text) })
        | (Some(Run { style: last, content: Content::Code(before) }), Run { style, content: Content::Code(text) })
            if *last == style =>
        {
            before.push_str(&text);
        }
        (_, run) => runs.push(run),
    }
}
