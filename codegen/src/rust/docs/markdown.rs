//! Parses Markdown, including the HTML in Smithy's documentation traits.
//!
//! pulldown-cmark parses the text. This module passes its events to the builder, and HTML to the parser of HTML.

use std::collections::BTreeSet;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::block::{Block, Weight};
use super::builder::{Builder, ListKind};
use super::html;

pub(super) fn parse(text: &str) -> Vec<Block> {
    let mut reader = Reader { closed: html::closed_names(text), ..Reader::default() };
    for event in Parser::new_ext(text, Options::empty()) {
        reader.event(event);
    }
    reader.builder.finish()
}

#[derive(Debug, Default)]
struct Reader {
    builder: Builder,
    closed: BTreeSet<String>,
    /// The text of a block that is parsed as a whole at its end.
    raw: Option<String>,
    /// True if an inline `<script>` or `<style>` is open.
    hidden: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) if self.raw.is_some() => {
                self.raw.get_or_insert_default().push_str(&text);
            }
            Event::InlineHtml(tag) => self.inline_html(&tag),
            _ if self.hidden => {}
            Event::Text(text) => self.builder.text(&text),
            Event::Code(code) => {
                self.builder.open_code();
                self.builder.text(&code);
                self.builder.close_code();
            }
            Event::SoftBreak => self.builder.text(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Html(block) => html::read(&block, &self.closed, &mut self.builder),
            Event::Rule => self.builder.end_paragraph(),
            // These events occur only with options that are not set.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.builder.open_paragraph(),
            Tag::Heading { .. } => self.builder.open_heading(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.builder.open_preformatted(),
            Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::List(None) => self.builder.open_list(ListKind::Bullet),
            Tag::List(Some(start)) => {
                self.builder.open_list(ListKind::Ordered(u32::try_from(start).unwrap_or(1)));
            }
            Tag::Item => self.builder.open_item(),
            Tag::Emphasis => self.builder.open_weight(Weight::Emphasis),
            Tag::Strong => self.builder.open_weight(Weight::Strong),
            Tag::Link { dest_url, .. } => self.builder.open_link(&dest_url),
            // The description of an image is kept, and the content of a quote.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.builder.end_paragraph();
                self.hidden = false;
            }
            TagEnd::HtmlBlock => {
                let block = self.raw.take().unwrap_or_default();
                html::read(&block, &self.closed, &mut self.builder);
            }
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::List(is_ordered) => {
                self.builder.close_list(|kind| matches!(kind, ListKind::Ordered(_)) == is_ordered);
            }
            TagEnd::Emphasis => self.builder.close_weight(Weight::Emphasis),
            TagEnd::Strong => self.builder.close_weight(Weight::Strong),
            TagEnd::Link => self.builder.close_link(),
            _ => {}
        }
    }

    /// Ends a code block. Indented HTML after an empty line is a code block in Markdown, but is parsed as HTML here.
    fn end_code_block(&mut self) {
        let code = self.raw.take();
        match code {
            Some(html) if html.trim_start().starts_with('<') => html::read(&html, &self.closed, &mut self.builder),
            Some(code) => {
                self.builder.open_preformatted();
                self.builder.text(&code);
            }
            None => {}
        }
        self.builder.close_preformatted();
    }

    fn inline_html(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if name.starts_with("script") || name.starts_with("style") {
            self.hidden = !tag.starts_with("</");
        } else if !self.hidden {
            html::read(tag, &self.closed, &mut self.builder);
        }
    }
}
