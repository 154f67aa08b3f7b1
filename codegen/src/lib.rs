//! Generates Rust clients from service models. The input is bytes, and the output is a map of path to text.
//!
//! The pipeline is [`generate`], from top to bottom: *read* JSON to a [`model`], restore *retained* items, apply the
//! *overlay*, *check* the model, *lower* it to Rust items, *render* these to tokens, *format* the tokens to text. It
//! does not use the file system, the clock or the environment, and the same input always results in the same bytes.

pub mod api;
mod convert;
mod customizations;
pub mod diagnostic;
pub mod diff;
mod frontend;
pub mod import;
mod json;
pub mod model;
pub mod overlay;
mod package;
mod parallel;
pub mod partitions;
mod printing;
pub mod retained;
pub mod rust;
mod select;
pub mod source;
pub mod suggest;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use diagnostic::{Code, Diagnostic, Diagnostics, Located, Place, Severity};
use model::Model;
use model::retry::{Agreement, RetryTally};
pub use package::{included, package, packaged, packaged_limit};
use rust::item::Item;
use rust::module_path::ModulePath;
use rust::render::Surroundings;
pub use select::{Refused, Selection};
use source::{Source, Sources};

/// The inputs that a service is generated from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// The service model: one file, or several of Smithy's that belong together.
    pub models: &'a [Source<'a>],
    /// The overlay, with corrections and documentation.
    pub overlay: Option<Source<'a>>,
    /// The items that the service removed and that are retained: the `retained.json` beside the model.
    pub retained: Option<Source<'a>>,
    /// botocore's `paginators-1.json`.
    pub paginators: Option<Source<'a>>,
    /// botocore's `waiters-2.json`.
    pub waiters: Option<Source<'a>>,
    /// botocore's `examples-1.json`.
    pub examples: Option<Source<'a>>,
    /// An `endpoint-rule-set-1.json`.
    pub endpoint_rules: Option<Source<'a>>,
    /// A `partitions.json`, which is required if the endpoint rules use partitions.
    pub partitions: Option<Source<'a>>,
    /// The protocol to generate, of those that the service lists, by the id or name of Smithy's trait or by botocore's
    /// name, in any case. Without it, the first supported one of `rpcv2Cbor`, `awsJson1_0`, `awsJson1_1`, `restJson1`,
    /// `restXml`, `awsQuery` and `ec2Query`.
    pub protocol: Option<&'a str>,
}

/// The options of the generation of a service.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The name of the package, as the first segment of paths, for the examples in documentation. If it is empty, the
    /// module may be anywhere: its paths are relative, and its examples are not compiled.
    pub package: &'a str,
    /// The module's name.
    pub module: &'a str,
    /// The service, by name or by shape id. `None` if the model has only one.
    pub service: Option<&'a str>,
    /// The operations to generate.
    pub operations: Selection<'a>,
    /// The command that generates it, for the first line of each file.
    pub command: &'a str,
    /// The model's name in that line. It should be the same on every machine, so that it is not an absolute path.
    pub label: &'a str,
}

/// A generated service.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Its files below the package's `src`, each with its text: `<module>/..`.
    pub files: BTreeMap<String, String>,
    /// Its public API, for the package's `api.txt`.
    pub api: Vec<api::ApiItem>,
    /// The title of its module, for the package's `lib.rs`.
    pub title: String,
    /// The summary of the generated service.
    pub summary: Summary,
    /// The id of the trait of its protocol; empty if it has none.
    pub protocol: String,
    /// The feature that the runtime needs for its protocol, if it needs one.
    pub runtime_feature: Option<&'static str>,
    /// The `recursion_limit` that the package needs for its types, if the compiler's own is not enough.
    pub recursion_limit: Option<usize>,
    /// True if the service uses the package's table of partitions. The package has the table only if a service uses it.
    pub partitions: bool,
    /// The selected operations that are not generated.
    pub refused: Vec<Refused>,
    /// The warnings.
    pub warnings: Vec<Located>,
}

/// A summary of a generated service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The operations that are generated.
    pub operations: usize,
    /// The selected operations that are not generated, because they need an unsupported feature.
    pub refused: usize,
    /// The shapes that the selected operations reach.
    pub shapes: usize,
    /// The lines of all files.
    pub lines: usize,
    /// The operations that are generated, by the rule on which the client retries them.
    pub retries: RetryTally,
    /// The agreement of the rules on names and methods with the traits of the model, over all its operations.
    pub agreement: Agreement,
}

/// The error of a failed generation: all diagnostics, not only the first. `Display` draws each of them, without
/// colours.
#[derive(Clone, Debug)]
pub struct Failed(pub Vec<Located>);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for located in &self.0 {
            writeln!(f, "{located}\n")?;
        }
        let errors = self.0.iter().filter(|it| it.diagnostic.severity == Severity::Error).count();
        write!(f, "nothing was generated: {errors} error{}", if errors == 1 { "" } else { "s" })
    }
}

impl std::error::Error for Failed {}

/// Generates a service's module.
///
/// # Errors
/// All problems of the input, each with its place.
pub fn generate(inputs: &Inputs<'_>, options: &Options<'_>) -> Result<Generated, Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let generated = stages(inputs, options, &mut sources, &mut diagnostics);
    let failed = diagnostics.has_errors();
    let located = diagnostics.locate(&sources);
    match generated {
        Some(mut generated) if !failed => {
            generated.warnings = located;
            Ok(generated)
        }
        _ => Err(Failed(located)),
    }
}

/// Converts a model of either format to Smithy 2.0 JSON AST, with its pagination, waiters, examples and endpoint rules.
/// The overlay is not applied: it applies to the result as to the original model.
///
/// # Errors
/// All problems of the input, each with its place.
pub fn convert(inputs: &Inputs<'_>, service: Option<&str>) -> Result<String, Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let model = read(inputs, service, &mut sources, &mut diagnostics);
    if let Some((model, _)) = &model {
        model::check(model, &mut diagnostics);
    }
    match model {
        Some((model, _)) if !diagnostics.has_errors() => Ok(convert::smithy(&model)),
        _ => Err(Failed(diagnostics.locate(&sources))),
    }
}

/// The pipeline. It stops at a stage that has no result.
fn stages<'a>(
    inputs: &Inputs<'a>,
    options: &Options<'_>,
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    if let Some(help) = refused_module(options.module) {
        let message = format!("`{}` cannot be the name of a module", options.module);
        diagnostics.push(Diagnostic::new(Severity::Error, Code::InvalidModuleName, Place::Run, message).help(help));
        return None;
    }
    if !is_crate_name(options.package) {
        let message = format!("`{}` cannot be the name of a crate in Rust", options.package);
        let help = "begin with a letter, and use letters, digits and `_`; in a `Cargo.toml`, `lib.name` may be another than the package's";
        diagnostics.push(Diagnostic::new(Severity::Error, Code::InvalidPackageName, Place::Run, message).help(help));
        return None;
    }
    let Corrected { model, agreement, table } = corrected(inputs, options.service, sources, diagnostics)?;
    let chosen = select::select(&model, &options.operations, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    // Warnings about shapes that no selected operation reaches are dropped, because nothing is generated for them.
    // Warnings about the overlay stay.
    let unreached = model.shapes.iter().filter(|shape| !chosen.closure.contains(&shape.id));
    let unreached: BTreeSet<&str> = unreached.map(|shape| shape.id.as_str()).collect();
    diagnostics.retain_warnings(Code::DuplicateWireName, |id| !unreached.contains(id));
    let shapes = model.shapes.iter().filter(|shape| chosen.closure.contains(&shape.id)).count();
    let retries = RetryTally::of(&model, chosen.operations.iter().copied());
    let (count, refused) = (chosen.operations.len(), chosen.refused);
    let path = ModulePath::new(options.module, options.package.is_empty());
    let lower = rust::lower::Lower::new(&model, path, chosen.operations, chosen.closure, table.as_deref());
    let module = lower.module(diagnostics);
    let header = header(options.command, options.label);
    let place = Surroundings { package: options.package, module: options.module };
    let mut files = BTreeMap::new();
    for (file, text) in module.files.iter().zip(printing::texts(&module.files, place, &header, diagnostics)) {
        files.insert(format!("{}/{}", options.module, file.path), text);
    }
    let lines = files.values().map(|text| text.lines().count()).sum();
    let asks = |item: &Item| matches!(item, Item::Endpoint(endpoint) if endpoint.asks_for_partitions());
    let partitions = module.files.iter().flat_map(|file| &file.items).any(asks);
    let title = format!("{} ({}).", model.service.sdk_id, model.service.version);
    Some(Generated {
        files,
        api: api::items(&module, options.module),
        title,
        summary: Summary { operations: count, refused: refused.len(), shapes, lines, retries, agreement },
        protocol: model.service.protocol.id(),
        recursion_limit: model::recursion_limit(model::depth(&model)),
        runtime_feature: model.service.protocol.runtime_feature(),
        partitions,
        refused,
        warnings: Vec::new(),
    })
}

/// A model that was read, corrected and checked.
struct Corrected {
    model: Model,
    /// The agreement of the rules on names and methods with the model's traits, without the overlay.
    agreement: Agreement,
    /// The partitions.
    table: Option<Vec<partitions::Partition>>,
}

/// Reads the model, restores retained items, applies the overlay, checks the result, and adds the facts of
/// `customizations.rs`.
fn corrected<'a>(
    inputs: &Inputs<'a>,
    service: Option<&str>,
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Corrected> {
    let (mut model, table) = read(inputs, service, sources, diagnostics)?;
    let agreement = Agreement::of(&model);
    restore(inputs, &mut model, sources, diagnostics);
    if let Some((source, value)) = inputs.overlay.and_then(|overlay| json(overlay, sources, diagnostics)) {
        let overlay = frontend::overlay(source, &value, diagnostics);
        overlay::apply(overlay, source, &mut model, diagnostics);
    }
    model::check(&model, diagnostics);
    if !diagnostics.has_errors() {
        retained::check_names(&model, diagnostics);
        retained::check_page_items(&model, diagnostics);
    }
    customizations::apply(&mut model);
    model::note_documents(&mut model);
    Some(Corrected { model, agreement, table })
}

/// Reads the model and restores retained items, without corrections.
fn restored<'a>(
    inputs: &Inputs<'a>,
    service: Option<&str>,
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Model> {
    let (mut model, _) = read(inputs, service, sources, diagnostics)?;
    restore(inputs, &mut model, sources, diagnostics);
    Some(model)
}

fn restore<'a>(inputs: &Inputs<'a>, model: &mut Model, sources: &mut Sources<'a>, diagnostics: &mut Diagnostics) {
    if let Some((source, value)) = inputs.retained.and_then(|it| json(it, sources, diagnostics)) {
        let retained = frontend::retained(source, &value, model, diagnostics);
        retained::apply(retained, model, diagnostics);
    }
}

/// Returns whether a name can be the first segment of a path. An empty name, which means that there is no package, is
/// accepted, too.
fn is_crate_name(name: &str) -> bool {
    let is_reserved = matches!(name, "_" | "crate" | "self" | "super" | "Self");
    name.is_empty() || !is_reserved && frontend::names::is_identifier(name)
}

/// Returns whether a package has an item or a file of its own with the name of this module.
#[must_use]
pub fn is_reserved_module(name: &str) -> bool {
    matches!(name, "codegen_runtime" | "lib" | "partitions" | "runtime")
}

/// Returns the help for the name of a module that is not valid, or that the package uses otherwise. `None` if the name
/// can be used.
fn refused_module(name: &str) -> Option<&'static str> {
    match name {
        _ if is_reserved_module(name) => Some("the package uses this name itself: give the service another name"),
        _ if rust::names::module_name(name) == name => None,
        _ => Some("use lower-case letters, digits and `_`, and no keyword"),
    }
}

/// Reads the model and its further files.
fn read<'a>(
    inputs: &Inputs<'a>,
    service: Option<&str>,
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Option<Vec<partitions::Partition>>)> {
    let files: Vec<_> = inputs.models.iter().map(|&it| json(it, sources, diagnostics)).collect();
    let files: Vec<_> = files.into_iter().collect::<Option<_>>()?;
    let mut model = frontend::model(&files, service, inputs.protocol, diagnostics)?;
    if let Some((source, value)) = inputs.paginators.and_then(|it| json(it, sources, diagnostics)) {
        frontend::paginators(source, &value, &mut model, diagnostics);
    }
    if let Some((source, value)) = inputs.waiters.and_then(|it| json(it, sources, diagnostics)) {
        frontend::waiters(source, &value, &mut model, diagnostics);
    }
    if let Some((source, value)) = inputs.examples.and_then(|it| json(it, sources, diagnostics)) {
        frontend::examples(source, &value, &mut model, diagnostics);
    }
    // Without a supported protocol there are no operations, so that no endpoint is needed.
    let endpoint_rules = inputs.endpoint_rules.filter(|_| model.service.protocol.is_supported());
    if let Some((source, value)) = endpoint_rules.and_then(|it| json(it, sources, diagnostics)) {
        model.service.endpoint_rules = Some(frontend::endpoint_rules(source, &value, diagnostics));
    }
    let partitions = inputs.partitions.and_then(|it| json(it, sources, diagnostics));
    let partitions = partitions.map(|(source, value)| frontend::partitions(source, &value, diagnostics));
    Some((model, partitions))
}

fn json<'a>(
    source: Source<'a>,
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(diagnostic::SourceId, serde_json::Value)> {
    sources.read(source).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()
}

fn header(command: &str, model: &str) -> String {
    let plain = |text: &str| text.chars().filter(|&c| !rust::docs::is_hidden(c)).collect::<String>();
    format!("Generated by `{}` from {}. Do not edit.", plain(command), plain(model))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_has_a_name_in_snake_case_that_nothing_else_has() {
        for name in ["devicefarm", "s3", "a_b", "_1"] {
            assert_eq!(refused_module(name), None, "{name}");
        }
        for name in ["codegen_runtime", "lib", "partitions", "runtime"] {
            assert!(refused_module(name).is_some_and(|help| help.contains("give the service another name")), "{name}");
        }
        for name in ["", "S3", "a-b", "1a", "type", "é"] {
            assert!(refused_module(name).is_some_and(|help| help.contains("lower-case letters")), "{name}");
        }
    }
}
