//! Writes a model as Smithy 2.0 JSON AST. Reading the result returns the same model, whatever format it was read from,
//! except for shapes that no operation reaches.
//!
//! The service comes first, then the operations and the shapes, each in the model's order. A shape with the name of an
//! operation is not possible in Smithy. It is written under another id, and the service's `rename` restores its name.

mod documentation;
mod ids;
mod retained;
mod shapes;
#[cfg(test)]
mod tests;
mod waiter;

use serde_json::{Map, Value, json};

use crate::model::{
    self, Auth, ClientParam, Closure, Example, Model, Operation, ParameterKind, ParameterValue, Protocol, Service,
    ShapeId, member_path,
};
use ids::Ids;
pub(crate) use retained::retained;
use shapes::Traits;

/// Returns the text of the AST.
pub(crate) fn smithy(model: &Model) -> String {
    let ids = Ids::of(model);
    // A shape that no operation reaches is not part of a service in Smithy, and has no type in Rust.
    let reached = Closure::of(model, &model.operations.iter().collect::<Vec<_>>());
    let mut all = Map::new();
    all.insert(model.service.id.to_string(), service(model, ids.renamed(&reached)));
    for operation in &model.operations {
        all.insert(operation.id.to_string(), self::operation(operation, &ids));
    }
    for shape in model.shapes.iter().filter(|it| reached.contains(&it.id) && it.id.namespace() != "smithy.api") {
        all.insert(ids.written(&shape.id), shapes::shape(shape, &ids));
    }
    // Formatting a `Value` cannot fail: its keys are strings.
    let mut text = serde_json::to_string_pretty(&json!({ "smithy": "2.0", "shapes": all })).unwrap_or_default();
    text.push('\n');
    text
}

fn service(model: &Model, renamed: Map<String, Value>) -> Value {
    let Service { target_prefix, version, sdk_id, signing_name, traits, client_params, endpoint_rules, .. } =
        &model.service;
    let mut written = Traits::of(traits);
    written.put("aws.api#service", json!({ "sdkId": sdk_id }));
    written.put("aws.auth#sigv4", json!({ "name": signing_name }));
    for protocol in model.service.protocols().filter(|protocol| **protocol != Protocol::None) {
        let settings = match protocol {
            Protocol::RestXml { no_error_wrapping: true } => json!({ "noErrorWrapping": true }),
            _ => json!({}),
        };
        written.put(&protocol.id(), settings);
    }
    if model.service.protocols().any(Protocol::was_query) {
        written.flag("aws.protocols#awsQueryCompatible");
    }
    let client_params: Map<_, _> = client_params.iter().map(client_param).collect();
    if !client_params.is_empty() {
        written.put("smithy.rules#clientContextParams", Value::from(client_params));
    }
    if let Some(prefix) = target_prefix {
        written.put(model::TARGET_PREFIX, Value::from(prefix.as_str()));
    }
    if let Some(rules) = endpoint_rules {
        written.put("smithy.rules#endpointRuleSet", value(&rules.source));
    }
    let operations: Vec<Value> = model.operations.iter().map(|it| json!({ "target": it.id.to_string() })).collect();
    let mut service = Map::from_iter([("type".to_owned(), Value::from("service"))]);
    service.insert("version".into(), Value::from(version.as_str()));
    service.insert("operations".into(), Value::from(operations));
    if !renamed.is_empty() {
        service.insert("rename".into(), Value::from(renamed));
    }
    service.insert("traits".into(), written.into_value());
    Value::from(service)
}

fn operation(operation: &Operation, ids: &Ids) -> Value {
    let mut traits = Traits::of(&operation.traits);
    if operation.readonly {
        traits.flag("smithy.api#readonly");
    }
    if operation.idempotent {
        traits.flag("smithy.api#idempotent");
    }
    if let Some(http) = &operation.http {
        let uri = http.uri.to_string();
        traits.put("smithy.api#http", json!({ "method": http.method, "uri": uri, "code": http.code }));
    }
    if let Some(prefix) = &operation.host_prefix {
        traits.put("smithy.api#endpoint", json!({ "hostPrefix": prefix }));
    }
    if let Some(pages) = &operation.paginated {
        let (id, pages) = paginated(pages);
        traits.put(id, pages);
    }
    if !operation.waiters.is_empty() {
        let waiters = operation.waiters.iter().map(|it| (it.name.clone(), waiter::waiter(it)));
        traits.put("smithy.waiters#waitable", Value::from(waiters.collect::<Map<_, _>>()));
    }
    if !operation.examples.is_empty() {
        traits.put("smithy.api#examples", operation.examples.iter().map(example).collect());
    }
    authentication(&operation.auth, &mut traits);
    context(&operation.context, &mut traits);
    if operation.compressed {
        traits.put("smithy.api#requestCompression", json!({ "encodings": ["gzip"] }));
    }
    if operation.checksum.is_some() {
        traits.flag("smithy.api#httpChecksumRequired");
    }
    let unit = || json!({ "target": "smithy.api#Unit" });
    let end = |id: &Option<ShapeId>| id.as_ref().map_or_else(unit, |id| ids.target(id));
    let mut written = Map::from_iter([("type".to_owned(), Value::from("operation"))]);
    written.insert("input".into(), end(&operation.input));
    written.insert("output".into(), end(&operation.output));
    if !operation.errors.is_empty() {
        written.insert("errors".into(), operation.errors.iter().map(|id| ids.target(id)).collect());
    }
    if !traits.is_empty() {
        written.insert("traits".into(), traits.into_value());
    }
    Value::from(written)
}

/// Returns the pagination as Smithy's trait if possible, that is, with one token and one list at paths of members,
/// otherwise as `codegen.model#paginated`.
fn paginated(pages: &model::Pagination) -> (&'static str, Value) {
    let model::Pagination { input_token, output_token, items, page_size, more_results, ends_with_same_token, .. } =
        pages;
    let is_path = |path: &String| member_path::names(path).is_some();
    let plain = match (input_token.as_slice(), output_token.as_slice(), items.as_slice()) {
        ([input], [output], [] | [_])
            if items.iter().chain([input, output]).all(is_path) && more_results.is_none() && !ends_with_same_token =>
        {
            Some((input, output))
        }
        _ => None,
    };
    let size = page_size.iter().map(|size| ("pageSize", Value::from(size.as_str())));
    let Some((input, output)) = plain else {
        let lists = [("inputToken", json!(input_token)), ("outputToken", json!(output_token)), ("items", json!(items))];
        let more = more_results.iter().map(|path| ("moreResults", Value::from(path.as_str())));
        let same = ends_with_same_token.then_some(("endsWithSameToken", Value::from(true)));
        return (model::PAGES, object(lists.into_iter().chain(size).chain(more).chain(same)));
    };
    let tokens = [("inputToken", Value::from(input.as_str())), ("outputToken", Value::from(output.as_str()))];
    let items = items.iter().map(|items| ("items", Value::from(items.as_str())));
    ("smithy.api#paginated", object(tokens.into_iter().chain(items).chain(size)))
}

fn object(entries: impl Iterator<Item = (&'static str, Value)>) -> Value {
    Value::from(entries.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn authentication(auth: &Auth, traits: &mut Traits) {
    match auth {
        Auth::SigV4 => {}
        Auth::SigV4UnsignedPayload => traits.flag("aws.auth#unsignedPayload"),
        Auth::None => traits.put("smithy.api#auth", json!([])),
        Auth::Other(schemes) => traits.put("smithy.api#auth", json!(schemes)),
    }
}

fn context(context: &model::Context, traits: &mut Traits) {
    let fixed = context.fixed.iter().map(|it| (it.name.clone(), json!({ "value": parameter(&it.value) })));
    let fixed: Map<_, _> = fixed.collect();
    if !fixed.is_empty() {
        traits.put("smithy.rules#staticContextParams", Value::from(fixed));
    }
    let paths = context.paths.iter().map(|it| (it.name.clone(), json!({ "path": model::path_text(&it.path) })));
    let paths: Map<_, _> = paths.collect();
    if !paths.is_empty() {
        traits.put("smithy.rules#operationContextParams", Value::from(paths));
    }
}

fn parameter(value: &ParameterValue) -> Value {
    match value {
        ParameterValue::Text(text) => json!(text),
        ParameterValue::Flag(flag) => json!(flag),
        ParameterValue::Texts(texts) => json!(texts),
    }
}

fn client_param(it: &ClientParam) -> (String, Value) {
    let kind = match it.kind {
        ParameterKind::Text => "string",
        ParameterKind::Flag => "boolean",
        ParameterKind::Texts => "stringArray",
    };
    (it.name.clone(), json!({ "type": kind }))
}

fn example(example: &Example) -> Value {
    json!({ "title": example.title, "input": value(&example.input) })
}

/// Converts a value of the model to JSON.
fn value(from: &model::Value) -> Value {
    match from {
        model::Value::Null => Value::Null,
        model::Value::Boolean(it) => Value::from(*it),
        model::Value::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        model::Value::String(text) => Value::from(text.as_str()),
        model::Value::List(values) => values.iter().map(value).collect(),
        model::Value::Object(entries) => {
            Value::from(entries.iter().map(|(key, it)| (key.clone(), value(it))).collect::<Map<_, _>>())
        }
    }
}
