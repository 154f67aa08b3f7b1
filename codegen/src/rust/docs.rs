//! Turns documentation texts of a service model into the lines of Rust doc comments.
//!
//! The texts are untrusted: either flavour is read into one small tree, and only the renderer writes Markdown, so
//! nothing of the input reaches a comment unescaped. This module knows nothing of models, items or tokens.

mod block;
mod builder;
pub(crate) mod fixed;
mod html;
mod inline;
mod markdown;
mod render;
#[cfg(test)]
mod tests;
mod url;

use block::Block;
pub use block::Reference;
pub(crate) use builder::is_hidden;

/// The markup a documentation text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Smithy's `documentation` trait and our overlays; HTML inside of it is understood as well.
    CommonMark,
    /// The fragments of HTML in botocore's `documentation`.
    Html,
}

/// The lines of one doc comment, in Markdown.
///
/// No line has a line break, a leading space that is not Markdown's own indentation, or a trailing space. Paragraphs
/// are separated by an empty line; the first and the last line are not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs(Vec<String>);

impl Docs {
    /// The lines, to be written behind `/// ` (or `///` where a line is empty).
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// Returns whether the text had nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Converts a text to doc comment lines. Every input gives a valid and lint-clean comment.
pub fn convert(text: &str, flavour: Flavour) -> Docs {
    Docs(render::render(&parse(text, flavour)))
}

fn parse(text: &str, flavour: Flavour) -> Vec<Block> {
    match flavour {
        Flavour::Html if !is_prose(text) => html::parse(text),
        Flavour::Html | Flavour::CommonMark => markdown::parse(text),
    }
}

/// As [`convert`], with code spans resolved: `reference` returns the target of a span, if anything. What it gives is
/// trusted to be a path or a name.
pub fn convert_with(text: &str, flavour: Flavour, reference: &dyn Fn(&str) -> Option<Reference>) -> Docs {
    let mut blocks = parse(text, flavour);
    resolve(&mut blocks, reference);
    Docs(render::render(&blocks))
}

/// Recurses into lists, whose depth the builder caps.
fn resolve(blocks: &mut [Block], reference: &dyn Fn(&str) -> Option<Reference>) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => runs.iter_mut().for_each(|run| run.resolve(reference)),
            Block::List { items, .. } => items.iter_mut().for_each(|item| resolve(item, reference)),
            Block::Code(_) => {}
        }
    }
}

/// A few of botocore's texts have no tags but lists and paragraphs as in a plain text file. As HTML they would run
/// together to one paragraph; Markdown reads them as they were meant.
fn is_prose(text: &str) -> bool {
    !text.contains('<') && text.trim().contains('\n')
}
