//! Pages of HTML in a browser, in a window as narrow as a phone: the filter, a link, what the console says, and hostile names.
//!
//! `CODEGEN_BROWSER` names the browser, Chromium or one like it. Without it, one on the search path is taken.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use codegen::diff::{Change, ChangeCode, History, Level, Overview, ServiceChange, Step};
use serde_json::Value;
use tests::skipped;

use super::case::{Case, Form};
use super::page::{HOSTILE, model, report};

/// The width of a small phone, in pixels.
const WIDTH: u64 = 360;

fn browser() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CODEGEN_BROWSER") {
        return Some(path.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found =
        std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|it| it.is_file());
    if found.is_none() {
        skipped("there is no browser on the search path, and CODEGEN_BROWSER names none");
    }
    found
}

/// Shows a page, and returns what the harness found.
fn shown(page: &str, word: &str, link: &str) -> Option<Value> {
    let browser = browser()?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    let word: String = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let harness = include_str!("harness.html").replace("WIDTH", &WIDTH.to_string()).replace("WORD", &word);
    put("page.html", page);
    put("harness.html", &harness.replace("LINK", link));
    let mut command = Command::new(&browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]);
    // The harness looks into the frame, which is another file.
    command.args([
        "--allow-file-access-from-files",
        "--enable-logging=stderr",
        "--virtual-time-budget=10000",
        "--dump-dom",
    ]);
    command.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    command.arg(format!("file://{}", folder.path().join("harness.html").display()));
    let output = command.output().unwrap_or_else(|e| panic!("{} cannot be started: {e}", browser.display()));
    let (dom, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let console: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(console.is_empty(), "the console says {console:#?}");
    let found = dom.split("<pre id=\"result\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    let found = found.unwrap_or_else(|| panic!("{} shows no result:\n{dom}\n{log}", browser.display()));
    Some(serde_json::from_str(found).unwrap_or_else(|e| panic!("{e}: {found}")))
}

/// Checks what holds of each page. `expected` is the number of changes that the word finds, of all and of those that are major.
fn check(found: &Value, [some, all, major]: [usize; 3], link: &str) {
    assert_eq!(found["changes"], all, "{found}");
    assert_eq!(found["visible"], all, "{found}");
    assert_eq!(found["hasField"], true, "the script shows the field: {found}");
    assert_eq!(found["overflow"], 0, "the page is too wide: {found}");
    assert_eq!(found["scripts"], 1, "{found}");
    assert_eq!(found["foreign"], 0, "a text of a model is markup: {found}");
    assert_eq!(found["none"], serde_json::json!([0, format!("0 of {all}")]), "{found}");
    assert_eq!(found["some"], serde_json::json!([some, format!("{some} of {all}")]), "{found}");
    assert_eq!(found["everything"], serde_json::json!([all, ""]), "{found}");
    assert_eq!(found["withoutMajor"], all - major, "{found}");
    assert_eq!(found["hash"], link, "{found}");
    assert_eq!(found["inView"], true, "{found}");
}

#[test]
fn a_page_of_several_services_works_in_a_browser() {
    let old = model(&["BELL"], "[a-z]+", "");
    let mut reports = Vec::new();
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let long = format!("{hostile}{}", "W".repeat(300));
        let mut report = report(&old, &model(&["BELL", hostile], &long, hostile));
        // The models of a page have different names.
        report.module = format!("clock{number}{hostile}");
        report.is_one_of_several = true;
        reports.push(report);
    }
    let removed = Case::all().iter().find(|case| case.name == "member-removed").expect("a case");
    reports.push(removed.report(Form::AsWritten, Form::AsWritten));
    let services = HOSTILE.iter().map(|it| ServiceChange::Removed(format!("{it}{}", "w".repeat(200)))).collect();
    let all: usize = reports.iter().map(|it| it.changes.len()).sum();
    let major: usize = reports.iter().map(|it| it.count(Level::Major)).sum();
    let is_pattern = |change: &&Change| change.code == ChangeCode::PatternChanged;
    let some = reports.iter().flat_map(|it| &it.changes).filter(is_pattern).count();
    assert!(major > 0 && all > major, "{major} of {all}");
    let page = Overview { reports, services }.html();
    let link = format!("#s{}", HOSTILE.len());
    let Some(found) = shown(&page, "PATTERN-changed", &link) else { return };
    check(&found, [some, all, major], &link);
}

#[test]
fn the_pages_of_one_service_and_of_a_history_work_in_a_browser() {
    let case = Case::all().iter().find(|case| case.name == "member-removed").expect("a case");
    let report = || case.report(Form::AsWritten, Form::AsWritten);
    let (all, major) = (report().changes.len(), report().count(Level::Major));
    let link = "#c0";
    let page = report().html();
    let page = page.replacen("<main>", &format!("<main><a href=\"{link}\">first</a>"), 1);
    let Some(found) = shown(&page, "member-removed", link) else { return };
    let of_code = report().changes.iter().filter(|it| it.code.as_str() == "member-removed").count();
    check(&found, [of_code, all, major], link);
    let step = |number: usize| Step { old: number.to_string(), new: (number + 1).to_string(), report: report() };
    let history = History { steps: (0..3).map(step).collect() };
    let Some(found) = shown(&history.html(), "member-removed", "#r0") else { return };
    check(&found, [3 * of_code, 3 * all, 3 * major], "#r0");
    assert_eq!(found["legend"], 4, "{found}");
    assert!(found["legendGap"].as_f64().is_some_and(|gap| gap > 12.0), "names of the legend are apart: {found}");
}
