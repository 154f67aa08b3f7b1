//! Converts documentation texts of a service model to the lines of Rust doc comments.
//!
//! The texts are untrusted. Both flavours are parsed to one small tree, and only the renderer writes Markdown, so that
//! no input reaches a comment unescaped. This module does not depend on models, items or tokens.

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

/// The markup of a documentation text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Smithy's `documentation` trait and overlays. HTML in the text is parsed, too.
    CommonMark,
    /// HTML fragments, as in botocore's `documentation`.
    Html,
}

/// The lines of one doc comment, in Markdown.
///
/// No line has a line break, a leading space that is not Markdown's own indentation, or a trailing space. Paragraphs
/// are separated by an empty line; the first and the last line are not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs(Vec<String>);

impl Docs {
    /// Returns the lines, without the `///` before each.
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// Returns whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Converts a text to doc comment lines. Every input results in a valid comment without lint warnings.
pub fn convert(text: &str, flavour: Flavour) -> Docs {
    Docs(render::render(&parse(text, flavour)))
}

fn parse(text: &str, flavour: Flavour) -> Vec<Block> {
    match flavour {
        Flavour::Html if !is_prose(text) => html::parse(text),
        Flavour::Html | Flavour::CommonMark => markdown::parse(text),
    }
}

/// Converts a text as [`convert`] does, and resolves code spans: `reference` returns the target of a span, if it has
/// one. The target is trusted to be a valid path or name.
pub fn convert_with(text: &str, flavour: Flavour, reference: &dyn Fn(&str) -> Option<Reference>) -> Docs {
    let mut blocks = parse(text, flavour);
    resolve(&mut blocks, reference);
    Docs(render::render(&blocks))
}

/// Resolves the code spans of blocks. It recurses into lists, whose depth the builder limits.
fn resolve(blocks: &mut [Block], reference: &dyn Fn(&str) -> Option<Reference>) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => runs.iter_mut().for_each(|run| run.resolve(reference)),
            Block::List { items, .. } => items.iter_mut().for_each(|item| resolve(item, reference)),
            Block::Code(_) => {}
        }
    }
}

/// Returns whether a text is plain text. A few of botocore's texts have no tags, but lists and paragraphs as in a text
/// file. As HTML they would be one paragraph; as Markdown they keep their structure.
fn is_prose(text: &str) -> bool {
    !text.contains('<') && text.trim().contains('\n')
}
