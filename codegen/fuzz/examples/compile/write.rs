//! A model in botocore's format and in Smithy's.

use serde_json::{Map, Value, json};

use super::model::{Kind, Member, Model, Operation, PROTOCOLS, Shape};

const NAMESPACE: &str = "com.example";

fn object(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::Object(entries.into_iter().collect::<Map<_, _>>())
}

/// botocore's `service-2.json`.
pub fn botocore(model: &Model) -> String {
    let (protocol, _, is_rest) = PROTOCOLS[model.protocol];
    let operations = model.operations.iter().enumerate().map(|(number, operation)| {
        let mut written = json!({ "name": operation.name });
        if is_rest {
            written["http"] = json!({ "method": "POST", "requestUri": format!("/{number}") });
        }
        for (key, end) in [("input", operation.input), ("output", operation.output)] {
            if let Some(at) = end {
                written[key] = json!({ "shape": model.shapes[at].name });
            }
        }
        let errors: Vec<Value> = operation.errors.iter().map(|&at| json!({ "shape": model.shapes[at].name })).collect();
        written["errors"] = errors.into();
        (operation.name.clone(), written)
    });
    let shapes = model.shapes.iter().map(|shape| (shape.name.clone(), botocore_shape(model, shape)));
    let written = json!({
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "random", "protocol": protocol, "protocols": [protocol],
            "jsonVersion": "1.1", "serviceId": "Random", "targetPrefix": "Random",
        },
        "operations": object(operations),
        "shapes": object(shapes),
    });
    format!("{written:#}")
}

fn botocore_shape(model: &Model, shape: &Shape) -> Value {
    let kind = match shape.kind {
        Kind::String | Kind::Enum => "string",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Long => "long",
        Kind::Float => "float",
        Kind::Double => "double",
        Kind::Blob => "blob",
        Kind::Timestamp => "timestamp",
        Kind::List => "list",
        Kind::Map => "map",
        Kind::Structure | Kind::Union | Kind::Error => "structure",
    };
    let mut written = json!({ "type": kind });
    let target = |member: &Member| json!({ "shape": model.shapes[member.target].name });
    match shape.kind {
        Kind::Enum => written["enum"] = shape.members.iter().map(|member| member.name.as_str()).collect(),
        Kind::List => written["member"] = target(&shape.members[0]),
        Kind::Map => {
            written["key"] = target(&shape.members[0]);
            written["value"] = target(&shape.members[1]);
        }
        Kind::Structure | Kind::Union | Kind::Error => {
            let member = |member: &Member| {
                let mut written = target(member);
                if is_token(model, shape, member) {
                    written["idempotencyToken"] = true.into();
                }
                if member.is_deprecated {
                    written["deprecated"] = true.into();
                }
                if member.has_docs {
                    written["documentation"] = "<p>A <code>member</code>.</p>".into();
                }
                (member.name.clone(), written)
            };
            written["members"] = object(shape.members.iter().map(member));
            let required = shape.members.iter().filter(|it| it.is_required && shape.kind != Kind::Union);
            written["required"] = required.map(|it| it.name.as_str()).collect();
        }
        _ => {}
    }
    match shape.kind {
        Kind::Union => written["union"] = true.into(),
        Kind::Error => written["exception"] = true.into(),
        _ => {}
    }
    if shape.is_deprecated {
        written["deprecated"] = true.into();
    }
    if shape.is_sensitive {
        written["sensitive"] = true.into();
    }
    written
}

/// Smithy's JSON AST, with pages and waiters.
pub fn smithy(model: &Model) -> String {
    let (_, protocol, is_rest) = PROTOCOLS[model.protocol];
    let id = |name: &str| format!("{NAMESPACE}#{name}");
    let targets: Vec<Value> = model.operations.iter().map(|it| json!({ "target": id(&it.name) })).collect();
    let namespace = json!({ "uri": "https://example.com/" });
    // No name that a shape has.
    let mut shapes = Map::from_iter([(
        id("RandomService20200101"),
        json!({
            "type": "service", "version": "2020-01-01", "operations": targets,
            "traits": {
                "aws.api#service": { "sdkId": "Random", "endpointPrefix": "random" }, protocol: {},
                "smithy.api#xmlNamespace": namespace, "aws.auth#sigv4": { "name": "random" },
            },
        }),
    )]);
    for shape in &model.shapes {
        shapes.insert(id(&shape.name), smithy_shape(model, shape));
    }
    for (number, operation) in model.operations.iter().enumerate() {
        shapes.insert(id(&operation.name), smithy_operation(model, operation, is_rest.then_some(number)));
    }
    format!("{:#}", json!({ "smithy": "2.0", "shapes": shapes }))
}

fn smithy_operation(model: &Model, operation: &Operation, route: Option<usize>) -> Value {
    let target = |at: usize| json!({ "target": format!("{NAMESPACE}#{}", model.shapes[at].name) });
    let mut traits = Map::new();
    if let Some(number) = route {
        traits.insert("smithy.api#http".into(), json!({ "method": "POST", "uri": format!("/{number}") }));
    }
    if let Some((input, output, items)) = &operation.pages {
        traits.insert(
            "smithy.api#paginated".into(),
            json!({ "inputToken": input, "outputToken": output, "items": items }),
        );
    }
    if let Some((name, member)) = &operation.waiter {
        let matcher = match member {
            Some(path) => json!({ "output": { "path": path, "expected": "x", "comparator": "stringEquals" } }),
            None => json!({ "success": true }),
        };
        let name: String = name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
        let name = name.replace('_', "");
        traits.insert(
            "smithy.waiters#waitable".into(),
            json!({ name: { "acceptors": [{ "state": "success", "matcher": matcher }] } }),
        );
    }
    let mut written = json!({ "type": "operation", "traits": traits });
    for (key, end) in [("input", operation.input), ("output", operation.output)] {
        if let Some(at) = end {
            written[key] = target(at);
        }
    }
    written["errors"] = operation.errors.iter().map(|&at| target(at)).collect();
    written
}

fn smithy_shape(model: &Model, shape: &Shape) -> Value {
    let kind = match shape.kind {
        Kind::String => "string",
        // Both kinds of enums: botocore has only one.
        Kind::Enum if shape.members.len() % 3 == 0 => "intEnum",
        Kind::Enum => "enum",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Long => "long",
        Kind::Float => "float",
        Kind::Double => "double",
        Kind::Blob => "blob",
        Kind::Timestamp => "timestamp",
        Kind::List => "list",
        Kind::Map => "map",
        Kind::Union => "union",
        Kind::Structure | Kind::Error => "structure",
    };
    let mut written = json!({ "type": kind, "traits": traits(shape) });
    let target = |member: &Member| json!({ "target": format!("{NAMESPACE}#{}", model.shapes[member.target].name) });
    match shape.kind {
        Kind::Enum => {
            let members = shape.members.iter().enumerate().map(|(number, member)| {
                let value = if kind == "intEnum" { json!(number) } else { json!(member.name) };
                (
                    format!("M{number}"),
                    json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } }),
                )
            });
            written["members"] = object(members);
        }
        Kind::List => written["member"] = target(&shape.members[0]),
        Kind::Map => {
            written["key"] = target(&shape.members[0]);
            written["value"] = target(&shape.members[1]);
        }
        Kind::Structure | Kind::Union | Kind::Error => {
            let members = shape.members.iter().map(|member| {
                let mut written = target(member);
                written["traits"] = member_traits(model, shape, member);
                (member.name.clone(), written)
            });
            written["members"] = object(members);
        }
        _ => {}
    }
    written
}

fn traits(shape: &Shape) -> Value {
    let mut traits = Map::new();
    if shape.kind == Kind::Error {
        traits.insert("smithy.api#error".into(), "client".into());
    }
    if shape.is_deprecated {
        traits.insert("smithy.api#deprecated".into(), json!({ "message": "gone", "since": "2020-01-01" }));
    }
    if shape.is_sensitive {
        traits.insert("smithy.api#sensitive".into(), json!({}));
    }
    traits.into()
}

fn member_traits(model: &Model, shape: &Shape, member: &Member) -> Value {
    let mut traits = Map::new();
    if member.is_required && shape.kind != Kind::Union {
        traits.insert("smithy.api#required".into(), json!({}));
    }
    if is_token(model, shape, member) {
        traits.insert("smithy.api#idempotencyToken".into(), json!({}));
    }
    if member.is_deprecated {
        traits.insert("smithy.api#deprecated".into(), json!({}));
    }
    if member.has_docs {
        traits.insert("smithy.api#documentation".into(), "A `member`.".into());
    }
    traits.into()
}

fn is_token(model: &Model, shape: &Shape, member: &Member) -> bool {
    let is_first = || shape.members.iter().find(|it| it.is_token).is_some_and(|it| it.name == member.name);
    member.is_token && shape.kind == Kind::Structure && model.shapes[member.target].kind == Kind::String && is_first()
}
