//! A case of bad input: what differs from inputs that are good, and the diagnostics for it.

use std::path::{Path, PathBuf};

use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Options, Selection};

/// Rewrites what is expected.
const COMMAND: &str = "BLESS=1 cargo test -p tests bad_input::";

/// Good inputs, which a case changes.
pub(crate) const MODEL: &str = include_str!("../fixtures/bad/model.json");
pub(crate) const SMITHY: &str = include_str!("../fixtures/bad/smithy.json");
const RULES: &str = include_str!("../fixtures/bad/rules.json");
pub(crate) const PARTITIONS: &str = include_str!("../fixtures/endpoints/partitions.json");

#[derive(Clone)]
pub(crate) struct Case {
    name: &'static str,
    file: &'static str,
    pub(crate) model: Vec<u8>,
    /// Further files of the model, all of one name.
    further: Vec<String>,
    service: Option<&'static str>,
    overlay: Option<String>,
    retained: Option<String>,
    rules: Option<String>,
    partitions: Option<String>,
    paginators: Option<String>,
    waiters: Option<String>,
    examples: Option<String>,
    module: &'static str,
    package: &'static str,
    operations: Option<Vec<String>>,
    protocol: Option<&'static str>,
}

/// Replaces what must stand there exactly once, so that no case is without effect.
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` must be there once");
    text.replace(from, to)
}

impl Case {
    /// Good inputs.
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            file: "service-2.json",
            model: MODEL.into(),
            further: Vec::new(),
            service: None,
            overlay: None,
            retained: None,
            rules: None,
            partitions: None,
            paginators: None,
            waiters: None,
            examples: None,
            module: "things",
            package: "test",
            operations: None,
            protocol: None,
        }
    }

    /// A good model in Smithy's format.
    pub(crate) fn smithy(name: &'static str) -> Self {
        Self { file: "smithy.json", ..Self::new(name).model(SMITHY) }
    }

    /// One more file of the model.
    pub(crate) fn beside(mut self, text: impl Into<String>) -> Self {
        self.further.push(text.into());
        self
    }

    /// The same under another name.
    pub(crate) fn called(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    pub(crate) fn package(self, package: &'static str) -> Self {
        Self { package, ..self }
    }

    pub(crate) fn service(self, service: &'static str) -> Self {
        Self { service: Some(service), ..self }
    }

    pub(crate) fn model(self, text: impl Into<Vec<u8>>) -> Self {
        Self { model: text.into(), ..self }
    }

    /// The model with another text in one place.
    pub(crate) fn edit(self, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.model).expect("the model is a text");
        Self { model: replaced(&text, from, to).into_bytes(), ..self }
    }

    /// The model with more shapes.
    pub(crate) fn shapes(self, shapes: &str) -> Self {
        self.edit("  \"shapes\": {\n", &format!("  \"shapes\": {{\n{shapes},\n"))
    }

    pub(crate) fn overlay(self, text: impl Into<String>) -> Self {
        Self { overlay: Some(text.into()), ..self }
    }

    pub(crate) fn retained(self, text: impl Into<String>) -> Self {
        Self { retained: Some(text.into()), ..self }
    }

    /// A file of retained items with one shape.
    pub(crate) fn retain(self, id: &str, shape: &str) -> Self {
        self.retained(format!(
            "{{ \"smithy\": \"2.0\", \"shapes\": {{\n  \"com.amazonaws.things#{id}\": {shape}\n}} }}\n"
        ))
    }

    /// An overlay that applies one trait.
    pub(crate) fn apply(self, target: &str, name: &str, value: &str) -> Self {
        self.overlay(format!(
            "{{ \"smithy\": \"2.0\", \"shapes\": {{\n  \"com.amazonaws.things#{target}\": {{\n    \"type\": \"apply\",\n    \
             \"traits\": {{ \"{name}\": {value} }}\n  }}\n}} }}\n"
        ))
    }

    pub(crate) fn rules(self, from: &str, to: &str) -> Self {
        self.endpoint_rules(replaced(RULES, from, to))
    }

    pub(crate) fn endpoint_rules(self, text: String) -> Self {
        Self { rules: Some(text), partitions: Some(PARTITIONS.into()), ..self }
    }

    pub(crate) fn partitions(self, partitions: Option<String>) -> Self {
        Self { rules: Some(RULES.into()), partitions, ..self }
    }

    pub(crate) fn paginators(self, text: impl Into<String>) -> Self {
        Self { paginators: Some(text.into()), ..self }
    }

    pub(crate) fn waiters(self, text: impl Into<String>) -> Self {
        Self { waiters: Some(text.into()), ..self }
    }

    pub(crate) fn examples(self, text: impl Into<String>) -> Self {
        Self { examples: Some(text.into()), ..self }
    }

    pub(crate) fn module(self, module: &'static str) -> Self {
        Self { module, ..self }
    }

    pub(crate) fn protocol(self, name: &'static str) -> Self {
        Self { protocol: Some(name), ..self }
    }

    pub(crate) fn operations(self, names: &[&str]) -> Self {
        Self { operations: Some(names.iter().map(ToString::to_string).collect()), ..self }
    }

    fn with<T>(&self, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        fn source<'a>(name: &'a str, text: Option<&'a String>) -> Option<Source<'a>> {
            text.map(|text| Source { name, text: text.as_bytes() })
        }
        let mut models = vec![Source { name: self.file, text: &self.model }];
        models.extend(self.further.iter().map(|text| Source { name: "more.json", text: text.as_bytes() }));
        let inputs = Inputs {
            models: &models,
            overlay: source("overlay.json", self.overlay.as_ref()),
            retained: source("retained.json", self.retained.as_ref()),
            paginators: source("paginators-1.json", self.paginators.as_ref()),
            waiters: source("waiters-2.json", self.waiters.as_ref()),
            examples: source("examples-1.json", self.examples.as_ref()),
            endpoint_rules: source("endpoint-rule-set-1.json", self.rules.as_ref()),
            partitions: source("partitions.json", self.partitions.as_ref()),
            protocol: self.protocol,
        };
        work(&inputs)
    }

    /// The same with a model in Smithy's format, which has pages and endpoint rules in itself.
    pub(crate) fn converted(&self) -> Result<Self, Failed> {
        let model = self.with(|inputs| codegen::convert(inputs, self.service))?;
        let (further, rules, paginators) = (Vec::new(), None, None);
        Ok(Self { file: "smithy.json", model: model.into_bytes(), further, rules, paginators, ..self.clone() })
    }

    pub(crate) fn generate(&self) -> Result<Generated, Failed> {
        let operations = self.operations.as_deref().map_or(Selection::All, Selection::Named);
        let options = Options {
            package: self.package,
            module: self.module,
            service: self.service,
            operations,
            command: "test",
            label: "model",
        };
        self.with(|inputs| codegen::generate(inputs, &options))
    }

    /// Returns the diagnostics: why nothing is generated, or the warnings.
    pub(crate) fn diagnostics(&self) -> String {
        let all = self.generate().map_or_else(|Failed(all)| all, |generated| generated.warnings);
        assert!(!all.is_empty(), "of `{}` nothing is reported", self.name);
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        format!("## {}\n\n{}\n", self.name, all.join("\n\n"))
    }
}

/// Compares the diagnostics of each case with the file of this name.
#[track_caller]
pub(crate) fn check(file: &str, cases: &[Case]) {
    let diagnostics = cases.iter().map(Case::diagnostics).collect::<Vec<_>>().join("\n");
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad").join(file);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &diagnostics).expect("what is expected can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = similar::TextDiff::from_lines(&expected, &diagnostics);
    let difference = difference.unified_diff().header(&format!("fixtures/bad/{file}"), "reported now").to_string();
    assert!(expected == diagnostics, "{difference}\nto accept: {COMMAND}");
}
