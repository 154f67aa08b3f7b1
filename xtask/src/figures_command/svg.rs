//! The parts that the pictures share: the two themes, the frame, and texts in XML.

use std::fmt::Write as _;

/// The colors of a picture.
pub(super) struct Theme {
    pub(super) name: &'static str,
    pub(super) background: &'static str,
    pub(super) text: &'static str,
    pub(super) muted: &'static str,
    pub(super) line: &'static str,
    pub(super) panel: &'static str,
    /// The color of the generated client.
    pub(super) ours: &'static str,
    /// The color of the official crate.
    pub(super) official: &'static str,
    /// The color of what costs money.
    pub(super) money: &'static str,
    /// The color of what ends well.
    pub(super) good: &'static str,
}

impl Theme {
    /// Light and dark.
    pub(super) const ALL: [&Self; 2] = [
        &Self {
            name: "light",
            background: "#ffffff",
            text: "#1f2328",
            muted: "#59636e",
            line: "#d1d9e0",
            panel: "#f6f8fa",
            ours: "#0969da",
            official: "#818b98",
            money: "#bc4c00",
            good: "#1a7f37",
        },
        &Self {
            name: "dark",
            background: "#0d1117",
            text: "#f0f6fc",
            muted: "#9198a1",
            line: "#3d444d",
            panel: "#151b23",
            ours: "#4493f8",
            official: "#656c76",
            money: "#f0883e",
            good: "#3fb950",
        },
    ];
}

/// The font of everything but terminals.
const SANS: &str = "system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif";
/// The font of terminals and code.
const MONO: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace";

/// A picture that is being drawn.
pub(super) struct Picture {
    body: String,
    width: u32,
}

impl Picture {
    /// An empty picture of a width.
    pub(super) fn new(width: u32) -> Self {
        Self { body: String::new(), width }
    }

    /// Adds a text. `class` is one of those in [`Picture::finish`].
    pub(super) fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        self.line(&format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>", escape(text)));
    }

    /// Adds a rectangle with round corners.
    pub(super) fn rect(&mut self, [x, y, width, height]: [f64; 4], fill: &str, stroke: &str) {
        self.line(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\" fill=\"{fill}\" stroke=\"{stroke}\"/>"
        ));
    }

    /// Adds a line of SVG.
    pub(super) fn line(&mut self, svg: &str) {
        self.body.push_str("  ");
        self.body.push_str(svg);
        self.body.push('\n');
    }

    /// The whole file. `title` is what screen readers say.
    pub(super) fn finish(self, theme: &Theme, height: u32, title: &str) -> String {
        let Self { body, width } = self;
        let Theme { background, text, muted, line, money, good, ours, .. } = theme;
        let mut svg = format!(
            "<!-- Drawn by `cargo xtask figures draw`. -->\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
        );
        let frame = [width - 1, height - 1];
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            "  <title>{title}</title>\n  <style>\n    text {{ font: 14px {SANS}; fill: {text} }}\n    \
             .muted {{ fill: {muted} }}\n    .small {{ font-size: 13px; fill: {muted} }}\n    .strong {{ font-weight: 600 }}\n    \
             .end {{ text-anchor: end }}\n    .middle {{ text-anchor: middle }}\n    .money {{ fill: {money} }}\n    \
             .good {{ fill: {good} }}\n    .ours {{ fill: {ours} }}\n    .code {{ font: 13px {MONO} }}\n    \
             .mono {{ font: 13px {MONO}; white-space: pre }}\n  </style>\n  \
             <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{background}\" stroke=\"{line}\"/>\n{body}</svg>\n",
            frame[0],
            frame[1],
            title = escape(title),
        );
        svg
    }
}

/// A text in XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
