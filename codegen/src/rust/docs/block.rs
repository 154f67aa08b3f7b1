//! The tree that a documentation text is read into, whatever its markup.

use std::rc::Rc;

/// The target of a code span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// An item: the span becomes a link, by the path, or by the name alone where that is in scope.
    Item {
        /// The name in Rust.
        name: String,
        /// The path to the item.
        path: Option<String>,
    },
    /// Something that is called otherwise in Rust.
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

/// A stretch of a paragraph in one style. Styles are flags on a flat sequence, not a tree, so that misnested tags need
/// no repair and nothing recurses.
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
                // A link without a target is one to what its text names.
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
    /// A code span. White space at its ends belongs to the prose around it.
    Code(String),
    /// A forced line break.
    Break,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// A target that [`super::url::target`] has let pass.
    pub(super) link: Option<Rc<str>>,
}

/// Emphasis inside strong text is not kept: Markdown's rules for nested delimiters are not worth it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Weight {
    #[default]
    Plain,
    Emphasis,
    Strong,
}

/// Neighbours of one style are merged: their characters are escaped together, their code shares its backticks.
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
