//! Splits a file into the pieces that the vocabulary applies to: names, and prose line by line.

/// The kind of a piece.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// An identifier of Rust.
    Name,
    /// A line of a comment that is not documentation, of a string literal with a space, or of Markdown.
    Prose,
    /// A line of a documentation comment.
    Doc {
        /// The comment begins here.
        first: bool,
    },
}

/// A part of a file.
pub(crate) struct Piece<'t> {
    pub(crate) kind: Kind,
    /// The number of the line, from 1.
    pub(crate) line: usize,
    pub(crate) text: &'t str,
}

/// The pieces of a Markdown file: its lines outside of fenced code.
pub(crate) fn markdown(text: &str) -> Vec<Piece<'_>> {
    let mut in_code = false;
    let lines = text.lines().zip(1..).filter(|(line, _)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    });
    lines.map(|(text, line)| Piece { kind: Kind::Prose, line, text }).collect()
}

/// The pieces of a Rust file.
pub(crate) fn rust(text: &str) -> Vec<Piece<'_>> {
    let mut lexer = Lexer { rest: text, line: 1, pieces: Vec::new(), doc_before: None };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    lexer.pieces
}

/// The state of reading a Rust file.
struct Lexer<'t> {
    rest: &'t str,
    line: usize,
    pieces: Vec<Piece<'t>>,
    /// The last line with a documentation comment, and the comment's marker.
    doc_before: Option<(usize, &'t str)>,
}

impl<'t> Lexer<'t> {
    /// Reads one token.
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            let comment = self.take(rest.find('\n').unwrap_or(rest.len()));
            self.comment(comment);
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            self.prose(end);
        } else if let Some(length) = raw_string(rest).or_else(|| string(rest)) {
            // One word without a space is a key or a value, not a message.
            if rest[..length].contains(' ') {
                self.prose(length);
            } else {
                self.take(length);
            }
        } else if let Some(length) = character(rest) {
            self.take(length);
        } else {
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if name == 0 {
                self.take(rest.chars().next().map_or(0, char::len_utf8));
            } else {
                let text = self.take(name);
                self.pieces.push(Piece { kind: Kind::Name, line: self.line, text });
            }
        }
    }

    /// Takes bytes from the rest and counts their lines.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    /// Takes prose of any number of lines.
    fn prose(&mut self, length: usize) {
        let first = self.line;
        let text = self.take(length);
        let lines = text.lines().zip(first..);
        self.pieces.extend(lines.map(|(text, line)| Piece { kind: Kind::Prose, line, text }));
    }

    /// Adds the comment that ends the current line.
    fn comment(&mut self, text: &'t str) {
        let line = self.line;
        let marker = ["///", "//!"].into_iter().find(|marker| text.starts_with(marker));
        let Some(marker) = marker else {
            self.pieces.push(Piece { kind: Kind::Prose, line, text });
            return;
        };
        let first = self.doc_before != Some((line - 1, marker));
        self.doc_before = Some((line, marker));
        self.pieces.push(Piece { kind: Kind::Doc { first }, line, text: &text[3..] });
    }
}

/// The length of the raw string that the text begins with.
fn raw_string(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    let content = inner[hashes..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let end = content.find(&closing).map_or(content.len(), |end| end + closing.len());
    Some(text.len() - content.len() + end)
}

/// The length of the string that the text begins with.
fn string(text: &str) -> Option<usize> {
    let content = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = content.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    Some(end.map_or(text.len(), |end| end + 2))
}

/// The length of the character literal that the text begins with. Lifetimes are none.
fn character(text: &str) -> Option<usize> {
    let content = text.strip_prefix('\'')?;
    if content.starts_with('\\') {
        return content[2..].find('\'').map(|end| end + 4);
    }
    let c = content.chars().next()?;
    content[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}
