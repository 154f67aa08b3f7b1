//! Pages of HTML: complete without a script, without anything to load, and without markup from a model.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use codegen::diff::{Effect, History, Level, Options, Overview, Report, ServiceChange, Step, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};

use super::case::{Case, Form};

/// Texts that would be elements, ends of attributes and of scripts.
pub(crate) const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "`</code><b>",
    "</style></title><!--",
    "[a](javascript:alert(1))",
];

pub(crate) fn model(values: &[&str], pattern: &str, message: &str) -> String {
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

pub(crate) fn report(old: &str, new: &str) -> Report {
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
        is_complete(&page, &case.name);
    }
}

/// Fails if a page loads something, has a link that leads nowhere, or an id twice.
fn is_complete(page: &str, name: &str) {
    for loaded in ["src=", "<link", "@import", "url(", "https://"] {
        assert!(!page.contains(loaded), "{name}: the page has {loaded}");
    }
    assert!(page.contains("default-src 'none'"));
    // What needs the script is hidden without it.
    for element in page.split("class=script").skip(1) {
        assert!(element.starts_with(" hidden"), "{}", &element[..40]);
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: an id appears twice");
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap_or_default();
        assert!(ids.contains(&id), "{name}: a link to #{id} leads nowhere");
    }
}

/// The case of a name, as it is written.
fn of_case(name: &str) -> Report {
    let case = Case::all().iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no case {name}"));
    case.report(Form::AsWritten, Form::AsWritten)
}

#[test]
fn the_time_line_of_a_history_is_as_it_was_drawn() {
    let names = ["operation-added", "member-removed", "enum-value-removed", "member-now-required", "operation-removed"];
    let mut old = "2020-01-01".to_owned();
    let step = |(number, name): (usize, &&str)| {
        let new = format!("202{}-01-01", number + 1);
        Step { old: std::mem::replace(&mut old, new.clone()), new, report: of_case(name) }
    };
    let page = History { steps: names.iter().enumerate().map(step).collect() }.html();
    let drawn = page.split_inclusive("</figure>").next().and_then(|page| page.split("<figure").nth(1));
    let drawn = format!("<figure{}\n", drawn.expect("a figure"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/diff/timeline.html");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &drawn).expect("written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == expected, "{drawn}\nto accept: BLESS=1 cargo test -p tests diff::page::");
}

#[test]
fn a_page_of_several_services_has_the_verdict_on_all_and_every_change() {
    let reports = ["enum-value-added", "member-removed", "member-added"].map(of_case).into();
    let services = vec![ServiceChange::Added("clock".to_owned()), ServiceChange::Removed("<b>keys".to_owned())];
    let all = Overview { reports, services };
    assert_eq!(all.level(), Level::Major);
    let page = all.html();
    is_complete(&page, "several services");
    let count = |level| all.reports.iter().map(|report| report.count(level)).sum::<usize>();
    for (level, services) in [(Level::Major, 1), (Level::Minor, 1), (Level::Patch, 0)] {
        assert_eq!(all.count(level), count(level) + services, "{level}");
    }
    for effect in Effect::ALL {
        let counts = all.reports.iter().map(|report| report.count_effect(effect));
        assert_eq!(all.count_effect(effect), counts.sum::<usize>(), "{}", effect.as_str());
    }
    assert!(Effect::ALL.iter().any(|effect| all.count_effect(*effect) == 0));
    assert!(page.contains("<h1>5 services: <span class=\"badge major\">major</span></h1>"), "{page}");
    let counts = format!("Rust API: {} major, {} minor", count(Level::Major) + 1, count(Level::Minor) + 1);
    assert!(page.contains(&counts), "{counts} is not in {page}");
    for (index, report) in all.reports.iter().enumerate() {
        assert!(page.contains(&format!("<a href=\"#s{index}\">")), "a row of {index}");
        for change in 0..report.changes.len() {
            assert!(
                page.contains(&format!("id=\"s{index}-c{change}\"")),
                "{index}: {}",
                report.changes[change].message
            );
        }
    }
    let changes: usize = all.reports.iter().map(|report| report.changes.len()).sum();
    assert_eq!(page.matches("<article").count(), changes);
    assert!(page.contains("&lt;b&gt;keys") && !page.contains("<b>keys"));
    // The gravest are at the top of the table.
    let table =
        page.split("<table class=services>").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
    let levels: Vec<&str> = table.split("badge ").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(levels, ["major", "major", "minor", "minor", "minor"]);
}

#[test]
fn changes_are_grouped_by_their_operations() {
    let of_one = report(&model(&["BELL"], "[a-z]+", ""), &model(&["BELL", "HORN", "SIREN"], "[a-c]+", ""));
    let mut reports: Vec<Report> =
        Case::all().iter().map(|case| case.report(Form::AsWritten, Form::AsWritten)).collect();
    reports.push(of_one);
    let mut most = 0;
    for report in reports {
        let groups: BTreeSet<&[String]> = report.changes.iter().map(|change| change.operations.as_slice()).collect();
        let page = report.html();
        let sections: Vec<&str> = page.split("<section class=group>").skip(1).collect();
        assert_eq!(sections.len(), groups.len(), "{page}");
        let articles: Vec<usize> = sections.iter().map(|section| section.matches("<article").count()).collect();
        assert_eq!(articles.iter().sum::<usize>(), report.changes.len());
        most = most.max(articles.into_iter().max().unwrap_or_default());
    }
    assert!(most >= 3, "no group has several changes");
}

#[test]
fn the_page_of_one_service_is_that_of_its_report() {
    let case = Case::all().iter().find(|case| case.name == "member-removed").expect("a case");
    let report = case.report(Form::AsWritten, Form::AsWritten);
    let alone = report.html();
    assert_eq!(Overview { reports: vec![report], services: Vec::new() }.html(), alone);
    let none = Overview::default().html();
    assert!(none.contains("<h1>0 services: ") && none.contains("Nothing changed."), "{none}");
}

#[test]
fn a_page_shows_each_part_of_an_operation_as_it_was_and_as_it_is() {
    let changed = |old: &str, new: &str| {
        let cell = |mark, text: &str| if text.is_empty() { String::new() } else { format!("<{mark}>{text}</{mark}>") };
        format!("<tr><td>{}</td><td>{}</td></tr>", cell("del", old), cell("ins", new))
    };
    for (case, old, new) in [
        ("http-method-changed", "http: POST /books", "http: PATCH /books"),
        ("http-uri-changed", "http: GET /books", "http: GET /v2/books"),
        ("host-prefix-changed", "", "host prefix: read."),
        ("retry-safety-changed", "retry safety: NotIdempotent", "retry safety: Idempotent"),
        ("idempotency-token-changed", "", "idempotency token: token"),
        ("page-tokens-changed", "page tokens: next_token = next_token", "page tokens: next_token = next_page"),
        ("waiter-added", "", "waiter: BookThere"),
        ("error-added", "", "error: Busy"),
        ("error-removed", "error: Busy", ""),
    ] {
        let found = Case::all().iter().find(|it| it.name == case).expect("a case");
        let page = found.report(Form::AsWritten, Form::AsWritten).html();
        let row = changed(old, new);
        assert!(page.contains(&row), "{case}: {row}");
    }
}
