//! Formats blocks as lines of Markdown: wrapping, indentation and the empty lines between blocks.
//!
//! It recurses into lists, whose depth the builder limits.

use super::block::{Block, Run};
use super::inline::{self, Word};

/// The maximum width of a line, in characters. With eight spaces and `/// ` before it, the documentation of a member
/// stays within 100 columns.
const WIDTH: usize = 88;
/// The minimum width of text in deep lists.
const MIN_WIDTH: usize = 40;

pub(super) fn render(blocks: &[Block]) -> Vec<String> {
    lines(blocks, WIDTH, false)
}

fn lines(blocks: &[Block], width: usize, is_item: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Two lists in a row would be one if they had the same markers.
    let mut alternate = false;
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| &blocks[index]);
        alternate = !alternate && before.is_some_and(|before| is_same_list(before, block));
        if before.is_some_and(|before| !(is_item && joins(before, block))) {
            lines.push(String::new());
        }
        match block {
            Block::Paragraph(runs) => paragraph(runs, width, &mut lines),
            Block::List { start, items } => list(*start, items, alternate, width, &mut lines),
            Block::Code(code) => fence(code, &mut lines),
        }
    }
    lines
}

fn is_same_list(before: &Block, block: &Block) -> bool {
    match (before, block) {
        (Block::List { start: before, .. }, Block::List { start, .. }) => before.is_some() == start.is_some(),
        _ => false,
    }
}

/// Returns whether a list may follow a paragraph without an empty line. Markdown would read a list that does not begin
/// at 1 as a continuation of the paragraph.
fn joins(before: &Block, block: &Block) -> bool {
    match (before, block) {
        (Block::Paragraph(_), Block::List { start, items }) => start.is_none_or(|start| start == 1) && is_tight(items),
        _ => false,
    }
}

/// A list is tight if no item has more than a paragraph and a list under it.
fn is_tight(items: &[Vec<Block>]) -> bool {
    items.iter().all(|item| match item.as_slice() {
        [_] => true,
        [before, block] => joins(before, block),
        _ => false,
    })
}

fn list(start: Option<u32>, items: &[Vec<Block>], alternate: bool, width: usize, lines: &mut Vec<String>) {
    let is_tight = is_tight(items);
    for (index, item) in items.iter().enumerate() {
        if index > 0 && !is_tight {
            lines.push(String::new());
        }
        let marker = match (start, alternate) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(start), false) => format!("{}. ", number(start, index)),
            (Some(start), true) => format!("{}) ", number(start, index)),
        };
        let inner = self::lines(item, width.saturating_sub(marker.len()).max(MIN_WIDTH), true);
        for (index, line) in inner.iter().enumerate() {
            lines.push(match (index, line.is_empty()) {
                (0, _) => format!("{marker}{line}"),
                (_, true) => String::new(),
                (_, false) => format!("{:1$}{line}", "", marker.len()),
            });
        }
    }
}

/// Returns the number of an item. Markdown has no numbers of more than nine digits, and ignores all numbers but the
/// first.
fn number(start: u32, index: usize) -> usize {
    usize::try_from(start).map_or(index, |start| start.saturating_add(index)).min(999_999_999)
}

/// Writes a code block. Its language is not known, so that it is marked as `text`, which is neither highlighted nor
/// compiled.
fn fence(code: &str, lines: &mut Vec<String>) {
    let fence = "`".repeat(inline::longest_backtick_run(code).max(2) + 1);
    let is_blank = |line: &&str| line.trim().is_empty();
    let code_lines: Vec<&str> = code.lines().skip_while(is_blank).collect();
    let len = code_lines.iter().rposition(|line| !is_blank(line)).map_or(0, |last| last + 1);
    lines.push(format!("{fence}text"));
    for line in &code_lines[..len] {
        let mut expanded = String::with_capacity(line.len());
        for c in line.trim_end().chars() {
            match c {
                '\t' => expanded.push_str("    "),
                c if c.is_whitespace() => expanded.push(' '),
                c => expanded.push(c),
            }
        }
        lines.push(expanded);
    }
    lines.push(fence);
}

fn paragraph(runs: &[Run], width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut line_width = 0;
    let mut broken = false;
    for Word { text, break_after } in inline::words(runs) {
        let word_width = text.chars().count();
        if !line.is_empty() && (broken || line_width + 1 + word_width > width) {
            if broken {
                line.push('\\');
            }
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = inline::guard(&text).into_owned();
            line_width = line.chars().count();
        } else {
            line.push(' ');
            line.push_str(&text);
            line_width += 1 + word_width;
        }
        broken = break_after;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}
