//! The time line of a history as inline SVG: a row for each revision, what was added to the right and what was removed to the
//! left, each with a link to its changes.

use std::fmt::Write as _;

use super::markup::escape;
use crate::diff::history::{Counts, History, Step};

/// The sizes in the units of the drawing, which is scaled to the width of the page.
const WIDTH: usize = 360;
const ROW: usize = 22;
const TOP: usize = 8;
/// The axis between what was removed and what was added.
const AXIS: usize = 190;
/// The room for bars on either side of the axis.
const LEFT: usize = 50;
const RIGHT: usize = 130;

/// The id of the section of a step.
pub(super) fn id(index: usize) -> String {
    format!("r{index}")
}

pub(super) fn timeline(history: &History) -> String {
    let counts: Vec<Counts> = history.steps.iter().map(Step::counts).collect();
    let sum =
        |count: fn(&Counts) -> [usize; 3]| counts.iter().map(|it| count(it).iter().sum::<usize>()).max().unwrap_or(1);
    let most = (sum(added).max(1), sum(removed).max(1));
    let height = TOP + ROW * history.steps.len() + 8;
    let mut text = format!(
        "<figure class=timeline>\n{}<svg viewBox=\"0 0 {WIDTH} {height}\" role=group aria-label=\"Time line\" \
         xmlns=\"http://www.w3.org/2000/svg\">\n",
        legend()
    );
    let _ = writeln!(text, "<line class=axis x1={AXIS} x2={AXIS} y1={} y2={height} />", TOP - 6);
    for (index, (step, counts)) in history.steps.iter().zip(&counts).enumerate() {
        text.push_str(&row(index, step, counts, most));
    }
    text.push_str("</svg>\n<figcaption>Removed to the left, added to the right. Each row is a link to its changes.</figcaption>\n</figure>\n");
    text
}

/// The legend is text of the page: its names are as wide as the font makes them, and lines break between them.
fn legend() -> String {
    let square = |class: &str| format!("<rect class={class} width=10 height=10 />");
    let marks = [
        (square("operations"), "operations"),
        (square("members"), "members"),
        (square("values"), "enum values"),
        ("<circle class=required cx=5 cy=5 r=5 />".to_owned(), "made required"),
    ];
    let mut text = String::from("<ul class=legend>\n");
    for (mark, name) in marks {
        let _ = writeln!(text, "<li><svg viewBox=\"0 0 10 10\" aria-hidden=true>{mark}</svg>{name}</li>");
    }
    text.push_str("</ul>\n");
    text
}

fn added(counts: &Counts) -> [usize; 3] {
    [counts.operations.0, counts.members.0, counts.values.0]
}

fn removed(counts: &Counts) -> [usize; 3] {
    [counts.operations.1, counts.members.1, counts.values.1]
}

fn row(index: usize, step: &Step, counts: &Counts, (most_added, most_removed): (usize, usize)) -> String {
    let y = TOP + index * ROW;
    let level = step.report.level();
    let label = described(step, counts);
    let mut text =
        format!("<a href=\"#{}\" aria-label=\"{}\"><title>{}</title>\n", id(index), escape(&label), escape(&label));
    let _ = writeln!(text, "<rect class=row x=0 y={} width={WIDTH} height={ROW} />", y - 4);
    let name: String = step.new.chars().take(12).collect();
    // A drawing of its own, which cuts off a name that is wider than the room before the level. The title has all of it.
    let _ = writeln!(text, "<svg x=4 y={} width=71 height={ROW}><text y=15>{}</text></svg>", y - 4, escape(&name));
    let _ = writeln!(
        text,
        "<rect class=\"level {level}\" x=78 y={} width=42 height=15 rx=3 /><text class=on-level x=99 y={} text-anchor=middle>{level}</text>",
        y - 1,
        y + 11
    );
    let classes = ["operations", "members", "values"];
    let mut x = AXIS + 1;
    for (class, count) in classes.iter().zip(added(counts)) {
        let width = scaled(count, most_added, RIGHT);
        if width > 0 {
            let _ = writeln!(text, "<rect class={class} x={x} y={y} width={width} height=13 />");
        }
        x += width;
    }
    if counts.required > 0 {
        let _ = writeln!(
            text,
            "<circle class=required cx={} cy={} r=5 /><text x={} y={}>{}</text>",
            x + 9,
            y + 6,
            x + 17,
            y + 11,
            counts.required
        );
    }
    let mut x = AXIS - 1;
    for (class, count) in classes.iter().zip(removed(counts)) {
        let width = scaled(count, most_removed, LEFT);
        x -= width;
        if width > 0 {
            let _ = writeln!(text, "<rect class=\"{class} removed\" x={x} y={y} width={width} height=13 />");
        }
    }
    text.push_str("</a>\n");
    text
}

/// The width of a bar. What is there is seen.
fn scaled(count: usize, most: usize, room: usize) -> usize {
    if count == 0 { 0 } else { (count * room / most).max(2) }
}

/// The text of a row.
fn described(step: &Step, counts: &Counts) -> String {
    let both = |(added, removed): (usize, usize), name: &str| format!("{name} +{added} -{removed}");
    format!(
        "{}: {}; {}, {}, {}, made required {}",
        step.new,
        step.report.level(),
        both(counts.operations, "operations"),
        both(counts.members, "members"),
        both(counts.values, "enum values"),
        counts.required
    )
}
