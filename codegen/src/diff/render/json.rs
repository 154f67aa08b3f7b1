//! A report for programs: a JSON object on each line, the verdict last.

use serde_json::{Value, json};

use crate::diff::change::{Change, Effect, Level};
use crate::diff::report::{Identity, Report};

impl Report {
    /// Returns the report as JSON: an object on each line with a `reason`, `change` or `verdict`.
    #[must_use]
    pub fn json(&self) -> String {
        let mut text = String::new();
        for (index, change) in self.changes.iter().enumerate() {
            text.push_str(&format!("{}\n", self.change_line(index, change)));
        }
        let count = |level| self.count(level);
        let verdict = json!({
            "reason": "verdict",
            "module": self.module,
            "level": self.level().as_str(),
            "effect": self.gravest().map(Effect::as_str),
            "major": count(Level::Major),
            "minor": count(Level::Minor),
            "patch": count(Level::Patch),
            "old": identity(&self.old),
            "new": identity(&self.new),
        });
        text.push_str(&format!("{verdict}\n"));
        text
    }

    fn change_line(&self, index: usize, change: &Change) -> Value {
        let place = self.place(index);
        let api = change.api.iter().map(|it| {
            let line = |item: &Option<crate::api::ApiItem>| item.as_ref().map(ToString::to_string);
            json!({ "level": it.level.as_str(), "old": line(&it.old), "new": line(&it.new) })
        });
        let effects = change.effects.iter().map(|(effect, text)| json!({ "effect": effect.as_str(), "text": text }));
        let text = |text: &'static str| (!text.is_empty()).then_some(text);
        json!({
            "reason": "change",
            "level": change.level.as_str(),
            "code": change.code.as_str(),
            "message": change.message,
            "module": self.module,
            "shape": change.shape,
            "member": change.member,
            "rust": change.rust,
            "operations": change.operations,
            "old": change.old,
            "new": change.new,
            "effects": effects.collect::<Vec<_>>(),
            "api": api.collect::<Vec<_>>(),
            "file": place.map(|(file, ..)| file),
            "line": place.map(|(_, span, _)| span.start.line),
            "column": place.map(|(_, span, _)| span.start.column),
            "dependent": text(change.code.dependent()),
            "maintainer": text(change.maintainer()),
        })
    }
}

fn identity(it: &Identity) -> Value {
    json!({ "service": it.service, "api_version": it.api_version, "operations": it.operations, "types": it.types })
}
