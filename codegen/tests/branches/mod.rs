//! Branches that few models take: each with a model of its own, and what comes of it.

mod agreement;
mod differences;
mod examples;
mod pages;
mod rules;
mod selection;
mod shapes;
mod suggestions;
mod waiters;

use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Options, Selection};

/// The inputs of one run: a model, and what stands beside it.
#[derive(Clone, Copy, Default)]
struct Given<'a> {
    model: &'a str,
    rules: Option<&'a str>,
    partitions: Option<&'a str>,
    overlay: Option<&'a str>,
    paginators: Option<&'a str>,
    waiters: Option<&'a str>,
    /// The selected operations. Without them, all are.
    operations: &'a [&'a str],
    /// True if the code is included in a module of another package.
    is_included: bool,
}

impl Given<'_> {
    fn generate(self) -> Result<Generated, Failed> {
        let beside = |name, text: Option<&'_ str>| text.map(|text| (name, text.to_owned()));
        let files = [
            beside("endpoint-rule-set-1.json", self.rules),
            beside("partitions.json", self.partitions),
            beside("overlay.json", self.overlay),
            beside("paginators-1.json", self.paginators),
            beside("waiters-2.json", self.waiters),
        ];
        let [endpoint_rules, partitions, overlay, paginators, waiters] =
            files.each_ref().map(|file| file.as_ref().map(|(name, text)| Source { name, text: text.as_bytes() }));
        let models = [Source { name: "model.json", text: self.model.as_bytes() }];
        let inputs =
            Inputs { models: &models, endpoint_rules, partitions, overlay, paginators, waiters, ..Inputs::default() };
        let names: Vec<String> = self.operations.iter().map(ToString::to_string).collect();
        let operations = if names.is_empty() { Selection::All } else { Selection::Named(&names) };
        let package = if self.is_included { "" } else { "test" };
        let (module, command) = ("things", "test");
        let options = Options { package, module, service: None, operations, command, label: "model" };
        codegen::generate(&inputs, &options)
    }

    /// Returns the generated file whose path ends so.
    #[track_caller]
    fn file(self, path: &str) -> String {
        let generated = self.generate().unwrap_or_else(|failed| panic!("{failed}"));
        let found = generated.files.iter().find(|(known, _)| known.ends_with(path));
        let known = generated.files.keys().collect::<Vec<_>>();
        found.unwrap_or_else(|| panic!("{path} is not among {known:?}")).1.clone()
    }

    /// Returns the messages of the errors, or of the warnings, each with its code.
    fn messages(self) -> Vec<String> {
        let all = self.generate().map_or_else(|Failed(all)| all, |generated| generated.warnings);
        all.iter().map(|diagnostic| diagnostic.to_string().lines().next().unwrap_or_default().to_owned()).collect()
    }
}

/// Asserts that a text has these lines one behind the other, without regard to their indentation.
#[track_caller]
fn has_lines(text: &str, lines: &str) {
    let plain = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert!(plain(text).contains(&plain(lines)), "{lines}\n\nis not in\n\n{text}");
}

/// Asserts that a text does not have something.
#[track_caller]
fn has_no(text: &str, part: &str) {
    assert!(!text.contains(part), "{part}\n\nis in\n\n{text}");
}

/// A model of botocore's with operations and shapes. Its protocol is `awsJson1_1`.
fn json_model(operations: &str, shapes: &str) -> String {
    format!(
        r#"{{
  "metadata": {{ "apiVersion": "2020-01-01", "endpointPrefix": "things", "jsonVersion": "1.1", "protocol": "json",
    "serviceId": "Things", "targetPrefix": "Things_20200101" }},
  "operations": {{ {operations} }},
  "shapes": {{ "Text": {{ "type": "string" }}, "Number": {{ "type": "integer" }}{}{shapes} }}
}}"#,
        if shapes.is_empty() { "" } else { ", " }
    )
}
