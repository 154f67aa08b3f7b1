//! All files of a run in one JSON object, so that one input of a fuzzer can change each of them.

use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Options, Selection};
use serde_json::{Map, Value};

/// The files that a service is generated from.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    models: Vec<Vec<u8>>,
    overlay: Option<Vec<u8>>,
    retained: Option<Vec<u8>>,
    paginators: Option<Vec<u8>>,
    waiters: Option<Vec<u8>>,
    examples: Option<Vec<u8>>,
    rules: Option<Vec<u8>>,
    partitions: Option<Vec<u8>>,
}

impl Bundle {
    /// Reads `{"models": [..], "overlay": .., "retained": .., "paginators": .., "waiters": .., "examples": .., "rules": ..,
    /// "partitions": ..}`,
    /// of which only the models must be there.
    #[must_use]
    pub fn parse(data: &[u8]) -> Option<Self> {
        let value = super::json::parsed(data)?;
        let file = |key: &str| value.get(key).map(|value| value.to_string().into_bytes());
        let models = value.get("models")?.as_array()?.iter().map(|model| model.to_string().into_bytes());
        Some(Self {
            models: models.take(3).collect(),
            overlay: file("overlay"),
            retained: file("retained"),
            paginators: file("paginators"),
            waiters: file("waiters"),
            examples: file("examples"),
            rules: file("rules"),
            partitions: file("partitions"),
        })
    }

    /// A bundle of one file.
    #[must_use]
    pub fn of_model(text: &[u8]) -> Self {
        Self { models: vec![text.into()], ..Self::default() }
    }

    pub(super) fn with_overlay(self, text: &[u8]) -> Self {
        Self { overlay: Some(text.into()), ..self }
    }

    pub(super) fn with_retained(self, text: &[u8]) -> Self {
        Self { retained: Some(text.into()), ..self }
    }

    pub(super) fn without_overlay(self) -> Self {
        Self { overlay: None, ..self }
    }

    pub(super) fn with_rules(self, text: &[u8]) -> Self {
        Self { rules: Some(text.into()), ..self }
    }

    pub(super) fn with_paginators(self, text: &[u8]) -> Self {
        Self { paginators: Some(text.into()), ..self }
    }

    pub(super) fn with_examples(self, text: &[u8]) -> Self {
        Self { examples: Some(text.into()), ..self }
    }

    pub(super) fn with_partitions(self, text: &[u8]) -> Self {
        Self { partitions: Some(text.into()), ..self }
    }

    /// The same with a model of Smithy's that has the pages and the rules.
    pub(super) fn converted(&self, text: &str) -> Self {
        Self { models: vec![text.into()], partitions: self.partitions.clone(), ..Self::default() }
    }

    /// The only model's shapes in two files, where it is one of Smithy's.
    pub(super) fn split(&self, at: usize) -> Option<Self> {
        let [model] = self.models.as_slice() else { return None };
        let Value::Object(mut first) = super::json::parsed(model)? else { return None };
        let version = first.get("smithy")?.clone();
        let shapes = first.get_mut("shapes")?.as_object_mut()?;
        let at = at.checked_rem(shapes.len()).unwrap_or_default();
        let (before, after): (Vec<_>, Vec<_>) =
            std::mem::take(shapes).into_iter().enumerate().partition(|it| it.0 < at);
        *shapes = before.into_iter().map(|it| it.1).collect();
        let after: Map<_, _> = after.into_iter().map(|it| it.1).collect();
        let second = Value::from(Map::from_iter([("smithy".into(), version), ("shapes".into(), after.into())]));
        let models = [Value::from(first), second].map(|it| it.to_string().into_bytes()).into();
        Some(Self { models, ..self.clone() })
    }

    /// Everything of it.
    pub(super) fn generate(&self) -> Result<Generated, Failed> {
        let options = Options {
            package: "fuzz",
            module: "things",
            service: None,
            operations: Selection::All,
            command: "fuzz",
            label: "model",
        };
        self.inputs(|inputs| codegen::generate(inputs, &options))
    }

    /// Its model as one of Smithy's.
    pub(super) fn convert(&self) -> Result<String, Failed> {
        self.inputs(|inputs| codegen::convert(inputs, None))
    }

    fn inputs<T>(&self, run: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let models: Vec<_> = self.models.iter().map(|text| Source { name: "model.json", text }).collect();
        run(&Inputs {
            models: &models,
            overlay: self.overlay.as_deref().map(|text| Source { name: "overlay.json", text }),
            retained: self.retained.as_deref().map(|text| Source { name: "retained.json", text }),
            paginators: self.paginators.as_deref().map(|text| Source { name: "paginators-1.json", text }),
            waiters: self.waiters.as_deref().map(|text| Source { name: "waiters-2.json", text }),
            examples: self.examples.as_deref().map(|text| Source { name: "examples-1.json", text }),
            endpoint_rules: self.rules.as_deref().map(|text| Source { name: "endpoint-rule-set-1.json", text }),
            partitions: self.partitions.as_deref().map(|text| Source { name: "partitions.json", text }),
            protocol: None,
        })
    }
}
