//! The tables of figures in the README. Each is between two comments, and the command writes what is between them.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};

use super::bars;
use super::figure::{Figure, Figures};

/// The comment after a table.
const END: &str = "<!-- end of figures -->";

/// The README with the tables that the figures give.
pub(super) fn fill(readme: &str, figures: &Figures) -> Result<String> {
    let readme = put(readme, "commands", &commands(figures)?)?;
    put(&readme, "comparison", &comparison(figures)?)
}

/// Replaces the text between the comments of one table.
fn put(readme: &str, name: &str, table: &str) -> Result<String> {
    let start = format!("<!-- figures: {name} -->");
    let (before, rest) = readme.split_once(&start).with_context(|| format!("there is no line `{start}`"))?;
    let Some((_, after)) = rest.split_once(END) else { bail!("no line `{END}` follows `{start}`") };
    Ok(format!("{before}{start}\n{table}{END}{after}"))
}

/// The time and the result of each command of the README.
fn commands(figures: &Figures) -> Result<String> {
    let show = |id: &str| figures.find(id).map(|figure| figure.unit.show(figure.ours));
    let mut text = String::from("\n| command | takes | gives |\n| --- | --- | --- |\n");
    writeln!(
        text,
        "| `cargo xtask codegen` | {}; before that, {} to build the generator once | {} of Rust in `generated/src` for the selected operations; all 77 are {} |",
        show("codegen")?,
        show("codegen-first")?,
        show("codegen-lines")?,
        show("lines")?,
    )?;
    // Measured by itself, because it takes long.
    if figures.find("tests").is_ok() {
        let [seconds, tests, size] = [show("tests")?, show("tests-count")?, show("tests-size")?];
        writeln!(
            text,
            "| `cargo test --workspace` | {seconds} with the build | {tests}; the target folder has {size} |"
        )?;
    }
    text.push('\n');
    Ok(text)
}

/// The generated client beside the official crate.
fn comparison(figures: &Figures) -> Result<String> {
    let mut text = format!("\n| | here | `{}` | ratio |\n| --- | --- | --- | --- |\n", figures.official);
    for id in bars::IDS {
        writeln!(text, "{}", row(figures.find(id)?)?)?;
    }
    let core = figures.find("core-program")?;
    writeln!(text, "| {} | {} | | |\n", core.title, core.unit.show(core.ours))?;
    Ok(text)
}

fn row(figure: &Figure) -> Result<String> {
    let Figure { id, title, unit, ours, official, ratio, .. } = figure;
    let official = official.with_context(|| format!("the figure `{id}` has no official side"))?;
    let ratio = ratio.with_context(|| format!("the figure `{id}` has no ratio"))?;
    Ok(format!("| {title} | {} | {} | {ratio:.1} |", unit.show(*ours), unit.show(official)))
}
