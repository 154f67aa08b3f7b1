//! Parses fragments of HTML as tolerantly as a browser, but in one pass and without a tree.
//!
//! Elements that models use in documentation are supported. Any other tag is dropped, and its text is kept.

use std::collections::BTreeSet;

use super::block::Block;
use super::block::Weight::{Emphasis, Strong};
use super::builder::{Builder, ListKind};

pub(super) fn parse(text: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    read(text, &closed_names(text), &mut builder);
    builder.finish()
}

/// Returns the names of all closing tags in the text, in lower case. An unknown tag without a closing tag is a
/// placeholder, as in `arn:aws:iam::<account-id>:root`.
pub(super) fn closed_names(text: &str) -> BTreeSet<String> {
    text.split("</").skip(1).map(|rest| name(rest).to_ascii_lowercase()).collect()
}

/// Reads a fragment into the builder. A tag may be opened in one fragment and closed in a later one.
pub(super) fn read(text: &str, closed: &BTreeSet<String>, builder: &mut Builder) {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        builder.text(&decode(&rest[..at]));
        rest = read_markup(&rest[at..], closed, builder);
    }
    builder.text(&decode(rest));
}

/// Parses the markup that begins with `<`, and returns the rest of the text.
fn read_markup<'t>(text: &'t str, closed: &BTreeSet<String>, builder: &mut Builder) -> &'t str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    if let Some(data) = text.strip_prefix("<![CDATA[") {
        let (data, rest) = data.split_once("]]>").unwrap_or((data, ""));
        // CDATA has no entities in XML, but the few of botocore's texts that use CDATA have entities in it.
        builder.text(&decode(data));
        return rest;
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return text.split_once('>').map_or("", |(_, rest)| rest);
    }
    let Some(tag) = Tag::read(text) else {
        builder.text("<");
        return &text[1..];
    };
    let rest = &text[tag.len..];
    if !tag.closes && matches!(tag.name.as_str(), "script" | "style") {
        return after_raw_text(rest, &tag.name);
    }
    if tag.closes || tag.is_misspelt_closing() {
        close(&tag.name, builder);
    } else if !open(&tag, builder) && tag.attributes.is_empty() && !closed.contains(&tag.name) {
        builder.text(&text[..tag.len]);
    }
    rest
}

/// Returns the text after the closing tag of an element whose content is not markup; empty if there is no closing tag.
fn after_raw_text<'t>(text: &'t str, element: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if name(after).eq_ignore_ascii_case(element) {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    ""
}

/// Handles an opening tag. Returns `true` if the element is known.
fn open(tag: &Tag<'_>, builder: &mut Builder) -> bool {
    match tag.name.as_str() {
        "br" => builder.line_break(),
        _ if builder.is_preformatted() => return false,
        "p" | "para" | "div" | "section" | "article" | "blockquote" | "table" | "tr" | "hr" | "fullname" => {
            builder.open_paragraph();
        }
        "td" | "th" => builder.text(" "),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => builder.open_heading(),
        "ul" => builder.open_list(ListKind::Bullet),
        "ol" => builder.open_list(ListKind::Ordered(1)),
        "dl" => builder.open_list(ListKind::Definition),
        "li" => builder.open_item(),
        "dt" => builder.open_term(),
        "dd" => builder.open_definition(),
        "pre" => builder.open_preformatted(),
        "note" => builder.open_callout("Note"),
        "important" => builder.open_callout("Important"),
        "warning" => builder.open_callout("Warning"),
        "caution" => builder.open_callout("Caution"),
        "tip" => builder.open_callout("Tip"),
        "code" | "tt" | "kbd" | "samp" | "filename" => builder.open_code(),
        "i" | "em" | "var" | "cite" | "replaceable" => builder.open_weight(Emphasis),
        "b" | "strong" => builder.open_weight(Strong),
        "a" => match attribute(tag.attributes, "href") {
            Some(href) => builder.open_link(&decode(href)),
            None => builder.open_reference(),
        },
        "span" | "u" | "s" | "sub" | "sup" | "small" | "big" | "font" | "img" | "wbr" => {}
        _ => return false,
    }
    true
}

fn close(name: &str, builder: &mut Builder) {
    match name {
        "pre" => builder.close_preformatted(),
        _ if builder.is_preformatted() => {}
        "p" | "para" | "div" | "section" | "article" | "blockquote" | "table" | "tr" | "fullname" | "li" | "dd"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => builder.end_paragraph(),
        "ul" => builder.close_list(|kind| kind == ListKind::Bullet),
        "ol" => builder.close_list(|kind| matches!(kind, ListKind::Ordered(_))),
        "dl" => builder.close_list(|kind| kind == ListKind::Definition),
        "dt" => builder.close_weight(Strong),
        "note" | "important" | "warning" | "caution" | "tip" => builder.close_callout(),
        "code" | "tt" | "kbd" | "samp" | "filename" => builder.close_code(),
        "i" | "em" | "var" | "cite" | "replaceable" => builder.close_weight(Emphasis),
        "b" | "strong" => builder.close_weight(Strong),
        "a" => builder.close_link(),
        _ => {}
    }
}

struct Tag<'t> {
    name: String,
    closes: bool,
    closes_itself: bool,
    attributes: &'t str,
    /// The length of the whole tag in bytes, with its angle brackets.
    len: usize,
}

impl<'t> Tag<'t> {
    /// Reads the tag that `text` begins with. A tag never contains another `<`, not even in quotes. So each byte of the
    /// input is visited once, however many quotes are not closed.
    fn read(text: &'t str) -> Option<Self> {
        let inner = &text[1..];
        let inner = &inner[..inner.find('<').unwrap_or(inner.len())];
        let end = end_outside_quotes(inner).or_else(|| inner.find('>'))?;
        let (closes, body) = match inner[..end].strip_prefix('/') {
            Some(body) => (true, body),
            None => (false, &inner[..end]),
        };
        let name = name(body);
        if name.is_empty() {
            return None;
        }
        let attributes = body[name.len()..].trim();
        let closes_itself = attributes.ends_with('/');
        let attributes = attributes.trim_end_matches('/').trim_end();
        // Text after the name that is not an attribute means that there is no tag: `<a,b>` is text.
        let has_boundary =
            body[name.len()..].starts_with(|c: char| c.is_whitespace() || c == '/') || body.len() == name.len();
        let len = end + "<>".len();
        has_boundary.then(|| Tag { name: name.to_ascii_lowercase(), closes, closes_itself, attributes, len })
    }

    /// Returns whether the tag is a misspelt closing tag, such as `<code/>` in `<code>x<code/>`. An element without
    /// content would have no effect anyway.
    fn is_misspelt_closing(&self) -> bool {
        self.closes_itself && !matches!(self.name.as_str(), "br" | "p" | "hr")
    }
}

fn end_outside_quotes(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| match quote {
        Some(open) => {
            if byte == open {
                quote = None;
            }
            false
        }
        None => {
            if matches!(byte, b'"' | b'\'') {
                quote = Some(byte);
            }
            byte == b'>'
        }
    })
}

fn name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    &text[..text.find(|c| !is_name(c)).unwrap_or(text.len())]
}

/// Returns the value of an attribute, which may be quoted.
fn attribute<'t>(attributes: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        let name = before.split_whitespace().next_back().unwrap_or_default();
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// Replaces the entities of a text. Anything that is not an entity stays unchanged.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let len = rest.bytes().take(32).take_while(|&byte| byte == b'#' || byte.is_ascii_alphanumeric()).count();
        match entity(&rest[..len]) {
            Some(c) if rest[len..].starts_with(';') => {
                decoded.push(c);
                rest = &rest[len + 1..];
            }
            _ => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(windows_1252);
    }
    let named = [
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("deg", '°'),
        ("middot", '·'),
        ("times", '×'),
        ("micro", 'µ'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bull", '•'),
        ("hellip", '…'),
        ("larr", '←'),
        ("rarr", '→'),
        ("le", '≤'),
        ("ge", '≥'),
        ("ne", '≠'),
        ("sect", '§'),
        ("para", '¶'),
    ];
    named.iter().find(|(known, _)| *known == name).map(|&(_, c)| c)
}

/// Returns the character of a numeric entity from 128 to 159. As in HTML, these numbers are those of Windows-1252. Only
/// its quotes and dashes are used in prose.
fn windows_1252(code: u32) -> Option<char> {
    match code {
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0x99 => Some('™'),
        _ => char::from_u32(code),
    }
}
