//! The blocks of code on a page.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A block of code between fences.
pub(crate) struct Block {
    /// The first word after the fence, such as `rust`.
    pub(crate) language: String,
    pub(crate) text: String,
    /// The line of the fence, from 1.
    pub(crate) line: usize,
    /// The text of the paragraph before it.
    pub(crate) before: String,
}

/// The blocks of a page in their order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut before, mut open) = (Vec::new(), String::new(), None);
    for (event, range) in Parser::new_ext(page, Options::all()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let language = info.split([',', ' ']).next().unwrap_or_default().to_owned();
                let line = page[..range.start].matches('\n').count() + 1;
                open = Some(Block { language, text: String::new(), line, before: std::mem::take(&mut before) });
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => before.clear(),
            Event::Text(text) | Event::Code(text) => match &mut open {
                Some(block) => block.text.push_str(&text),
                None => before.push_str(&text),
            },
            _ => {}
        }
    }
    blocks
}
