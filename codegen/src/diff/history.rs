//! The reports between neighbouring revisions of a model, with what each added and removed.

use super::change::{Effect, Level};
use super::code::ChangeCode;
use super::report::Report;

/// The history of a model: a report for each revision but the first.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The steps, the oldest first.
    pub steps: Vec<Step>,
}

/// The step from one revision to the next one.
#[derive(Clone, Debug)]
pub struct Step {
    /// The name of the revision before, such as its date.
    pub old: String,
    /// The name of the revision afterwards.
    pub new: String,
    /// The changes between the two.
    pub report: Report,
}

/// The number of things that a step added and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations that were added and removed.
    pub operations: (usize, usize),
    /// Members of structures and unions that were added and removed, those of added types not counted.
    pub members: (usize, usize),
    /// Values of enums that were added and removed, those of added types not counted.
    pub values: (usize, usize),
    /// Members that must be set and need not be set before.
    pub required: usize,
}

impl Step {
    /// Counts what the step added and removed.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |codes: &[ChangeCode]| self.report.changes.iter().filter(|it| codes.contains(&it.code)).count();
        let added = [ChangeCode::MemberAdded, ChangeCode::RequiredMemberAdded, ChangeCode::UnionMemberAdded];
        let removed = [ChangeCode::MemberRemoved, ChangeCode::MemberRetired, ChangeCode::UnionMemberRemoved];
        Counts {
            operations: (count(&[ChangeCode::OperationAdded]), count(&[ChangeCode::OperationRemoved])),
            members: (count(&added), count(&removed)),
            values: (count(&[ChangeCode::EnumValueAdded]), count(&[ChangeCode::EnumValueRemoved])),
            required: count(&[ChangeCode::MemberNowRequired, ChangeCode::RequiredMemberAdded]),
        }
    }
}

impl History {
    /// Returns a table with a line for each step: the verdicts, and what was added and removed.
    #[must_use]
    pub fn table(&self) -> String {
        let heads = [
            "revision",
            "API",
            "major",
            "minor",
            "patch",
            "operations",
            "members",
            "values",
            "required",
            "on the wire",
        ];
        let mut rows = vec![heads.map(str::to_owned)];
        rows.extend(self.steps.iter().map(row));
        let widths: Vec<usize> =
            (0..heads.len()).map(|i| rows.iter().map(|row| row[i].chars().count()).max().unwrap_or_default()).collect();
        let mut text = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the greatest verdict on the Rust API of all steps.
    #[must_use]
    pub fn level(&self) -> Level {
        self.steps.iter().map(|step| step.report.level()).max().unwrap_or_default()
    }
}

fn row(step: &Step) -> [String; 10] {
    let (report, counts) = (&step.report, step.counts());
    let signed = |(added, removed): (usize, usize)| match (added, removed) {
        (0, 0) => String::new(),
        (added, 0) => format!("+{added}"),
        (0, removed) => format!("-{removed}"),
        (added, removed) => format!("+{added} -{removed}"),
    };
    let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
    let effects = Effect::ALL.iter().map(|effect| (report.count_effect(*effect), effect.as_str()));
    let effects = effects.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
    [
        step.new.clone(),
        report.level().to_string(),
        number(report.count(Level::Major)),
        number(report.count(Level::Minor)),
        number(report.count(Level::Patch)),
        signed(counts.operations),
        signed(counts.members),
        signed(counts.values),
        number(counts.required),
        effects.collect::<Vec<_>>().join(", "),
    ]
}
