//! Tables of what each flavour becomes, and the properties that must hold for any input.
//!
//! The properties read the output back with the parser and the options that rustdoc uses.

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Block, Flavour, block::Content, convert, parse};

mod elements;

fn html(text: &str) -> String {
    convert(text, Flavour::Html).lines().join("\n")
}

fn markdown(text: &str) -> String {
    convert(text, Flavour::CommonMark).lines().join("\n")
}

#[track_caller]
fn check(convert: fn(&str) -> String, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(convert(text), *expected, "for {text:?}");
    }
}

#[test]
fn html_elements_become_markdown() {
    check(
        html,
        &[
            ("", ""),
            ("List:\n\n- a\n- b", "List:\n\n- a\n- b"),
            ("<p> </p><p></p>", ""),
            ("plain", "plain"),
            ("<p>One\n   line.</p><p>Two.</p>", "One line.\n\nTwo."),
            ("a<br>b<br/><br/>c<br>", "a\\\nb\\\nc"),
            ("a <code>B</code>, <i>c</i> and <b>d</b>.", "a `B`, *c* and **d**."),
            ("<em>a <strong>b</strong> c</em>", "*a* **b** *c*"),
            ("<b>a <code>b</code></b> c", "**a `b`** c"),
            ("<i><code>a</code></i> b", "*`a`* b"),
            ("<code>a<b>b</b></code> c", "`ab` c"),
            ("<h2>Title</h2>text", "**Title**\n\ntext"),
            ("<div>a<span>b</span></div>", "ab"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
            ("<a href='https://a.example/b'>text</a>", "[text](https://a.example/b)"),
            ("<a class=x HREF=https://a.example>t</a>", "[t](https://a.example)"),
            ("<a href=\"https://a.example/x\">https://a.example/x</a>", "<https://a.example/x>"),
            ("<a>GetItem</a> and <a>two words</a>", "`GetItem` and two words"),
            ("<code> <a>List</a> </code>", "`List`"),
            ("<pre>\n  a\n\tb\n\n</pre>c", "```text\n  a\n    b\n```\n\nc"),
            ("<pre>a <b>b</b> <p>c</p> <li>d</pre>", "```text\na b c <li>d\n```"),
            ("a &lt;b&gt; &amp;amp; &#39;&#x41;&quot;&nbsp;&#150;&unknown; &", "a \\<b> \\&amp; 'A\" –\\&unknown; &"),
            ("a<!-- <p> -->b<!DOCTYPE html><?x?>c<![CDATA[<d>]]>", "abc\\<d>"),
            ("a<script>if (b<c) x</SCRIPT>d<style>p{}</style>", "ad"),
            ("<zonbook></zonbook><xhtml>kept</xhtml>", "kept"),
            ("arn:<region>::<name>/x", "arn:\\<region>::\\<name>/x"),
        ],
    );
}

#[test]
fn html_lists_nest() {
    check(
        html,
        &[
            ("x<ul><li>a</li><li><p>b</p></li></ul>y", "x\n\n- a\n- b\n\ny"),
            ("<ol><li>a<ul><li>b<li>c</ul></li><li>d</ol>", "1. a\n   - b\n   - c\n2. d"),
            ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
            ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
            ("<ul><li><ul><li>a</li></ul></li><li></li></ul>", "- a"),
            ("<ul><li>a<pre>b</pre></li></ul>", "- a\n\n  ```text\n  b\n  ```"),
            ("<dl><dt>A</dt> <dd><p>b</p><p>c</p></dd><dt>D:</dt><dd>e</dd></dl>", "- **A**: b\n\n  c\n\n- **D:** e"),
            ("<dl><dt/><dd><p><code>A</code></p></dd></dl>", "- `A`"),
            ("<note><p>a</p><p>b</p></note><important>c</important>", "**Note:** a\n\nb\n\n**Important:** c"),
            ("<note><ul><li>a</li></ul></note><note> </note>", "**Note:**\n\n- a"),
        ],
    );
}

#[test]
fn broken_html_is_tolerated() {
    check(
        html,
        &[
            ("<p><b>a<p>b", "**a**\n\nb"),
            ("<b>a<i>b</b>c</i>", "**ab**c"),
            ("</ul></p></code>a", "a"),
            ("<code>a<code/> b", "`a` b"),
            ("<code>a", "`a`"),
            ("a < b <= c <3 << <", "a < b <= c <3 \\<\\< <"),
            ("<a href=\"https://a.example>b", "[b](https://a.example)"),
            ("<a href=\"x<b>y</b>", "\\<a href=\"x**y**"),
            ("<li>a<li>b", "- a\n- b"),
            ("<ul>a<li>b</ul>", "- a\n- b"),
            ("<!-- open", ""),
            ("<script>open", ""),
            ("<", "<"),
            ("<pre><id> <code>a</code></pre>", "```text\n<id> a\n```"),
        ],
    );
}

#[test]
fn common_mark_keeps_its_meaning() {
    check(
        markdown,
        &[
            ("a\nb\n\nc", "a b\n\nc"),
            ("# Title\n\ntext\n\nUnder\n===", "**Title**\n\ntext\n\n**Under**"),
            ("- a\n- b\n  - c\n\n3. d\n4. e", "- a\n- b\n  - c\n\n3. d\n4. e"),
            ("- a\nlazy", "- a lazy"),
            ("> quote\n> more", "quote more"),
            ("a `b  c` ``d`e``  \nf\\\ng", "a `b  c` ``d`e``\\\nf\\\ng"),
            ("[a](https://b.example) <https://c.example>", "[a](https://b.example) <https://c.example>"),
            ("[a](HTTP://b.example/(c) \"title\")", "[a](HTTP://b.example/%28c%29)"),
            ("[a](https://b.example/c(d)?e={f})", "[a](https://b.example/c%28d%29?e=%7Bf%7D)"),
            ("![img](http://x)", "img"),
            ("*a* __b__ ***c***", "*a* **b c**"),
            ("***", ""),
            ("| a | b |\n|---|---|\n| c | d |", "\\| a | b | |---|---| | c | d |"),
            ("<p>a <code>b</code></p>\n\n      <ul>\n    <li>c</li></ul>", "a `b`\n\n- c"),
            ("a <i>b</i> <script>c</script> <id>", "a *b* \\<id>"),
        ],
    );
}

#[test]
fn nothing_becomes_a_doctest() {
    check(
        markdown,
        &[
            ("```rust\npanic!()\n```", "```text\npanic!()\n```"),
            ("```\nopen", "```text\nopen\n```"),
            ("~~~~ rust\n```\nx\n```\n~~~~", "````text\n```\nx\n```\n````"),
            ("    let x = 1;", "```text\nlet x = 1;\n```"),
            ("- a\n\n      let x = 1;", "- a\n\n  ```text\n  let x = 1;\n  ```"),
        ],
    );
    check(
        html,
        &[
            ("```rust\npanic!()\n```", "```text\npanic!()\n```"),
            ("<p>```rust\npanic!()\n```</p>", "\\`\\`\\`rust panic!() \\`\\`\\`"),
            ("<p>\n    let x = 1;</p>", "let x = 1;"),
            ("~~~ <b></b>", "\\~\\~\\~"),
        ],
    );
}

#[test]
fn hostile_text_is_only_text() {
    check(
        html,
        &[
            ("*/ }} fn main(){}", "\\*/ }} fn main(){}"),
            ("<p>a\r\n#[doc = \"x\"]\r\0\u{8}b</p>", "a #\\[doc = \"x\"\\] b"),
            ("\u{202E}a\u{2066}b\u{2069}\u{2028}c\u{85}d\u{FEFF}", "ab c d"),
            ("<p>&#x202E;a&#10;&#13;b&#0;</p>", "a b"),
            ("<code>a\u{202E}\r\n\tb</code>", "`a b`"),
            ("a `b", "a \\`b"),
            ("<code>`</code><code>``a</code>", "```` ```a ````"),
            ("[broken] [`Foo`] [a]: b [^1]", "\\[broken\\] \\[\\`Foo\\`\\] \\[a\\]: b \\[^1\\]"),
            ("<a href=\"javascript:alert(1)\">a</a> <a href=\" data:x\">b</a> <a href=\"//c\">c</a>", "a b c"),
            ("<a href=\"https://a.example/&#10;) [x](y\">b</a>", "[b](https://a.example/%0A%29%20%5Bx%5D%28y)"),
            ("!<a href=\"https://a.example\">b</a>", "\\![b](https://a.example)"),
            ("snake_case _a_ __init__ 2*3*4 ~~a~~", "snake_case \\_a\\_ \\_\\_init\\_\\_ 2\\*3\\*4 \\~\\~a\\~\\~"),
            ("a -- b --option", "a -- b \\--option"),
            ("<a href=\"https://a.example\"><code>a]: b</code></a>", "`a]: b`"),
            ("C:\\a\\", "C:\\\\a\\\\"),
            ("a &lt;5 &lt;1@b>c", "a <5 \\<1@b>c"),
        ],
    );
    check(
        markdown,
        &[
            ("[link](javascript:alert(1))", "link"),
            ("[broken] [ref][] [`Foo`]", "\\[broken\\] \\[ref\\]\\[\\] \\[`Foo`\\]"),
            ("<script>alert(1)</script>", ""),
            ("a <b onclick=x>b</b>", "a **b**"),
            ("\\<*@b>* \\<=@b> 1 < 5 <=", "\\<*@b>* \\<=@b> 1 < 5 <="),
            ("\\*a\\* \\`b\\` &lt;c&gt; \\<d>", "\\*a\\* \\`b\\` \\<c> \\<d>"),
        ],
    );
}

#[test]
fn urls_are_links_or_code() {
    check(
        html,
        &[
            ("See https://a.example/b_c.", "See <https://a.example/b_c>."),
            ("(http://a.example/b(c)),", "(<http://a.example/b(c)>),"),
            ("https://{bucket}.s3.example/k", "`https://{bucket}.s3.example/k`"),
            ("https://&lt;id&gt;.example", "`https://<id>.example`"),
            ("https://... http://", "https://... http://"),
            ("a:http://b.example\"c", "a:<http://b.example>\"c"),
            ("<a href=\"https://a.example\">see https://b.example</a>", "[see https://b.example](https://a.example)"),
            ("<code>https://a.example</code>", "`https://a.example`"),
        ],
    );
}

#[test]
fn emphasis_that_markdown_cannot_see_is_dropped() {
    check(
        html,
        &[
            ("<b>Note:</b>text", "Note:text"),
            ("a<b>(b)</b>", "a(b)"),
            ("a<b>b</b>c", "a**b**c"),
            ("<b> a </b>b", "**a** b"),
            ("<b>a</b><i>b</i>", "**a**b"),
            ("<b><code>a</code></b>s", "`a`s"),
            ("<b><a href=\"https://a.example\">b:</a></b>c", "[**b:**](https://a.example)c"),
        ],
    );
}

#[test]
fn wrapping_does_not_change_the_meaning() {
    let filler = format!("{}wordings", "word ".repeat(16));
    for (word, escaped) in [
        ("-", "\\-"),
        ("+", "\\+"),
        ("*", "\\*"),
        ("#", "\\#"),
        ("##", "\\##"),
        (">", "\\>"),
        (">=", "\\>="),
        ("1.", "1\\."),
        ("20)", "20\\)"),
        ("===", "\\==="),
        ("---", "\\---"),
        ("|", "\\|"),
        ("-|-", "\\-|-"),
        ("-1", "-1"),
        ("#1", "#1"),
        ("1.5", "1.5"),
        ("    x", "x"),
    ] {
        let text = format!("<p>{filler} {word} tail</p>");
        assert_eq!(html(&text), format!("{filler}\n{escaped} tail"), "for {word:?}");
    }
}

#[test]
fn lines_are_wrapped_in_characters_and_words_kept() {
    let text = format!("{} <code>{}</code> {}", "é".repeat(80), "a b ".repeat(40), "x ".repeat(60));
    let widths: Vec<usize> = convert(&text, Flavour::Html).lines().iter().map(|line| line.chars().count()).collect();
    assert_eq!(widths, [80, 161, 87, 31]);
}

/// One of these would take minutes if anything were quadratic, or overflow the stack if anything recursed.
#[test]
fn deep_and_long_input_is_fine() {
    let deep = convert(&"<ul><li>a".repeat(1 << 17), Flavour::Html);
    assert!(deep.lines().iter().all(|line| !line.starts_with(&" ".repeat(12))), "nested too deep");
    let parts = "<ul><li>§<b><i>§<note>§<dl><dt>a<dd>§</ul>§<a href='§<!§&amp§<b>:</b>a§<§> §- §[§`a ``§*a _§<p>\n\n§\\§https://§1. §-";
    for part in parts.split('§') {
        let text = part.repeat((1 << 17) / part.len());
        convert(&text, Flavour::Html);
        convert(&text, Flavour::CommonMark);
    }
}

/// Writes the blocks as a reader sees them: a line for each paragraph and line of code, a line `-` for each item.
fn shown(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                for run in runs {
                    out.push_str(match &run.content {
                        Content::Text(text) | Content::Code(text) => text,
                        Content::Break => " ",
                    });
                }
            }
            Block::List { items, .. } => {
                for item in items {
                    out.push_str("\x01-\x01");
                    shown(item, out);
                }
            }
            Block::Code(code) => out.push_str(&code.replace('\n', "\x01")),
        }
        out.push('\x01');
    }
}

/// The same of finished Markdown, as rustdoc would read it. Anything but what the renderer writes is an error.
fn reread(source: &str) -> String {
    let rustdoc =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut out = String::new();
    let mut in_code = false;
    for event in Parser::new_ext(source, rustdoc) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if *language == *"text" => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.to_ascii_lowercase().starts_with("http"), "{dest_url} in {source:?}");
            }
            Event::Start(Tag::Item) => out.push_str("\x01-\x01"),
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Emphasis | Tag::Strong) => {}
            Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::End(TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item) => out.push('\x01'),
            Event::Text(text) if in_code => out.push_str(&text.replace('\n', "\x01")),
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            other => panic!("{other:?} in {source:?}"),
        }
    }
    out
}

/// White space in a line says nothing, but the separation of lines does.
fn normalized(shown: &str) -> String {
    let mut out = String::new();
    for line in shown.split('\x01') {
        let line: String = line.split_whitespace().collect();
        if !line.is_empty() {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn assert_sound(text: &str, flavour: Flavour) {
    let docs = convert(text, flavour);
    for line in docs.lines() {
        assert!(!line.chars().any(super::builder::is_hidden), "hidden character in {line:?}");
        assert!(!line.chars().any(|c| c.is_whitespace() && c != ' '), "white space in {line:?}");
        assert!(!line.ends_with(' '), "space at the end of {line:?}");
    }
    assert!(!docs.lines().first().is_some_and(String::is_empty) && !docs.lines().last().is_some_and(String::is_empty));
    let mut expected = String::new();
    shown(&parse(text, flavour), &mut expected);
    let source = docs.lines().join("\n");
    assert_eq!(normalized(&reread(&source)), normalized(&expected), "from {text:?} to {source:?}");
}

/// The parts of random texts, separated by `§`.
const PARTS: &str = "word§a§ §\n§\n\n§    §\t§-§- §+ §*§**§_§`§``§```§~~~§#§# §>§1. §7) §|§|---|§===§---§[§]§(§)§](§!§![§[^1]§[x]: §<§</§\
    <p>§</p>§<b>§</b>§<i>§</i>§<code>§</code>§<ul>§</ul>§<ol>§<li>§<dl>§<dt>§<dd>§<note>§</note>§<pre>§</pre>§<br>§<h1>§</h1>§\
    <a href=\"https://a.example/x_y\">§<a href='x'>§</a>§<a>§https://§https://b.example/c_d§http://{x}.y/§&lt;§&amp;§&§;§#39§\
    \\§:§.§\"§'§é§—§\u{202E}§\u{0}§\r§\u{2028}§<id>§<!--§-->§<script>§</script>§$§=§{§}";

#[test]
fn rustdoc_reads_what_was_written() {
    let parts: Vec<&str> = PARTS.split('§').collect();
    let mut state = 1_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % limit
    };
    for _ in 0..2_000 {
        let text: String = (0..1 + below(40)).map(|_| parts[below(parts.len())]).collect();
        assert_sound(&text, Flavour::Html);
        assert_sound(&text, Flavour::CommonMark);
    }
}
