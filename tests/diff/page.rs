//! Pages of HTML: complete without a script, without anything to load, and without markup from a model.

use codegen::diff::{Options, Report, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};

use crate::case::{Case, Form};

/// Texts that would be elements, ends of attributes and of scripts.
const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "`</code><b>",
    "</style></title><!--",
    "[a](javascript:alert(1))",
];

fn model(values: &[&str], pattern: &str, message: &str) -> String {
    serde_json::json!({
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "clock", "protocol": "rest-json", "serviceId": "Clock",
            "signatureVersion": "v4"
        },
        "operations": { "Ring": {
            "name": "Ring", "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "RingRequest" },
            "documentation": message
        } },
        "shapes": {
            "RingRequest": { "type": "structure", "members": {
                "sound": { "shape": "Sound", "deprecated": true, "deprecatedMessage": message },
                "text": { "shape": "Text", "location": "header", "locationName": "X-Text" }
            } },
            "Sound": { "type": "string", "enum": values },
            "Text": { "type": "string", "pattern": pattern }
        }
    })
    .to_string()
}

fn report(old: &str, new: &str) -> Report {
    let (before, after) = (
        [Source { name: "<b>old</b>.json", text: old.as_bytes() }],
        [Source { name: "<b>new</b>.json", text: new.as_bytes() }],
    );
    let options = Options {
        module: "clock",
        old_operations: Selection::All,
        new_operations: Selection::All,
        skip_unknown: false,
    };
    let old = Inputs { models: &before, ..Inputs::default() };
    let new = Inputs { models: &after, ..Inputs::default() };
    diff(&old, &new, &options).unwrap_or_else(|failed| panic!("{failed}"))
}

#[test]
fn nothing_in_a_model_becomes_markup() {
    let old = model(&["BELL"], "[a-z]+", "");
    let plain = report(&old, &model(&["BELL", "HORN"], "[a-c]+", "Rings.")).html();
    for hostile in HOSTILE {
        let report = report(&old, &model(&["BELL", hostile], hostile, hostile));
        let page = report.html();
        // The tags are those of a page about plain texts.
        for tag in ["<script", "</script", "<style", "</style", "<img", "<svg", "<b>", "<!--"] {
            let (found, expected) = (page.matches(tag).count(), plain.matches(tag).count());
            assert_eq!(found, expected, "{hostile} adds {tag}");
        }
        let is_harmless = !hostile.contains(['<', '>', '"', '\'']);
        assert!(is_harmless || !page.contains(hostile), "{hostile} is on the page as it is");
        let markdown = report.markdown();
        for line in markdown.lines() {
            let outside: String = line.split('`').step_by(2).collect();
            assert!(!outside.replace("\\<", "").contains('<'), "{hostile} is markup in {line}");
        }
    }
}

#[test]
fn a_page_has_every_change_and_loads_nothing() {
    for case in Case::all() {
        let report = case.report(Form::AsWritten, Form::AsWritten);
        let page = report.html();
        for (index, change) in report.changes.iter().enumerate() {
            assert!(page.contains(&format!("id=\"c{index}\"")), "{}: {}", case.name, change.message);
        }
        assert_eq!(page.matches("<article").count(), report.changes.len());
        for loaded in ["src=", "<link", "@import", "url(", "https://"] {
            assert!(!page.contains(loaded), "{}: the page has {loaded}", case.name);
        }
        assert!(page.contains("default-src 'none'"));
        // What needs the script is hidden without it.
        for element in page.split("class=script").skip(1) {
            assert!(element.starts_with(" hidden"), "{}", &element[..40]);
        }
        for link in page.split("href=\"#").skip(1) {
            let id = link.split('"').next().unwrap_or_default();
            assert!(page.contains(&format!("id=\"{id}\"")), "{}: a link to #{id} leads nowhere", case.name);
        }
    }
}
