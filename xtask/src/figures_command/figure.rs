//! The file of figures: each has both sides, a unit, and the command that repeats it.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::workspace::{read, shown};

/// All figures.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    /// The name and version of the official crate.
    pub(super) official: String,
    pub(super) figures: Vec<Figure>,
}

/// One figure.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    /// The name by which the pictures and tables find it.
    pub(super) id: String,
    /// The measured thing, as the tables name it.
    pub(super) title: String,
    pub(super) unit: Unit,
    /// The generated client's figure, or that of a command.
    pub(super) ours: f64,
    /// The official crate's figure; absent where it has no counterpart.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) official: Option<f64>,
    /// The official crate's figure divided by ours.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) ratio: Option<f64>,
    /// The command that measures it again.
    pub(super) repeat: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Unit {
    /// Seconds of processor time.
    #[serde(rename = "s of processor time")]
    Seconds,
    /// Microseconds of processor time.
    #[serde(rename = "µs of processor time")]
    Microseconds,
    #[serde(rename = "lines")]
    Lines,
    /// Thousands of bytes.
    #[serde(rename = "KB")]
    Kilobytes,
    #[serde(rename = "tests")]
    Tests,
}

impl Unit {
    /// A value with its unit.
    pub(super) fn show(self, value: f64) -> String {
        match self {
            Self::Seconds if value >= 10.0 => format!("{value:.1} s"),
            Self::Seconds => format!("{value:.2} s"),
            Self::Microseconds if value >= 1000.0 => format!("{:.2} ms", value / 1000.0),
            Self::Microseconds => format!("{value:.1} µs"),
            Self::Lines => format!("{} lines", thousands(value)),
            Self::Kilobytes if value >= 1_000_000.0 => format!("{:.1} GB", value / 1_000_000.0),
            Self::Kilobytes if value >= 10_000.0 => format!("{:.1} MB", value / 1000.0),
            Self::Kilobytes => format!("{} KB", thousands(value)),
            Self::Tests => format!("{} tests", thousands(value)),
        }
    }
}

/// A whole number with a comma between thousands.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Figures {
    /// Reads and checks the file.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let figures: Self = serde_json::from_slice(&read(path)?)
            .with_context(|| format!("{} is not a file of figures", shown(path)))?;
        for figure in &figures.figures {
            figure.check().with_context(|| format!("{}: the figure `{}`", shown(path), figure.id))?;
        }
        Ok(figures)
    }

    /// Reads the file, or starts an empty one.
    pub(super) fn read_or_new(path: &Path) -> Result<Self> {
        if path.exists() { Self::read(path) } else { Ok(Self::default()) }
    }

    /// The figure with this id.
    pub(super) fn find(&self, id: &str) -> Result<&Figure> {
        let found = self.figures.iter().find(|figure| figure.id == id);
        found.with_context(|| {
            format!("the file of figures has no `{id}`\n  help: `cargo xtask figures measure` measures all figures")
        })
    }

    /// Adds a figure, or replaces the one with its id.
    pub(super) fn set(&mut self, figure: Figure) {
        match self.figures.iter_mut().find(|it| it.id == figure.id) {
            Some(present) => *present = figure,
            None => self.figures.push(figure),
        }
    }

    /// The text of the file.
    pub(super) fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Figure {
    /// A figure with its ratio.
    pub(super) fn new(
        id: &str,
        title: &str,
        unit: Unit,
        [ours, official]: [Option<f64>; 2],
        repeat: &str,
    ) -> Result<Self> {
        let ours = ours.with_context(|| format!("`{id}` was not measured"))?;
        let ratio = official.map(|official| ratio(ours, official));
        let [id, title, repeat] = [id, title, repeat].map(str::to_owned);
        let figure = Self { id, title, unit, ours, official, ratio, repeat };
        figure.check()?;
        Ok(figure)
    }

    fn check(&self) -> Result<()> {
        let is_figure = |value: f64| value.is_finite() && value > 0.0;
        if !is_figure(self.ours) || !self.official.is_none_or(is_figure) {
            bail!("a figure is a number above zero\n  help: measure it again");
        }
        if self.ratio != self.official.map(|official| ratio(self.ours, official)) {
            bail!("`ratio` is not `official` divided by `ours`\n  help: run `cargo xtask figures measure`");
        }
        Ok(())
    }
}

/// The official figure divided by ours, with two decimal places.
fn ratio(ours: f64, official: f64) -> f64 {
    (official / ours * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_units() {
        let shown = [
            (Unit::Seconds, 2.804, "2.80 s"),
            (Unit::Seconds, 68.52, "68.5 s"),
            (Unit::Microseconds, 29.84, "29.8 µs"),
            (Unit::Microseconds, 1521.3, "1.52 ms"),
            (Unit::Lines, 12_089.0, "12,089 lines"),
            (Unit::Lines, 1_234_567.0, "1,234,567 lines"),
            (Unit::Kilobytes, 754.0, "754 KB"),
            (Unit::Kilobytes, 12_345.0, "12.3 MB"),
            (Unit::Kilobytes, 8_765_432.0, "8.8 GB"),
            (Unit::Tests, 1_234.0, "1,234 tests"),
        ];
        for (unit, value, expected) in shown {
            assert_eq!(unit.show(value), expected);
        }
    }

    #[test]
    fn a_ratio_that_does_not_fit_is_an_error() {
        let mut figure = Figure::new("a", "A", Unit::Seconds, [Some(2.0), Some(7.0)], "x").expect("a figure");
        assert_eq!(figure.ratio, Some(3.5));
        figure.ours = 1.0;
        assert!(figure.check().is_err_and(|error| error.to_string().contains("`ratio`")));
        assert!(Figure::new("a", "A", Unit::Seconds, [Some(0.0), None], "x").is_err());
        assert!(Figure::new("a", "A", Unit::Seconds, [None, Some(1.0)], "x").is_err());
    }
}
