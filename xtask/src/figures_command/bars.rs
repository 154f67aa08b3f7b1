//! The generated client beside the official crate, as pairs of bars.

use anyhow::{Context as _, Result};

use super::figure::Figures;
use super::svg::{Picture, Theme};

/// The compared figures in their order.
pub(super) const IDS: [&str; 8] =
    ["check", "debug-build", "release-build", "lines", "program", "create-call", "list-call", "parse"];

/// The length of the longest bar of a pair.
const LENGTH: f64 = 340.0;
/// The height of a pair with its title.
const PAIR: u32 = 62;

/// Draws all pairs. In each pair the longer bar has the full length.
pub(super) fn draw(theme: &Theme, figures: &Figures) -> Result<String> {
    let mut picture = Picture::new(480);
    picture.text(20.0, 32.0, "strong", "Less is better");
    legend(&mut picture, theme, &figures.official);
    let mut top = 62.0;
    for id in IDS {
        let figure = figures.find(id)?;
        let official = figure.official.with_context(|| format!("the figure `{id}` has no official side"))?;
        let ratio = figure.ratio.with_context(|| format!("the figure `{id}` has no ratio"))?;
        picture.text(20.0, top + 12.0, "", &plain(&figure.title));
        picture.text(460.0, top + 12.0, "end strong", &format!("1/{ratio:.1}"));
        let longest = figure.ours.max(official);
        for (row, value, color) in [(19.0, figure.ours, theme.ours), (36.0, official, theme.official)] {
            // Two decimal places, so that every machine draws the same.
            let width = (value / longest * LENGTH * 100.0).round() / 100.0;
            picture.rect([20.0, top + row, width.max(2.0), 13.0], color, "none");
            picture.text(28.0 + width.max(2.0), top + row + 11.0, "small", &figure.unit.show(value));
        }
        top += f64::from(PAIR);
    }
    let pairs = u32::try_from(IDS.len()).unwrap_or(u32::MAX);
    let title = format!("Bars of the generated client beside {}: the table below has the numbers", figures.official);
    Ok(picture.finish(theme, 62 + PAIR * pairs + 10, &title))
}

fn legend(picture: &mut Picture, theme: &Theme, official: &str) {
    picture.rect([150.0, 22.0, 12.0, 12.0], theme.ours, "none");
    picture.text(168.0, 32.0, "small", "here");
    picture.rect([216.0, 22.0, 12.0, 12.0], theme.official, "none");
    picture.text(234.0, 32.0, "small", official);
}

/// A title without the marks of Markdown.
fn plain(title: &str) -> String {
    title.replace('`', "")
}
