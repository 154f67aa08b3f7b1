//! A report as text, each change drawn as a diagnostic.

use std::fmt;

use annotate_snippets::{Level as Drawn, Renderer};

use super::{operations, short};
use crate::diagnostic::Drawing;
use crate::diff::change::{Change, Effect, Level};
use crate::diff::report::Report;

impl Report {
    /// Returns the report as text for a terminal, in colour.
    #[must_use]
    pub fn coloured(&self) -> String {
        self.drawn(&Renderer::styled())
    }

    fn drawn(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        for (index, change) in self.changes.iter().enumerate() {
            text.push_str(&self.change(index, change).drawn(renderer));
            text.push_str("\n\n");
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    fn change<'a>(&'a self, index: usize, change: &'a Change) -> Drawing<'a> {
        let level = match change.level {
            Level::Major => Drawn::ERROR,
            Level::Minor => Drawn::WARNING,
            Level::Patch | Level::None => Drawn::INFO,
        };
        let mut notes = Vec::new();
        let mut note = |label: &'static str, text: Option<&str>| {
            notes.extend(text.filter(|text| !text.is_empty()).map(|text| Drawing::note(label, text)));
        };
        note("module", Some(self.module.as_str()).filter(|_| self.is_one_of_several));
        note("in", change.subject().as_deref());
        note("rust", change.rust.as_deref());
        note("operations", operations(change).as_deref());
        note("before", change.old.as_deref().map(short).as_deref());
        note("after", change.new.as_deref().map(short).as_deref());
        for (effect, text) in &change.effects {
            note(effect.as_str(), Some(text));
        }
        note("dependent", Some(change.code.dependent()));
        note("maintainer", Some(change.maintainer()));
        let place = self.place(index).map(|(file, span, excerpt)| (file, Some(span), excerpt));
        let level = level.with_name(change.level.as_str());
        Drawing { level, code: change.code.as_str(), message: &change.message, place, notes }
    }

    /// Returns the verdict in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let counted =
            Level::ALL.iter().map(|level| (self.count(*level), level.as_str())).filter(|(count, _)| *count > 0);
        let counted: Vec<String> = counted.map(|(count, name)| format!("{count} {name}")).collect();
        let effects = Effect::ALL.iter().map(|effect| (self.count_effect(*effect), effect.as_str()));
        let effects: Vec<String> =
            effects.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
        let module = if self.is_one_of_several { format!("`{}`, ", self.module) } else { String::new() };
        let title = format!("{module}{} {}", self.new.service, self.new.api_version);
        match (counted.as_slice(), effects.as_slice()) {
            ([], _) => format!("{title}: no change"),
            (counted, []) => format!("{title}: {} ({}); nothing on the wire", self.level(), counted.join(", ")),
            (counted, effects) => {
                format!("{title}: {} ({}); on the wire: {}", self.level(), counted.join(", "), effects.join(", "))
            }
        }
    }
}

/// The report as text, without colours.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.drawn(&Renderer::plain()))
    }
}
