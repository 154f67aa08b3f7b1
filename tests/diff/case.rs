//! A case: a small model, what the old and the new one have otherwise, and the comparison of the two.

use std::fs;
use std::sync::LazyLock;

use codegen::diff::{Options, Report, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};
use serde_json::Value;

/// The format in which a side is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the small model is written.
    AsWritten,
    /// Converted to Smithy's.
    Converted,
}

pub(crate) struct Case {
    /// The kind of change that it shows.
    pub(crate) name: String,
    old: Model,
    new: Model,
}

/// A model with what belongs to it.
#[derive(Clone)]
struct Model {
    file: &'static str,
    text: String,
    overlay: Option<String>,
    retained: Option<String>,
    paginators: Option<String>,
    waiters: Option<String>,
    rules: Option<String>,
}

impl Case {
    /// All cases, read once.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Case>> = LazyLock::new(Case::read);
        &ALL
    }

    fn read() -> Vec<Self> {
        let text = fs::read_to_string(super::folder().join("cases.json")).expect("there are cases");
        let cases: Value = serde_json::from_str(&text).expect("cases are JSON");
        let cases = cases.as_object().expect("cases have names");
        let case = |(name, case): (&String, &Value)| match case["reverse_of"].as_str() {
            None => Self { name: name.clone(), old: Model::new(case, "old"), new: Model::new(case, "new") },
            Some(of) => {
                Self { name: name.clone(), old: Model::new(&cases[of], "new"), new: Model::new(&cases[of], "old") }
            }
        };
        cases.iter().map(case).collect()
    }

    pub(crate) fn report(&self, old: Form, new: Form) -> Report {
        compare(&self.name, &self.old.in_form(old), &self.new.in_form(new))
    }

    /// The new model and itself.
    pub(crate) fn to_itself(&self, form: Form) -> Report {
        compare(&self.name, &self.new, &self.new.in_form(form))
    }
}

fn compare(name: &str, old: &Model, new: &Model) -> Report {
    let options = Options {
        module: "service",
        old_operations: Selection::All,
        new_operations: Selection::All,
        skip_unknown: false,
    };
    old.with("old", |old| new.with("new", |new| diff(old, new, &options)))
        .unwrap_or_else(|failed| panic!("{name}: {failed}"))
}

impl Model {
    fn new(case: &Value, side: &str) -> Self {
        let base = case["base"].as_str().expect("a case has a base");
        let text = fs::read_to_string(super::folder().join(format!("{base}.json"))).expect("the base is there");
        let mut model: Value = serde_json::from_str(&text).expect("the base is JSON");
        for edits in [&case["both"], &case[side]] {
            for (pointer, value) in edits.as_object().into_iter().flatten() {
                edit(&mut model, pointer, value);
            }
        }
        let beside = |what: &str| case.get(format!("{side}_{what}")).map(Value::to_string);
        Self {
            file: if base == "smithy" { "smithy.json" } else { "service-2.json" },
            text: serde_json::to_string_pretty(&model).expect("written"),
            overlay: beside("overlay"),
            retained: beside("retained"),
            paginators: beside("paginators"),
            waiters: beside("waiters"),
            rules: beside("rules"),
        }
    }

    fn in_form(&self, form: Form) -> Self {
        if form == Form::AsWritten {
            return self.clone();
        }
        let text = self.with("", |inputs| codegen::convert(&Inputs { overlay: None, retained: None, ..*inputs }, None));
        let text = text.unwrap_or_else(|failed| panic!("{failed}"));
        let (overlay, retained) = (self.overlay.clone(), self.retained.clone());
        Self { file: "smithy.json", text, overlay, retained, paginators: None, waiters: None, rules: None }
    }

    fn with<T>(&self, folder: &str, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let name = |name: &str| format!("{folder}/{name}");
        let names =
            ["overlay.json", "retained.json", "paginators-1.json", "waiters-2.json", "endpoint-rule-set-1.json"];
        let names = names.map(name);
        let texts = [&self.overlay, &self.retained, &self.paginators, &self.waiters, &self.rules];
        let mut beside = names
            .iter()
            .zip(texts)
            .map(|(name, text)| text.as_ref().map(|text| Source { name, text: text.as_bytes() }));
        let mut next = || beside.next().flatten();
        work(&Inputs {
            models: &[Source { name: &name(self.file), text: self.text.as_bytes() }],
            overlay: next(),
            retained: next(),
            paginators: next(),
            waiters: next(),
            endpoint_rules: next(),
            ..Inputs::default()
        })
    }
}

/// Sets the value at a pointer, or removes it where the value is null.
fn edit(model: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = model.pointer_mut(parent).and_then(Value::as_object_mut);
    let parent = parent.unwrap_or_else(|| panic!("there is nothing above {pointer}"));
    if value.is_null() {
        assert!(parent.shift_remove(key).is_some(), "there is no {pointer}");
    } else {
        assert_ne!(parent.insert(key.to_owned(), value.clone()).as_ref(), Some(value), "{pointer} is not changed");
    }
}
