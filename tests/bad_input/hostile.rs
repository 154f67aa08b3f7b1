//! Texts that try to leave the place where they belong: for each place and each text, there is an error, or there is
//! code of exactly the form that a harmless text gives.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};

use super::case::Case;

const MODEL: &str = include_str!("../fixtures/bad/hostile.json");
const OVERLAY: &str = include_str!("../fixtures/bad/hostile-overlay.json");
const RETAINED: &str = include_str!("../fixtures/bad/hostile-retained.json");
const RULES: &str = include_str!("../fixtures/bad/hostile-rules.json");

/// The places whose text must be one of a few, and what stands there.
const FIXED: &[(&str, &str)] =
    &[("<json version>", "1.1"), ("<protocol>", "json"), ("<service>", "Harmless"), ("<retired since>", "2024-05-06")];

const TEXTS: &[&str] = &[
    "*/ fn evil() {} /*",
    "\"# fn evil() {}",
    "\"] fn evil() {} #[doc = \"",
    "line\nfn evil() {}",
    "line\r\nfn evil() {}\r",
    "#![allow(warnings)] fn evil() {}",
    "}} fn evil() {{}} {{",
    "{evil} {evil:?} {}",
    "../../x fn evil",
    "/absolute/fn evil",
    "nul \0 fn evil",
    "\u{202e}\u{2066} live nf \u{2069}",
    "```\n```rust\nfn evil() {}\n```",
    "<script>fn evil()</script> <!-- --> ]]>",
    "r##\"fn evil\"##; include!(\"x\")",
    "$crate::evil!() #evil",
    "\u{2028}fn evil\u{85}\u{feff}",
    "\\\" \\u{0} \\",
];

/// Each marker of the fixtures.
fn places() -> Vec<&'static str> {
    let mut places = Vec::new();
    for text in [MODEL, OVERLAY, RETAINED, RULES] {
        for (at, _) in text.match_indices('<') {
            let end = text[at..].find('>').expect("a marker ends");
            places.push(&text[at..=at + end]);
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The inputs with `text` in one place and harmless texts in all others.
fn case(place: &str, text: &str) -> Case {
    let filled = |template: &str| {
        places().iter().fold(template.to_owned(), |filled, &other| {
            let fixed = FIXED.iter().find(|(name, _)| *name == other).map(|(_, value)| (*value).to_owned());
            let harmless = fixed.unwrap_or_else(|| format!("harmless{}", other[1..other.len() - 1].replace(' ', "")));
            let value = if other == place { text } else { &harmless };
            let quoted = serde_json::Value::from(value).to_string();
            filled.replace(other, &quoted[1..quoted.len() - 1])
        })
    };
    // The namespace is made of the service's id.
    let service = if place == "<service>" { text } else { "Harmless" };
    let letters: String = service.chars().filter(char::is_ascii_alphanumeric).collect();
    let beside = |text: &str| filled(text).replace("aws.harmless#", &format!("aws.{}#", letters.to_lowercase()));
    let case = Case::new("hostile").model(filled(MODEL)).overlay(beside(OVERLAY)).retained(beside(RETAINED));
    case.endpoint_rules(filled(RULES))
}

/// The form of a file beside its names, texts and documentation, which may differ.
fn form(tokens: TokenStream, form: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && tokens.peek().is_some_and(is_documentation) => {
                tokens.next();
            }
            TokenTree::Punct(punct) => form.push(punct.as_char()),
            TokenTree::Literal(_) => form.push('0'),
            TokenTree::Ident(ident) => {
                assert_ne!(ident, "evil");
                form.push('a');
            }
            // A value that documentation cannot be searched for is a value all the same.
            TokenTree::Group(group) if group.stream().to_string().starts_with("plain \"") => form.push('0'),
            TokenTree::Group(group) => {
                form.push('[');
                self::form(group.stream(), form);
                // A list that is broken into lines ends with a comma.
                if form.ends_with(',') {
                    form.pop();
                }
                form.push(']');
            }
        }
    }
}

fn is_documentation(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc")
}

/// Inner documentation is written as a comment, whose `!` tokens would count.
fn forms(files: &BTreeMap<String, String>) -> Vec<String> {
    let of_file = |text: &String| {
        syn::parse_file(text).expect("what is generated is Rust");
        let code: String =
            text.lines().filter(|line| !line.starts_with("//!")).map(|line| format!("{line}\n")).collect();
        let mut form = String::new();
        self::form(code.parse().expect("what is generated is Rust"), &mut form);
        form
    };
    files.values().map(of_file).collect()
}

#[track_caller]
fn assert_paths_are_plain(files: &BTreeMap<String, String>) {
    for path in files.keys() {
        let below = path.strip_prefix("things/").unwrap_or_default();
        let is_plain = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        let stem = below.strip_suffix(".rs").unwrap_or_default();
        assert!(stem.split('/').all(is_plain), "{path:?}");
    }
}

#[test]
fn a_hostile_text_is_refused_or_stays_where_it_belongs() {
    let harmless = forms(&case("", "").generate().expect("harmless texts are generated").files);
    let (mut generated, mut refused) = (0, 0);
    for place in places() {
        for text in TEXTS {
            let Ok(made) = case(place, text).generate() else {
                refused += 1;
                continue;
            };
            generated += 1;
            assert_paths_are_plain(&made.files);
            assert!(forms(&made.files) == harmless, "{text:?} in {place} changes the form of the code");
            let made = case(place, text).converted().and_then(|case| case.generate());
            let made = made.unwrap_or_else(|failed| panic!("{text:?} in {place}, in Smithy's format: {failed}"));
            assert!(
                forms(&made.files) == harmless,
                "{text:?} in {place} changes the form of the code of a Smithy model"
            );
        }
    }
    assert!(generated > refused && refused > 0, "{generated} generated, {refused} refused");
}

#[test]
fn names_that_are_paths_are_refused_everywhere() {
    for place in ["<operation>", "<input>", "<member>", "<choice>", "<enum>", "<exception>", "<retired>", "<target>"] {
        for text in ["../../x", "a/b", "a\\b", ".", "a\0", "a b", "ä", "1st", "*/"] {
            let is_refused = case(place, text).generate().is_err();
            assert_eq!(
                is_refused,
                (place, text) != ("<target>", ".") && (place, text) != ("<target>", "1st"),
                "{text:?} in {place}"
            );
        }
    }
}

#[test]
fn a_long_text_is_no_different_from_a_short_one() {
    let long = "fn evil ".repeat(20_000);
    let name = "a".repeat(20_000);
    for place in ["<html>", "<markdown>", "<message>", "<service>", "<wire>", "<code>", "<value>", "<compared>"] {
        assert!(case(place, &long).generate().is_ok(), "{place}");
    }
    for place in ["<operation>", "<input>", "<member>", "<exception>"] {
        let made = case(place, &name).generate();
        made.unwrap_or_else(|failed| panic!("{place}: {}", failed.0[0]));
    }
}
