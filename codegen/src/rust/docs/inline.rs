//! Writes the runs of a paragraph as words of Markdown. All escaping of prose is here.
//!
//! A word is a part that must not be divided by a line break: a code span is one word, and a delimiter belongs to the
//! text next to it. The positions of line breaks are not known here. [`guard`] escapes what has a meaning only at the
//! start of a line.

use std::borrow::Cow;

use super::block::{Content, Run, Style, Weight, push_run};
use super::url;

#[derive(Debug, Default, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) break_after: bool,
}

/// Writes the runs, without emphasis that Markdown would not recognize, as in `a**(b)**`. Without it, characters may
/// become adjacent that must be escaped together, so that the runs are written again. If emphasis still fails then, all
/// of it is dropped.
pub(super) fn words(runs: &[Run]) -> Vec<Word> {
    let (words, unseen) = write(runs);
    if !unseen.contains(&true) {
        return words;
    }
    let fewer = without_weight(runs, &unseen);
    let (words, unseen) = write(&fewer);
    if unseen.contains(&true) { write(&without_weight(&fewer, &vec![true; fewer.len()])).0 } else { words }
}

fn without_weight(runs: &[Run], unseen: &[bool]) -> Vec<Run> {
    let mut plain = Vec::with_capacity(runs.len());
    for (run, &unseen) in runs.iter().zip(unseen) {
        let mut run = run.clone();
        if unseen {
            run.style.weight = Weight::Plain;
        }
        push_run(&mut plain, run);
    }
    plain
}

/// Returns the words, and for each run whether Markdown would not recognize its emphasis.
fn write(runs: &[Run]) -> (Vec<Word>, Vec<bool>) {
    let mut writer = Writer { unseen: vec![false; runs.len()], ..Writer::default() };
    for (index, run) in runs.iter().enumerate() {
        writer.run = index;
        match &run.content {
            Content::Text(text) => writer.text(text, &run.style),
            Content::Code(code) => writer.code(code, &run.style),
            Content::Break => writer.line_break(),
        }
    }
    writer.run = runs.len();
    writer.close(None, true);
    (writer.words, writer.unseen)
}

#[derive(Debug, Default)]
struct Writer {
    words: Vec<Word>,
    /// True if the next piece continues the last word.
    glued: bool,
    style: Style,
    /// The run that is being written.
    run: usize,
    /// The run that opened the emphasis that is open.
    opened: Option<usize>,
    unseen: Vec<bool>,
}

impl Writer {
    fn line_break(&mut self) {
        if let Some(last) = self.words.last_mut() {
            last.break_after = true;
        }
        self.glued = false;
    }

    fn text(&mut self, text: &str, style: &Style) {
        let mut words = text.split(char::is_whitespace).enumerate().peekable();
        while let Some((index, word)) = words.next() {
            self.glued &= index == 0;
            // The beginning of the next run may follow without a space.
            let ends = words.peek().is_some() || self.run + 1 == self.unseen.len();
            self.text_without_space(word, ends, style);
        }
    }

    fn text_without_space(&mut self, word: &str, ends: bool, style: &Style) {
        let mut rest = word;
        if style.link.is_some() {
            // Links do not nest.
            self.piece(&escape(word, ends), style);
            return;
        }
        while let Some(range) = url::find(rest) {
            let (before, found) = (&rest[..range.start], &rest[range.clone()]);
            self.piece(&escape(before, true), style);
            if url::is_address(found) {
                self.piece(&format!("<{found}>"), style);
            } else {
                self.piece(&code_span(found), style);
            }
            rest = &rest[range.end..];
        }
        self.piece(&escape(rest, ends), style);
    }

    fn code(&mut self, code: &str, style: &Style) {
        let inner = code.trim();
        if inner.is_empty() {
            self.glued &= code.is_empty();
            return;
        }
        self.glued &= !code.starts_with(char::is_whitespace);
        // "[`a]: b`](target)" would define a link reference, because references are recognized before code spans.
        let unlinked = Style { link: None, ..*style };
        let style = if inner.contains("]:") { &unlinked } else { style };
        self.piece(&code_span(inner), style);
        self.glued = !code.ends_with(char::is_whitespace);
    }

    /// Appends a piece of finished Markdown.
    fn piece(&mut self, piece: &str, style: &Style) {
        let Some(first) = piece.chars().next() else { return };
        // Code spans side by side would share their backticks.
        self.glued &= !(first == '`' && self.words.last().is_some_and(|word| word.text.ends_with('`')));
        self.switch(style, first);
        self.last_word().push_str(piece);
        self.glued = true;
    }

    /// Closes the delimiters of the last style and opens those of the next one, before a piece that begins with
    /// `first`.
    fn switch(&mut self, style: &Style, first: char) {
        if self.style == *style {
            self.begin_word();
            return;
        }
        let relinks = self.style.link != style.link;
        let next = if relinks && style.link.is_some() { '[' } else { first };
        self.close(self.glued.then_some(next), relinks);
        self.begin_word();
        if relinks && style.link.is_some() {
            let word = self.last_word();
            if word.ends_with('!') {
                word.insert(word.len() - 1, '\\');
            }
            word.push('[');
        }
        self.style = style.clone();
        self.open_weight(first);
    }

    /// Closes the emphasis and, if it `ends_link`, the link around it, before a character that follows without a space.
    fn close(&mut self, next: Option<char>, ends_link: bool) {
        let link = self.style.link.take().filter(|_| ends_link);
        self.close_weight(if link.is_some() { Some(']') } else { next });
        if let Some(target) = link {
            let target = if target.is_empty() { String::new() } else { format!("({target})") };
            self.last_word().push_str(&format!("]{target}"));
        }
    }

    fn begin_word(&mut self) {
        if !self.glued || self.words.is_empty() {
            self.words.push(Word::default());
            self.glued = true;
        }
    }

    fn last_word(&mut self) -> &mut String {
        if self.words.is_empty() {
            self.words.push(Word::default());
        }
        let last = self.words.len() - 1;
        &mut self.words[last].text
    }

    /// Opens emphasis. Markdown recognizes an opening delimiter before a letter, or before any character if no letter
    /// precedes it.
    fn open_weight(&mut self, first: char) {
        let delimiter = delimiter(self.style.weight);
        if delimiter.is_empty() {
            return;
        }
        let word = self.last_word();
        let before = word.chars().next_back();
        if before != Some('*') && (first.is_alphanumeric() || is_boundary(before)) {
            word.push_str(delimiter);
            self.opened = Some(self.run);
        } else {
            self.unseen[self.run] = true;
        }
    }

    /// Closes emphasis, by the mirrored rule of [`Self::open_weight`].
    fn close_weight(&mut self, next: Option<char>) {
        let Some(opened) = self.opened.take() else { return };
        let delimiter = delimiter(self.style.weight);
        let word = self.last_word();
        if word.ends_with(char::is_alphanumeric) || is_boundary(next) {
            word.push_str(delimiter);
        } else {
            self.unseen[opened..self.run].fill(true);
        }
    }
}

fn delimiter(weight: Weight) -> &'static str {
    match weight {
        Weight::Plain => "",
        Weight::Emphasis => "*",
        Weight::Strong => "**",
    }
}

fn is_boundary(neighbour: Option<char>) -> bool {
    neighbour.is_none_or(|c| c.is_ascii_punctuation())
}

/// Writes a code span with more backticks around it than are inside. Line ends and the indentation after them become one
/// space, as they would be shown; any other space stays.
fn code_span(code: &str) -> String {
    let mut inner = String::with_capacity(code.len());
    for (index, line) in code.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            inner.push(' ');
        }
        inner.extend(line.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
    }
    let fence = "`".repeat(longest_backtick_run(&inner) + 1);
    let padding = if inner.starts_with('`') || inner.ends_with('`') { " " } else { "" };
    format!("{fence}{padding}{inner}{padding}{fence}")
}

pub(super) fn longest_backtick_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Escapes prose that has no white space in it. Unless it `ends` there, more may follow.
fn escape(text: &str, ends: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let needs = if c == '<' { !ends || opens(before, after) } else { needs_escape(before, c, after) };
        if needs {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

fn needs_escape(before: Option<char>, c: char, after: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' => true,
        // Inside of an identifier, an underscore has no meaning.
        '_' => !(before.is_some_and(is_word) && after.starts_with(is_word)),
        '&' => begins_entity(after),
        // rustdoc would convert the hyphens of `--option` to a dash. `--` alone is meant as a dash.
        '-' => before != Some('-') && after.strip_prefix('-').is_some_and(|option| option.starts_with(is_word)),
        _ => false,
    }
}

/// Returns whether a `<` may open a tag or an autolink, as in `<1@example.com>`. An autolink contains no other `<`, so
/// that each byte is visited once.
fn opens(before: Option<char>, after: &str) -> bool {
    if after.is_empty() {
        return before.is_some();
    }
    if !after.starts_with(|c: char| c == '=' || c.is_ascii_digit()) {
        return true;
    }
    let len = after.find(['<', '>']).unwrap_or(after.len());
    after[..len].contains('@')
}

fn begins_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    len > 0 && name[len..].starts_with(';')
}

/// Escapes a word that has another meaning at the start of a line: the marker of a list, a heading or a quote, the
/// underline of a heading or of a table's header.
pub(super) fn guard(word: &str) -> Cow<'_, str> {
    let consists_of = |chars: &str| word.chars().all(|c| chars.contains(c));
    if word.starts_with('>') || word == "+" || ["#", "=", "-:|"].into_iter().any(consists_of) {
        return format!("\\{word}").into();
    }
    match word.strip_suffix(['.', ')']) {
        Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{number}\\{}", &word[number.len()..]).into()
        }
        _ => word.into(),
    }
}
