//! A model that is written and read back is the same model, and is written the same again: of every fixture, and of
//! published models where they are at hand.

mod files;
mod protocols;
mod special;

use crate::Inputs;
use crate::diagnostic::Diagnostics;
use crate::model::{Closure, Documentation, Kind, Markup, Model, check};
use crate::rust::docs::{self, Flavour};
use crate::source::{Source, Sources};

use files::Files;

/// A model as it is read, or everything that is wrong with it.
fn read(inputs: &Inputs<'_>) -> Result<Model, String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let model = crate::read(inputs, None, &mut sources, &mut diagnostics);
    if let Some((model, _)) = &model {
        check(model, &mut diagnostics);
    }
    let is_good = !diagnostics.has_errors();
    let messages = || diagnostics.locate(&sources).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    match model {
        Some((model, _)) if is_good => Ok(model),
        _ => Err(messages()),
    }
}

fn read_text(text: &str) -> Result<Model, String> {
    let source = Source { name: "smithy.json", text: text.as_bytes() };
    read(&Inputs { models: &[source], ..Inputs::default() })
}

/// Replaces a documentation by what readers of the generated code see of it. What botocore has as HTML is CommonMark
/// after the conversion, and must say the same.
fn as_shown(documentation: Option<&mut Documentation>) {
    let Some(documentation) = documentation else { return };
    let flavour = match documentation.markup {
        Markup::CommonMark => Flavour::CommonMark,
        Markup::Html => Flavour::Html,
    };
    let text = docs::convert(&documentation.text, flavour).lines().join("\n");
    *documentation = Documentation { text, markup: Markup::CommonMark };
}

/// Replaces each documentation in a model.
fn show_documentation(model: &mut Model) {
    as_shown(model.service.traits.documentation.as_mut());
    for operation in &mut model.operations {
        as_shown(operation.traits.documentation.as_mut());
        operation.waiters.iter_mut().for_each(|waiter| as_shown(waiter.documentation.as_mut()));
    }
    for shape in model.shapes.iter_mut() {
        as_shown(shape.traits.documentation.as_mut());
        shape.kind.members_mut().for_each(|member| as_shown(member.traits.documentation.as_mut()));
        match &mut shape.kind {
            Kind::Enum(members) => members.iter_mut().for_each(|it| as_shown(it.traits.documentation.as_mut())),
            Kind::IntEnum(members) => members.iter_mut().for_each(|it| as_shown(it.traits.documentation.as_mut())),
            _ => {}
        }
    }
}

/// All that is in a model, in parts, without the places at which they stand, and with documentation as it is shown. Left
/// out is what no operation reaches, for in Smithy that is not part of a service.
fn parts(model: &Model) -> Vec<String> {
    let mut model = model.clone();
    show_documentation(&mut model);
    let model = &model;
    let Model { service, operations, shapes, .. } = model;
    let reached = Closure::of(model, &operations.iter().collect::<Vec<_>>());
    let operations = operations.iter().map(|operation| format!("{operation:?}"));
    let shapes = shapes.iter().filter(|shape| reached.contains(&shape.id)).map(|shape| format!("{shape:?}"));
    let all = [format!("{service:?}")].into_iter().chain(operations).chain(shapes);
    all.map(|part| without_origins(&part)).collect()
}

/// `Debug` text with each `Origin` cut down to its name.
fn without_origins(text: &str) -> String {
    const BEGIN: &str = "Origin { source: ";
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, origin)) = rest.split_once(BEGIN) {
        kept.push_str(before);
        kept.push_str("Origin");
        let quoted = origin.split_once("pointer: \"").map_or("", |(_, quoted)| quoted);
        let mut escaped = false;
        let end = quoted.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        rest = quoted[end.map_or(quoted.len(), |end| end + 1)..].strip_prefix(" }").unwrap_or_default();
    }
    kept + rest
}

/// Writes a model, reads that, and compares; what differs comes back.
fn round_trip(name: &str, inputs: &Inputs<'_>) -> Vec<String> {
    let model = match read(inputs) {
        Ok(model) => model,
        Err(messages) => return vec![format!("{name} cannot be read:\n{messages}")],
    };
    let text = super::smithy(&model);
    let again = match read_text(&text) {
        Ok(again) => again,
        Err(messages) => return vec![format!("{name} cannot be read back:\n{messages}")],
    };
    let (first, second) = (parts(&model), parts(&again));
    let differing = first.iter().zip(&second).filter(|(one, other)| one != other);
    let mut found: Vec<String> =
        differing.take(3).map(|(one, other)| format!("{name} was\n  {one}\nand is\n  {other}")).collect();
    if first.len() != second.len() {
        found.push(format!("{name} had {} parts and has {}", first.len(), second.len()));
    }
    if found.is_empty() && super::smithy(&again) != text {
        found.push(format!("{name} is written differently when it is written again"));
    }
    found
}

#[track_caller]
fn hold(all: impl Iterator<Item = Files>, at_least: usize) {
    let (mut count, mut found) = (0, Vec::new());
    for files in all {
        count += 1;
        // Endpoint rules that are not supported make a model unreadable, and the rest of it must be the same all the same.
        let files = if files.with(|inputs| read(inputs).is_ok()) { files } else { files.without_rules() };
        found.extend(files.with(|inputs| round_trip(&files.name, inputs)));
    }
    assert!(count >= at_least, "only {count} models were there");
    assert!(found.is_empty(), "{} of {count}:\n{}", found.len(), found.join("\n\n"));
}

#[test]
fn each_fixture_is_the_same_after_writing_and_reading() {
    hold(files::fixtures(), 17 + 14);
}

#[test]
fn the_published_models_are_the_same_after_writing_and_reading() {
    let Some(models) = files::published() else { return };
    hold(files::json(&models.join("history")), 21);
    hold(files::json(&models.join("smithy")), 12);
}

#[test]
fn the_models_of_a_botocore_are_the_same_after_writing_and_reading() {
    let Some(data) = files::botocore() else { return };
    hold(files::services(&data), 400);
}
