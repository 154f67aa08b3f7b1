//! How a place is shown: a few lines of the source, whatever they are made of, and never much of them.

use std::time::{Duration, Instant};

use codegen::diagnostic::{Located, Span};
use serde_json::Value;

use super::case::{Case, MODEL};

/// The model without line ends or spaces.
fn minified() -> String {
    let value: Value = serde_json::from_str(MODEL).expect("the model is JSON");
    value.to_string()
}

/// Sources of every form.
pub(crate) fn cases() -> Vec<Case> {
    let wide = "\"documentation\": \"端末を借りる 📱 e\u{301}\", \"x\": \"型\", ";
    let colour = "\"colour\": { \"shape\": \"Colour\" }";
    vec![
        Case::new("a value of several lines").edit(colour, "\"colour\": [\n        \"Colour\",\n        1\n      ]"),
        Case::new("a value of many lines").edit(colour, &format!("\"colour\": [{}1]", "\n        1,".repeat(9))),
        Case::new("an element of many lines")
            .edit("[\"RED\", \"GREEN\"]", &format!("[\"RED\", [{}\n        1\n      ]]", "\n        1,".repeat(9))),
        Case::new("a long value").edit(colour, &format!("\"colour\": [\"{}\"]", "long ".repeat(500))),
        Case::new("one line").model(minified().replace("{\"shape\":\"Colour\"}", "{\"shape\":\"Color\"}")),
        Case::new("one line, and a place at its beginning").model(minified().replacen("\"2020-01-01\"", "1", 1)),
        Case::new("one line, and a key").model(minified().replace("\"Count\":{\"type", "\"Co-unt\":{\"type")),
        Case::new("one line that ends too early").model(minified().trim_end_matches('}')),
        Case::new("wide characters").edit(colour, &format!("{wide}{}", colour.replace("Colour", "Color"))),
        Case::new("wide characters that are wrong").edit(colour, "\"colour\": { \"shape\": \"色\" }"),
        Case::new("tabs").edit(colour, "\t\"colour\":\t{ \"shape\":\t\"Color\" }"),
        Case::new("lines that end in CR and LF").model(
            MODEL.replace('\n', "\r\n").replace(colour, "\"colour\": [\r\n        \"Colour\",\r\n        1\r\n      ]"),
        ),
        Case::new("no line end at the end").model("{\n  \"metadata\": {"),
        Case::new("nothing but line ends").model("\n\n\n"),
        Case::new("a tail of line ends").model("{\n  \"metadata\": {\n\n\n"),
        Case::new("hidden characters beside the place").edit(
            colour,
            "\"\u{202e}\u{2066}\u{7f}\u{9b}31m\": 1, \"colour\": { \"shape\": \"Color\" }, \"\u{200b}\u{feff}\": 2",
        ),
        Case::new("hidden characters in the place")
            .edit(colour, "\"colour\": { \"shape\": \"\u{9b}31m\u{202e}\u{2028}Col\\u001b[31mor\" }"),
        Case::new("a control character where JSON has none").edit(colour, "\"colour\": { \"shape\": \"\u{1b}[31m\" }"),
        Case::new("not UTF-8 on a long line").model(
            [&b"{\"a\": \""[..], "é".repeat(200).as_bytes(), b"\xff\xfe", "é".repeat(200).as_bytes(), b"\"}"].concat(),
        ),
        Case::new("two places on one line").edit("[\"RED\", \"GREEN\"]", "[\"RED\", \"GREEN\", \"RED\"]"),
        Case::new("two places on near lines").edit("[\"RED\", \"GREEN\"]", "[\n\"RED\",\n\"GREEN\",\n\"RED\"]"),
        Case::new("two places far apart").edit(
            "[\"RED\", \"GREEN\"]",
            &format!("[\"RED\"{},\n\"RED\"]", (0..9).map(|i| format!(",\n\"{i}\"")).collect::<String>()),
        ),
        Case::new("two places far apart on one line").edit(
            "[\"RED\", \"GREEN\"]",
            &format!("[\"RED\"{}, \"RED\"]", (0..90).map(|i| format!(", \"{i}\"")).collect::<String>()),
        ),
    ]
}

/// A model of 5 MB on one line, in which many references lead nowhere.
fn large(members: usize) -> Vec<u8> {
    let mut members: Vec<String> = (0..members)
        .map(|i| format!("\"m{i}\":{{\"shape\":\"Nothing{i}\",\"documentation\":\"{}\"}}", "é".repeat(480)))
        .collect();
    members.push("\"last\":{\"shape\":\"Count\"}".to_owned());
    let things = format!("\"Many\":{{\"type\":\"structure\",\"members\":{{{}}}}},", members.join(","));
    minified().replace("\"shapes\":{", &format!("\"shapes\":{{{things}")).into_bytes()
}

/// Unoptimised it takes two seconds; what is caught is going through the text for each place, which takes minutes.
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn thousands_of_places_on_one_line_of_5_mb_are_found_and_little_of_it_is_shown() {
    let case = Case::new("large").model(large(5_000));
    assert!(case.model.len() > 5_000_000);
    let start = Instant::now();
    let failed = case.generate().expect_err("there is no shape `Nothing0`");
    let located = start.elapsed();
    assert_eq!(failed.0.len(), 5_000);
    let drawn: Vec<String> = failed.0.iter().map(ToString::to_string).collect();
    println!("located after {located:?}, drawn after {:?}", start.elapsed());
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
    for (i, (located, drawn)) in failed.0.iter().zip(&drawn).enumerate() {
        assert!(drawn.contains(&format!("\"m{i}\":{{\"shape\":\"Nothing{i}\",\"docu")), "{drawn}");
        assert!(drawn.lines().all(|line| line.chars().count() < 160), "{drawn}");
        assert_eq!(line_and_column(&case.model, located), (1, marked(located).start.column));
    }
}

fn marked(located: &Located) -> &Span {
    located.span.as_ref().expect("the place is known")
}

/// Counted anew, the slow way, for the first and a few others: for all, it would take as long as it used to.
fn line_and_column(text: &[u8], located: &Located) -> (usize, usize) {
    let span = marked(located);
    if span.bytes.start > 100_000 {
        return (span.start.line, span.start.column);
    }
    let before = String::from_utf8_lossy(&text[..span.bytes.start]).into_owned();
    (before.matches('\n').count() + 1, before.chars().rev().take_while(|&c| c != '\n').count() + 1)
}

#[test]
fn nothing_in_a_source_or_a_message_reaches_the_terminal_as_more_than_a_character() {
    let hidden: String = "\u{1b}[31m\u{9b}31m\r\u{8}\u{7f}\u{202e}\u{2066}\u{200b}\u{200e}\u{feff}\u{2028}".into();
    let escaped = "\\u001b[31m\\r\\n\\u0008\\u202e";
    for text in [hidden.as_str(), escaped] {
        let shape = format!("{{ \"shape\": \"{text}\" }}");
        for case in [
            Case::new("a value").edit("{ \"shape\": \"Colour\" }", &shape),
            Case::new("a key").edit("\"Count\": {", &format!("\"Count{text}\": {{")),
            Case::new("beside").edit("{ \"shape\": \"Colour\" }", &format!("{{ \"{text}\": 1 }}")),
        ] {
            let failed = case.generate().expect_err("it is wrong");
            for located in &failed.0 {
                let coloured = located.coloured();
                assert!(coloured.contains('\u{1b}'), "{coloured:?} has no colours");
                // What is left without our own colours is what the source has brought in.
                let plain = located.to_string();
                let odd =
                    plain.chars().find(|&c| c != '\n' && (c.is_control() || "\u{202e}\u{2066}\u{200b}".contains(c)));
                assert_eq!(odd, None, "{plain:?}");
                assert!(!plain.contains("\n[31m"), "{plain}");
            }
        }
    }
}

#[test]
fn the_error_of_a_failed_run_has_all_diagnostics() {
    let failed = Case::new("two").edit("[\"thingId\"]", "[\"a\", \"b\"]").generate().expect_err("neither is a member");
    let text = failed.to_string();
    assert_eq!(text.matches("is required but is not a member").count(), 2, "{text}");
    assert!(text.ends_with("nothing was generated: 2 errors"), "{text}");
    let error: Box<dyn std::error::Error> = Box::new(failed);
    assert!(error.source().is_none());
}
