//! Each element and each entity of HTML that models use.

use super::html;

#[test]
fn each_element_becomes_what_it_says() {
    let callouts =
        [("note", "Note"), ("important", "Important"), ("warning", "Warning"), ("caution", "Caution"), ("tip", "Tip")];
    for (element, title) in callouts {
        assert_eq!(html(&format!("<{element}>a</{element}>b")), format!("**{title}:** a\n\nb"));
    }
    for element in ["p", "para", "div", "section", "article", "blockquote", "table", "tr", "fullname"] {
        assert_eq!(html(&format!("a<{element}>b</{element}>c")), "a\n\nb\n\nc", "{element}");
    }
    for element in ["h1", "h2", "h3", "h4", "h5", "h6"] {
        assert_eq!(html(&format!("a<{element}>b</{element}>c")), "a\n\n**b**\n\nc", "{element}");
    }
    for element in ["code", "tt", "kbd", "samp", "filename"] {
        assert_eq!(html(&format!("a <{element}>b</{element}> c")), "a `b` c", "{element}");
    }
    for element in ["i", "em", "var", "cite", "replaceable"] {
        assert_eq!(html(&format!("a <{element}>b</{element}> c")), "a *b* c", "{element}");
    }
    for element in ["b", "strong"] {
        assert_eq!(html(&format!("a <{element}>b</{element}> c")), "a **b** c", "{element}");
    }
    for element in ["span", "u", "s", "sub", "sup", "small", "big", "font"] {
        assert_eq!(html(&format!("a<{element}>b</{element}>c")), "abc", "{element}");
    }
    for element in ["img", "wbr"] {
        assert_eq!(html(&format!("a<{element}>c")), "ac", "{element}");
    }
    assert_eq!(html("a<hr>b<table><tr><th>c</th><td>d</td></tr></table>"), "a\n\nb\n\nc d");
    assert_eq!(html("<dl><dt>A</dt> b<dd>c</dd></dl>"), "- **A** b: c");
}

#[test]
fn entities_are_characters() {
    // As in HTML, the numbers from 128 to 159 are those of Windows-1252.
    assert_eq!(html("&#133;&#145;&#146;&#147;&#148;&#149;&#150;&#x97;&#153;"), "…‘’“”•–—™");
    assert_eq!(html("&ndash;&mdash;&lsquo;&rsquo;&ldquo;&rdquo;&bull;&hellip;"), "–—‘’“”•…");
    assert_eq!(html("&times;&micro;&larr;&rarr;&le;&ge;&ne;&sect;&para;"), "×µ←→≤≥≠§¶");
}

/// Lists that are nested too deep join the list around them, and their ends do not end it.
#[test]
fn lists_are_nested_six_deep_at_the_most() {
    let nested = |levels: usize| {
        let text = format!("{}{}", "<ul><li>a".repeat(levels), "</ul>b".repeat(levels));
        let lines: Vec<usize> = html(&text).lines().filter(|it| it.ends_with('b')).map(|it| it.len() - 1).collect();
        lines
    };
    assert_eq!(nested(3), [4, 2, 0]);
    assert_eq!(nested(6), [10, 8, 6, 4, 2, 0]);
    assert_eq!(nested(8), [12, 12, 10, 8, 6, 4, 2, 0]);
}
