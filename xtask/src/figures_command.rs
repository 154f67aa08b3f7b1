//! `cargo xtask figures`: the pictures of the README, and the file of figures that they and its tables are drawn from.
//!
//! Drawing is repeatable: the same files give the same pictures, so that `draw --check` can compare them. Measuring and capturing
//! are not; they write the files that `draw` reads.

mod bars;
mod capture;
mod figure;
mod life;
mod measure;
mod svg;
mod table;
mod terminal;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use clientsmith::{report, tree};

use crate::workspace::{read, root, shown};
use figure::Figures;
use svg::Theme;

/// The folder of the pictures and of the files that they are drawn from.
const FOLDER: &str = ".github/pictures";
/// The file of figures.
const FIGURES: &str = ".github/pictures/figures.json";
/// The text that the complete example prints.
const JOURNEY: &str = ".github/pictures/journey.txt";
/// The file with tables of figures.
const README: &str = "README.md";

/// The arguments of `cargo xtask figures`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    cargo xtask figures draw --check             # are the pictures and the tables up to date?\n  \
    cargo xtask figures measure builds lines     # two groups of figures\n\n\
    Exit codes: 0 done, 1 something is wrong, 2 wrong usage.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Draw the pictures and the README's tables from the files in .github/pictures.
    Draw {
        /// Write nothing; fail if a picture or a table is not what the files give.
        #[arg(long)]
        check: bool,
    },
    /// Run the complete example against the fake Device Farm, and keep the text that it prints.
    Capture,
    /// Measure, and write the file of figures; needs `strip`, and takes long.
    Measure {
        /// The groups of figures to measure; the others stay as they are.
        #[arg(value_enum, default_values_t = [measure::Group::Builds, measure::Group::Times, measure::Group::Lines, measure::Group::Commands])]
        groups: Vec<measure::Group>,
    },
}

/// Runs the command.
///
/// # Errors
///
/// A file that cannot be read or written, a file of figures that is not valid, and a measurement that fails.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let root = root();
    match &arguments.action {
        Action::Capture => {
            write(&root, JOURNEY, capture::run(&root)?)?;
            report::done("next", "`cargo xtask figures draw`");
        }
        Action::Measure { groups } => {
            let mut figures = Figures::read_or_new(&root.join(FIGURES))?;
            measure::run(&root, groups, &mut figures)?;
            write(&root, FIGURES, figures.to_json()?)?;
            report::done("next", "`cargo xtask figures draw`");
        }
        Action::Draw { check: true } => return check(&root),
        Action::Draw { check: false } => {
            for (path, text) in draw(&root)? {
                write(&root, &path, text)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file whole or not at all.
fn write(root: &Path, path: &str, text: String) -> Result<()> {
    if std::fs::read_to_string(root.join(path)).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    tree::write(&root.join(folder), &BTreeMap::from([(name.to_owned(), text)]), &[])?;
    report::done("wrote", path);
    Ok(())
}

/// Compares the files that are there with those that would be drawn.
fn check(root: &Path) -> Result<ExitCode> {
    let stale = stale(root)?;
    if stale.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    bail!(
        "not drawn from the files in {FOLDER}: {}\n  help: run `cargo xtask figures draw` and commit the result",
        stale.join(", ")
    );
}

/// The paths of the drawn files that are absent or different.
fn stale(root: &Path) -> Result<Vec<String>> {
    let drawn = draw(root)?.into_iter();
    let differs = |(path, text): (String, String)| {
        let there = std::fs::read_to_string(root.join(&path));
        (!there.is_ok_and(|there| there == text)).then_some(path)
    };
    Ok(drawn.filter_map(differs).collect())
}

/// The text of each drawn file, by its path.
fn draw(root: &Path) -> Result<BTreeMap<String, String>> {
    let figures = Figures::read(&root.join(FIGURES))?;
    let journey = text(&root.join(JOURNEY))?;
    let mut drawn = BTreeMap::new();
    for theme in Theme::ALL {
        let mut add = |name: &str, text: String| drawn.insert(format!("{FOLDER}/{name}-{}.svg", theme.name), text);
        add("life", life::draw(theme));
        add("journey", terminal::draw(theme, &journey));
        add("comparison", bars::draw(theme, &figures)?);
    }
    let readme = text(&root.join(README))?;
    drawn.insert(README.to_owned(), table::fill(&readme, &figures).with_context(|| format!("{README} has no table"))?);
    Ok(drawn)
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not UTF-8", shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A copy of the files that `draw` reads and writes.
    fn copy() -> tempfile::TempDir {
        let to = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir_all(to.path().join(FOLDER)).expect("a folder");
        let pictures = std::fs::read_dir(root().join(FOLDER)).expect("the pictures are there");
        let names = pictures.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"));
        for path in names.map(|name| format!("{FOLDER}/{name}")).chain([README.to_owned()]) {
            std::fs::copy(root().join(&path), to.path().join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
        to
    }

    fn change(folder: &Path, path: &str, from: &str, to: &str) {
        let path = folder.join(path);
        let text = std::fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(from), "{} has no `{from}`", path.display());
        std::fs::write(&path, text.replacen(from, to, 1)).expect("it can be written");
    }

    #[test]
    fn pictures_and_tables_are_drawn_from_the_files() {
        assert_eq!(stale(&root()).expect("they can be drawn"), Vec::<String>::new(), "run `cargo xtask figures draw`");
    }

    #[test]
    fn a_changed_figure_makes_the_pictures_and_the_table_stale() {
        let folder = copy();
        let mut figures = Figures::read(&root().join(FIGURES)).expect("the figures are valid");
        let mut figure = figures.find("parse").expect("a figure").clone();
        figure.ours /= 2.0;
        figures.set(figure.clone());
        let put = |figures: &Figures| {
            std::fs::write(folder.path().join(FIGURES), figures.to_json().expect("JSON")).expect("it can be written");
        };
        put(&figures);
        let error = stale(folder.path()).expect_err("the ratio is that of the former figure");
        assert!(format!("{error:#}").contains("`ratio`"), "{error:#}");
        let sides = [Some(figure.ours), figure.official];
        figures.set(figure::Figure::new("parse", &figure.title, figure.unit, sides, &figure.repeat).expect("a figure"));
        put(&figures);
        let expected = [".github/pictures/comparison-dark.svg", ".github/pictures/comparison-light.svg", README];
        assert_eq!(stale(folder.path()).expect("they can be drawn"), expected);
    }

    #[test]
    fn a_changed_number_in_the_readme_and_a_missing_picture_are_noticed() {
        let folder = copy();
        let row = std::fs::read_to_string(folder.path().join(README)).expect("it is there");
        let row =
            row.lines().find(|line| line.starts_with("| release build")).expect("the table has the row").to_owned();
        change(folder.path(), README, &row, &format!("{row}0"));
        std::fs::remove_file(folder.path().join(FOLDER).join("life-dark.svg")).expect("it was there");
        assert_eq!(stale(folder.path()).expect("they can be drawn"), [".github/pictures/life-dark.svg", README]);
    }

    #[test]
    fn a_readme_without_its_table_is_an_error() {
        let folder = copy();
        change(folder.path(), README, "<!-- figures: comparison -->", "");
        let error = stale(folder.path()).expect_err("there is no place for the table");
        assert!(format!("{error:#}").contains("<!-- figures: comparison -->"), "{error:#}");
    }
}
