//! The properties of any documentation of either flavour: the comment that comes of it is one, rustdoc finds nothing
//! of the text in it but words, links and code, and rustc has nothing against its characters.

use codegen::rust::docs::{Flavour, convert};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The longest text: whoever writes longer ones finds what is slow, and not what is wrong.
const LONGEST: usize = 1 << 16;

/// A documentation text.
pub fn docs(data: &[u8]) {
    let text = String::from_utf8_lossy(&data[..data.len().min(LONGEST)]);
    for flavour in [Flavour::Html, Flavour::CommonMark] {
        let docs = convert(&text, flavour);
        let lines = docs.lines();
        for line in lines {
            assert!(!line.chars().any(char::is_control), "a line has a control character: {line:?}");
            assert!(!line.chars().any(|c| c.is_whitespace() && c != ' '), "a line has white space: {line:?}");
            assert!(!line.ends_with(' '), "a line ends in a space: {line:?}");
            assert!(!line.chars().any(changes_direction), "a line is not what is seen: {line:?}");
        }
        assert!(lines.first().is_none_or(|line| !line.is_empty()), "the first line is empty: {lines:?}");
        assert!(lines.last().is_none_or(|line| !line.is_empty()), "the last line is empty: {lines:?}");
        check_events(&lines.join("\n"));
    }
}

/// Returns `true` for the characters that rustc denies in comments.
fn changes_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The options are rustdoc's.
fn check_events(markdown: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("HTML got through: {markdown:?}"),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {
                panic!("{event:?} got through: {markdown:?}")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                assert_eq!(&*language, "text", "a doctest got through: {markdown:?}");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("a doctest got through: {markdown:?}"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let url = dest_url.to_ascii_lowercase();
                let is_web = url.starts_with("https://") || url.starts_with("http://");
                assert!(is_web, "a link leads to {dest_url:?}: {markdown:?}");
            }
            Event::Start(
                Tag::BlockQuote(_) | Tag::Heading { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::HtmlBlock,
            ) => panic!("{event:?} got through: {markdown:?}"),
            _ => {}
        }
    }
}
