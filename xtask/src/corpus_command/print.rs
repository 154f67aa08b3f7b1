//! The output of a run: a line for each service, a summary, and a report in JSON. The standard library's `println!` would panic
//! if nobody reads standard output any more.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use codegen::model::retry::RetryTally;
use serde_json::{Value, json};

use super::outcome::Outcome;
use super::totals::Totals;
use crate::report;

/// A line for each service, in their order, and behind it what is wrong with it.
pub(super) fn services(all: &[Outcome], show_lines: bool, show_warnings: bool) {
    let width = all.iter().map(|it| it.full_name().len()).max().unwrap_or_default();
    if show_lines {
        let head = ("service", "protocol", "operations", "shapes", "lines", "ms", "warnings", "errors");
        let (a, b, c, d, e, f, g, h) = head;
        anstream::println!("{a:<width$}  {b:<12}  {c:>11}  {d:>6}  {e:>8}  {f:>6}  {g:>8}  {h:>6}");
    }
    for it in all {
        if show_lines {
            let operations = format!("{}/{}", it.operations, it.operations + it.refused.len());
            anstream::println!(
                "{:<width$}  {:<12}  {operations:>11}  {:>6}  {:>8}  {:>6}  {:>8}  {:>6}",
                it.full_name(),
                it.protocol(),
                it.shapes,
                it.lines,
                it.time.as_millis(),
                it.warnings.len(),
                it.errors.len(),
            );
        }
        if show_warnings {
            report::Messages::default().diagnostics(&it.warnings);
        }
        report::Messages::default().diagnostics(&it.errors);
    }
}

/// Prints the summary of all models.
pub(super) fn summary(totals: &Totals, jobs: usize, wall: Duration, memory: Option<u64>) {
    let row = |name: &str, text: &str| anstream::println!("{name:<10}  {text}");
    anstream::println!();
    let good = totals.services - totals.failed.len();
    row("services", &format!("{}: {good} good, {} failed", totals.services, totals.failed.len()));
    if !totals.failed.is_empty() {
        row("failed", &totals.failed.join(", "));
    }
    let each: Vec<String> = totals.protocols.iter().map(|(name, count)| format!("{name} {count}")).collect();
    row("protocols", &each.join(", "));
    let (generated, refused) = (totals.operations, totals.refused);
    row("operations", &format!("{generated} of {} generated, {refused} left out", generated + refused));
    for (i, (why, count)) in totals.reasons.iter().enumerate() {
        row(if i == 0 { "left out" } else { "" }, &format!("{count:>5}  {why}"));
    }
    row("retries", &report::retries(&totals.retries));
    for (i, (name, agreeing, all)) in totals.agreement.figures().into_iter().enumerate() {
        row(
            if i == 0 { "agreement" } else { "" },
            &format!("{agreeing:>5} of {all:>5}{}  {name}", percent(agreeing, all)),
        );
    }
    row("lines", &totals.lines.to_string());
    row("found", &format!("{}, {}", report::count(totals.errors, "error"), report::count(totals.warnings, "warning")));
    if let Some((good, tried)) = totals.compiled {
        row("compiled", &format!("{good} of {tried}"));
    }
    let work = totals.work.as_secs_f64();
    row("time", &format!("{:.1} s, for {work:.1} s of work in {}", wall.as_secs_f64(), report::count(jobs, "thread")));
    let megabytes = memory.map(|bytes| format!("{} MB at the most", bytes / 1_000_000));
    row("memory", megabytes.as_deref().unwrap_or("n/a"));
    let each: Vec<String> =
        totals.slowest.iter().map(|(name, time)| format!("{name} {} ms", time.as_millis())).collect();
    row("slowest", &each.join(", "));
}

/// A share as a percentage; nothing, where there is nothing to share.
fn percent(part: usize, all: usize) -> String {
    let tenths = (part * 1000 + all / 2).checked_div(all);
    tenths.map_or_else(|| "       ".to_owned(), |tenths| format!(" {:>3}.{}%", tenths / 10, tenths % 10))
}

/// The same in JSON. Everything that depends on the machine or the moment is below a `measured`.
pub(super) fn write(path: &Path, all: &[Outcome], totals: &Totals, wall: Duration, memory: Option<u64>) -> Result<()> {
    let counts = |counts: &[(String, usize)]| -> Value {
        counts.iter().map(|(name, count)| (name.clone(), Value::from(*count))).collect()
    };
    let report = json!({
        "services": all.iter().map(service).collect::<Vec<_>>(),
        "summary": {
            "services": totals.services,
            "failed": totals.failed,
            "protocols": counts(&totals.protocols),
            "operations": totals.operations,
            "refused": totals.refused,
            "reasons": counts(&totals.reasons),
            "lines": totals.lines,
            "retries": retries(&totals.retries),
            "agreement": totals
                .agreement
                .figures()
                .map(|(name, agreeing, all)| json!({ "name": name, "agreeing": agreeing, "all": all })),
            "warnings": totals.warnings,
            "errors": totals.errors,
            "compiled": totals.compiled.map(|(good, tried)| json!({ "good": good, "tried": tried })),
            "measured": {
                "milliseconds": millis(wall),
                "work_milliseconds": millis(totals.work),
                "memory_bytes": memory,
                "slowest": totals.slowest.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            },
        },
    });
    std::fs::write(path, format!("{report:#}\n")).with_context(|| format!("cannot write {}", path.display()))
}

fn retries(tally: &RetryTally) -> Value {
    let rules: serde_json::Map<String, Value> =
        tally.rules().map(|(rule, n)| (rule.name().to_owned(), n.into())).collect();
    json!({ "retried": tally.retried(), "by_rule": rules, "once": tally.once })
}

fn service(it: &Outcome) -> Value {
    let refused = it.refused.iter().map(|it| json!({ "operation": it.operation, "why": it.why }));
    json!({
        "name": it.name,
        "version": it.version,
        "protocol": it.protocol,
        "operations": it.operations,
        "refused": refused.collect::<Vec<_>>(),
        "shapes": it.shapes,
        "lines": it.lines,
        "retries": retries(&it.retries),
        "warnings": it.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "errors": it.errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "compiles": it.compiles,
        "measured": { "milliseconds": millis(it.time) },
    })
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
