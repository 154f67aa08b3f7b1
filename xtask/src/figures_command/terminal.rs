//! A terminal with the text of a program.

use super::svg::{Picture, Theme};

/// The columns of the terminal, after which it wraps as terminals do.
const COLUMNS: usize = 64;
/// The width of a column. The font is scaled to it, whichever font the viewer has.
const COLUMN: f64 = 7.8;
/// The height of a line.
const LINE: f64 = 19.0;

/// Draws the text. A line that begins with `$ ` is a command.
pub(super) fn draw(theme: &Theme, text: &str) -> String {
    let lines: Vec<(&str, String)> =
        text.lines().flat_map(|line| wrap(line).into_iter().map(|row| (class(line), row))).collect();
    let mut picture = Picture::new(540);
    picture.rect([1.0, 1.0, 538.0, 30.0], theme.panel, "none");
    for (index, color) in (0_u32..).zip([theme.money, theme.official, theme.good]) {
        picture.line(&format!("<circle cx=\"{}\" cy=\"16\" r=\"5\" fill=\"{color}\"/>", 20 + 18 * index));
    }
    let mut y = 52.0;
    for (class, row) in &lines {
        let length = row.chars().count();
        if length > 0 {
            // The text keeps its columns in every font.
            let width = f64::from(u32::try_from(length).unwrap_or(u32::MAX)) * COLUMN;
            let text = super::svg::escape(row);
            picture.line(&format!(
                "<text x=\"20\" y=\"{y}\" class=\"mono {class}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"
            ));
        }
        y += LINE;
    }
    let rows = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    picture.finish(theme, 52 + 19 * rows, "The text of a whole session against a fake Device Farm, in a terminal")
}

/// The rows of a line.
fn wrap(line: &str) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return vec![String::new()];
    }
    characters.chunks(COLUMNS).map(|row| row.iter().collect()).collect()
}

/// The color of a line.
fn class(line: &str) -> &'static str {
    match line.split(' ').next().unwrap_or_default() {
        "$" => "strong",
        "RUNNING" | "COMPLETED" => "good",
        "PENDING" | "STOPPING" | "PREPARING" => "muted",
        "over" => "money",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_wrap_and_nothing_is_lost() {
        let line = "é".repeat(COLUMNS * 2 + 1);
        let rows = wrap(&line);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows.concat(), line);
        assert_eq!(wrap(""), [""]);
    }

    #[test]
    fn text_cannot_become_markup() {
        let drawn = draw(Theme::ALL[0], "<script> & \"x\"");
        assert!(drawn.contains("&lt;script&gt; &amp; &quot;x&quot;") && !drawn.contains("<script"), "{drawn}");
    }
}
