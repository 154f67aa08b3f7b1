//! Builds the blocks from the events of both parsers.
//!
//! Opening and closing events may come in any order: a closing event without its opening event is ignored, elements
//! that are still open are closed at the end, and inline styles end with their paragraph. The depth of nesting is
//! limited here, so that code over the blocks may recurse.

use std::rc::Rc;

use super::block::{Block, Content, Run, Style, Weight, push_run};
use super::url;

/// Lists nested deeper than this continue the list they are in.
const MAX_DEPTH: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    Bullet,
    Ordered(u32),
    Definition,
}

#[derive(Debug)]
struct OpenList {
    kind: ListKind,
    items: Vec<Vec<Block>>,
}

#[derive(Debug, Default)]
pub(super) struct Builder {
    root: Vec<Block>,
    lists: Vec<OpenList>,
    /// The number of open lists beyond [`MAX_DEPTH`].
    too_deep: usize,
    runs: Vec<Run>,
    inline: Inline,
    /// Set after a label such as "Note:", to the number of runs before it: the next paragraph continues the line.
    label: Option<usize>,
    preformatted: Option<String>,
}

/// The inline elements that are open. They are counted because they may be nested in themselves.
#[derive(Debug, Default)]
struct Inline {
    emphasis: usize,
    strong: usize,
    code: usize,
    /// The weight outside of the code span. Code has no weight.
    code_weight: Weight,
    link: Option<Rc<str>>,
    reference: bool,
}

impl Inline {
    fn weight(&self) -> Weight {
        match (self.code > 0, self.strong > 0, self.emphasis > 0) {
            (true, ..) => self.code_weight,
            (_, true, _) => Weight::Strong,
            (_, _, true) => Weight::Emphasis,
            _ => Weight::Plain,
        }
    }
}

impl Builder {
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_preformatted();
        self.end_paragraph();
        while !self.lists.is_empty() {
            self.close_top_list();
        }
        self.root
    }

    pub(super) fn text(&mut self, text: &str) {
        let text: String = text.chars().filter(|&c| c.is_whitespace() || !is_hidden(c)).collect();
        if text.is_empty() {
            return;
        }
        if let Some(buffer) = &mut self.preformatted {
            buffer.push_str(&text);
            return;
        }
        let mut style = Style { weight: self.inline.weight(), link: self.inline.link.clone() };
        if style.link.as_deref() == Some(text.trim()) {
            // The renderer writes `<url>`, which is equivalent to `[url](url)`.
            style.link = None;
        }
        if self.inline.code > 0 || (self.inline.reference && is_reference(text.trim())) {
            self.push(style, Content::Code(text));
        } else {
            self.push(style, Content::Text(text));
        }
    }

    pub(super) fn line_break(&mut self) {
        if let Some(buffer) = &mut self.preformatted {
            buffer.push('\n');
        } else {
            self.runs.push(Run { style: Style::default(), content: Content::Break });
        }
    }

    fn push(&mut self, style: Style, content: Content) {
        if let Content::Text(text) | Content::Code(text) = &content
            && !text.trim().is_empty()
        {
            self.label = None;
        }
        push_run(&mut self.runs, Run { style, content });
    }

    pub(super) fn open_weight(&mut self, weight: Weight) {
        *self.count(weight) += 1;
    }

    pub(super) fn close_weight(&mut self, weight: Weight) {
        let count = self.count(weight);
        *count = count.saturating_sub(1);
    }

    fn count(&mut self, weight: Weight) -> &mut usize {
        if weight == Weight::Strong { &mut self.inline.strong } else { &mut self.inline.emphasis }
    }

    pub(super) fn open_code(&mut self) {
        if self.inline.code == 0 {
            self.inline.code_weight = self.inline.weight();
        }
        self.inline.code += 1;
    }

    pub(super) fn close_code(&mut self) {
        self.inline.code = self.inline.code.saturating_sub(1);
    }

    /// Opens a link. If the target is not accepted, only the text of the link is kept.
    pub(super) fn open_link(&mut self, href: &str) {
        self.inline.link = url::target(href).map(Rc::from);
    }

    /// Opens a link without a target, by which botocore refers to another operation or shape.
    pub(super) fn open_reference(&mut self) {
        self.inline.reference = true;
    }

    pub(super) fn close_link(&mut self) {
        self.inline.link = None;
        self.inline.reference = false;
    }

    /// Begins a paragraph, unless a label has begun it already.
    pub(super) fn open_paragraph(&mut self) {
        if self.label.take().is_none() {
            self.end_paragraph();
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.inline = Inline::default();
        self.label = None;
        let runs = std::mem::take(&mut self.runs);
        let says_something = |run: &Run| match &run.content {
            Content::Text(text) | Content::Code(text) => !text.trim().is_empty(),
            Content::Break => false,
        };
        if runs.iter().any(says_something) {
            self.blocks().push(Block::Paragraph(runs));
        }
    }

    /// Begins a heading, which becomes a bold paragraph: headings of a doc comment would be sections in rustdoc.
    pub(super) fn open_heading(&mut self) {
        self.end_paragraph();
        self.open_weight(Weight::Strong);
    }

    pub(super) fn open_callout(&mut self, label: &str) {
        self.open_paragraph();
        let runs = self.runs.len();
        let style = Style { weight: Weight::Strong, link: None };
        self.push(style, Content::Text(format!("{label}:")));
        self.push(Style::default(), Content::Text(" ".into()));
        self.label = Some(runs);
    }

    pub(super) fn close_callout(&mut self) {
        if let Some(runs) = self.label {
            self.runs.truncate(runs);
        }
        self.end_paragraph();
    }

    pub(super) fn open_list(&mut self, kind: ListKind) {
        self.end_paragraph();
        if self.lists.len() == MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.lists.push(OpenList { kind, items: Vec::new() });
        }
    }

    /// Closes the innermost list that `matches`, and with it the lists inside of it.
    pub(super) fn close_list(&mut self, matches: impl Fn(ListKind) -> bool) {
        self.end_paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(at) = self.lists.iter().rposition(|list| matches(list.kind)) {
            while self.lists.len() > at {
                self.close_top_list();
            }
        }
    }

    fn close_top_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        let mut items = Vec::new();
        for mut item in list.items {
            match item.as_mut_slice() {
                [] => {}
                // An item that contains only a list would have two markers on one line.
                [Block::List { items: inner, .. }] => items.append(inner),
                _ => items.push(item),
            }
        }
        let start = if let ListKind::Ordered(start) = list.kind { Some(start) } else { None };
        if !items.is_empty() {
            self.blocks().push(Block::List { start, items });
        }
    }

    pub(super) fn open_item(&mut self) {
        self.end_paragraph();
        if self.lists.is_empty() {
            self.open_list(ListKind::Bullet);
        }
        if let Some(list) = self.lists.last_mut() {
            list.items.push(Vec::new());
        }
    }

    pub(super) fn open_term(&mut self) {
        self.open_item();
        self.open_weight(Weight::Strong);
    }

    pub(super) fn open_definition(&mut self) {
        let has_text =
            |run: &Run| matches!(&run.content, Content::Text(text) | Content::Code(text) if !text.trim().is_empty());
        let Some(last) = self.runs.iter().rposition(has_text) else {
            self.end_paragraph();
            return;
        };
        self.inline = Inline::default();
        self.runs.truncate(last + 1);
        let mut separator = ": ";
        if let Some(Run { content: Content::Text(term), .. }) = self.runs.last_mut() {
            term.truncate(term.trim_end().len());
            if term.ends_with([':', '.', '-', '–', '—']) {
                separator = " ";
            }
        }
        self.push(Style::default(), Content::Text(separator.into()));
        self.label = Some(self.runs.len());
    }

    pub(super) fn open_preformatted(&mut self) {
        if self.preformatted.is_none() {
            self.end_paragraph();
            self.preformatted = Some(String::new());
        }
    }

    pub(super) fn close_preformatted(&mut self) {
        if let Some(code) = self.preformatted.take()
            && !code.trim().is_empty()
        {
            self.blocks().push(Block::Code(code));
        }
    }

    pub(super) fn is_preformatted(&self) -> bool {
        self.preformatted.is_some()
    }

    /// Returns the blocks that the next block is added to.
    fn blocks(&mut self) -> &mut Vec<Block> {
        let Some(list) = self.lists.last_mut() else { return &mut self.root };
        if list.items.is_empty() {
            list.items.push(Vec::new());
        }
        let last = list.items.len() - 1;
        &mut list.items[last]
    }
}

/// Returns whether a character is invisible: control characters, which rustc rejects or reads as line ends; characters
/// that change the direction of text, which rustc denies in comments; and characters that could hide a part of the
/// text.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Returns whether the text of a link without a target is a name, which then is written as code.
fn is_reference(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | ':'))
}
