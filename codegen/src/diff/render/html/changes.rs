//! The changes of a report, grouped by the operations that reach them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::markup::{badge, escape, sentence};
use crate::diff::change::{Change, Level};
use crate::diff::report::Report;
use crate::diff::view::{Row, View};

/// A list of the operations with links to the changes that each has.
pub(super) fn operations(report: &Report, prefix: &str) -> String {
    let mut by_operation: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, change) in report.changes.iter().enumerate() {
        change.operations.iter().for_each(|name| by_operation.entry(name).or_default().push(index));
    }
    if by_operation.is_empty() {
        return String::new();
    }
    let mut text =
        format!("<details class=index>\n<summary>{} operations with changes</summary>\n<ul>\n", by_operation.len());
    for (name, indices) in by_operation {
        let links = indices.iter().map(|index| {
            let change = &report.changes[*index];
            format!("<a class={} href=\"#{prefix}c{index}\">{}</a>", change.level, change.code)
        });
        let _ = writeln!(text, "<li><b>{}</b> {}</li>", escape(name), links.collect::<Vec<_>>().join(" "));
    }
    text.push_str("</ul>\n</details>\n");
    text
}

/// The changes, a group for those of the same operations.
pub(super) fn groups(report: &Report, prefix: &str) -> String {
    let mut groups: Vec<(&[String], Vec<usize>)> = Vec::new();
    for (index, change) in report.changes.iter().enumerate() {
        match groups.iter_mut().find(|(operations, _)| *operations == change.operations.as_slice()) {
            Some((_, indices)) => indices.push(index),
            None => groups.push((&change.operations, vec![index])),
        }
    }
    let mut text = String::new();
    for (operations, indices) in groups {
        let _ = writeln!(text, "<section class=group>\n<h3>{}</h3>", heading(operations));
        let mut shown: Vec<&str> = Vec::new();
        for index in indices {
            let change = &report.changes[index];
            text.push_str(&entry(change, &format!("{prefix}c{index}"), place(report, index)));
            // The whole shape stands below its first change.
            let view = change.view.as_deref().and_then(|path| report.views.iter().find(|view| view.path == path));
            if let Some(view) = view.filter(|view| !shown.contains(&view.path.as_str())) {
                shown.push(&view.path);
                text.push_str(&both(view));
            }
            text.push_str("</article>\n");
        }
        text.push_str("</section>\n");
    }
    text
}

/// The names of the operations: the first few, and the others on demand.
fn heading(operations: &[String]) -> String {
    const MOST: usize = 3;
    let names = |names: &[String]| names.iter().map(|name| escape(name)).collect::<Vec<_>>().join(", ");
    match operations {
        [] => "The service as a whole".to_owned(),
        few if few.len() <= MOST => names(few),
        many => format!(
            "{} <details class=more><summary>and {} more</summary>{}</details>",
            names(&many[..MOST]),
            many.len() - MOST,
            names(&many[MOST..])
        ),
    }
}

fn place(report: &Report, index: usize) -> Option<String> {
    let (file, span, _) = report.place(index)?;
    let file = file.rsplit('/').next().unwrap_or(file);
    Some(format!("{file}:{}:{}", span.start.line, span.start.column))
}

/// A change without the end of its element, so that the shape can follow.
fn entry(change: &Change, id: &str, place: Option<String>) -> String {
    let level = if change.level == Level::None { Level::Patch } else { change.level };
    let mut text = format!("<article class=\"change {level}\" id=\"{id}\" data-level={level}>\n");
    let _ = writeln!(
        text,
        "<h4>{} {} <a href=\"#{id}\"><code>{}</code></a></h4>\n<dl>",
        badge(level),
        sentence(&change.message),
        change.code
    );
    let mut row = |name: &str, value: String| {
        let _ = writeln!(text, "<dt>{name}</dt><dd>{value}</dd>");
    };
    let code = |text: &str| format!("<code>{}</code>", escape(text));
    for (effect, effect_text) in &change.effects {
        let class = if effect.is_breaking() { " class=breaking" } else { "" };
        row(effect.as_str(), format!("<span{class}>{}</span>", sentence(effect_text)));
    }
    if let (Some(old), Some(new)) = (&change.old, &change.new) {
        row("values", format!("<del>{}</del> → <ins>{}</ins>", escape(old), escape(new)));
    }
    if let Some(rust) = &change.rust {
        row("rust", code(rust));
    }
    if let Some(place) = place {
        row("place", code(&place));
    }
    for (name, advice) in [("dependent", change.code.dependent()), ("maintainer", change.maintainer())] {
        if !advice.is_empty() {
            row(name, sentence(advice));
        }
    }
    text.push_str("</dl>\n");
    text
}

/// A type or an operation on both sides, with marks where they differ. Of long runs that are the same only the number is
/// shown.
fn both(view: &View) -> String {
    const MOST_SAME: usize = 30;
    let name = view.path.rsplit("::").next().unwrap_or(&view.path);
    let mut text = format!(
        "<details class=shape><summary>{} before and afterwards</summary>\n<table>\n<thead><tr><th scope=col>before</th>\
         <th scope=col>afterwards</th></tr></thead>\n<tbody>\n",
        escape(name)
    );
    let (mut same, mut hidden) = (0, 0);
    for row in &view.rows {
        if row.old == row.new {
            same += 1;
            if same > MOST_SAME {
                hidden += 1;
                continue;
            }
        }
        text.push_str(&self::row(row));
    }
    if hidden > 0 {
        let _ = writeln!(text, "<tr><td colspan=2>{hidden} more are the same</td></tr>");
    }
    text.push_str("</tbody>\n</table>\n</details>\n");
    text
}

fn row(row: &Row) -> String {
    let cell = |text: Option<&String>, mark: &str| match text {
        None => "<td></td>".to_owned(),
        Some(text) if mark.is_empty() => format!("<td>{}</td>", escape(text)),
        Some(text) => format!("<td><{mark}>{}</{mark}></td>", escape(text)),
    };
    let (old, new) = match (&row.old, &row.new) {
        (old, new) if old == new => ("", ""),
        _ => ("del", "ins"),
    };
    format!("<tr>{}{}</tr>\n", cell(row.old.as_ref(), old), cell(row.new.as_ref(), new))
}
