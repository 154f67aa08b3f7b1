//! Converts botocore's keys for HTTP to Smithy's bindings: `location`, `locationName`, `payload` and `requestUri`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Code;
use crate::frontend::json::Node;
use crate::model::{Binding, Http, Kind, Operation, Shapes};

/// Reads an operation's `http`.
pub(super) fn http(operation: &Node<'_>) -> Option<Http> {
    let node = operation.need("http")?;
    let (method, uri) = (node.need("method"), node.need("requestUri"));
    let code = node.get("responseCode").and_then(|node| node.status()).unwrap_or(200);
    let (method, uri) = (method?.method()?, uri?.uri()?);
    Some(Http { method, uri, code, origin: node.origin() })
}

/// Reads a member's HTTP binding; its `locationName` is then not a name in JSON.
pub(super) fn binding(name: &str, node: &Node<'_>) -> Option<Binding> {
    let location = node.get("location")?;
    let called = || node.text_at("locationName").unwrap_or_else(|| name.to_owned());
    Some(match location.text()? {
        "uri" => Binding::Label,
        "querystring" => Binding::Query(called()),
        "header" => Binding::Header(called()),
        "headers" => Binding::PrefixHeaders(node.text_at("locationName").unwrap_or_default()),
        "statusCode" => Binding::ResponseCode,
        other => {
            location.error_with_help(
                Code::InvalidBinding,
                format!("there is no location `{other}`"),
                "use `uri`, `querystring`, `header`, `headers` or `statusCode`",
            );
            return None;
        }
    })
}

/// Completes the bindings after all shapes are read. A map in the query becomes `httpQueryParams`. A label gets the
/// name of its member, as in Smithy; in botocore, `locationName` may give it another name. The members of labels become
/// required, which botocore does not always state.
pub(super) fn settle(labels: &Labels, operations: &mut [Operation], shapes: &mut Shapes) {
    let maps: Vec<_> =
        shapes.iter().filter(|shape| matches!(shape.kind, Kind::Map(..))).map(|s| s.id.clone()).collect();
    let maps: HashSet<_> = maps.into_iter().collect();
    for shape in shapes.iter_mut() {
        let Kind::Structure(members) = &mut shape.kind else { continue };
        for member in members {
            member.traits.required |= member.traits.http == Some(Binding::Label) || member.traits.host_label;
            if matches!(member.traits.http, Some(Binding::Query(_))) && maps.contains(&member.target) {
                member.traits.http = Some(Binding::QueryParams);
            }
        }
    }
    let mut names: HashMap<(&str, &str), &String> = HashMap::new();
    for (shape, member, called) in labels {
        // If several members have the same label, the first one counts.
        names.entry((shape, called)).or_insert(member);
    }
    for operation in operations {
        let Some(input) = &operation.input else { continue };
        let renamed = |label: &str| names.get(&(input.name(), label)).map(|&member| member.clone());
        if let Some(http) = &mut operation.http {
            http.uri.rename(renamed);
        }
        if let Some(prefix) = &mut operation.host_prefix {
            *prefix = rename_labels(prefix, renamed);
        }
    }
}

/// The members with another name in a URI or a host prefix: the name of the shape, of the member, and in the URI or
/// host prefix.
pub(super) type Labels = Vec<(String, String, String)>;

fn rename_labels(pattern: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, (label, after))) = rest.split_once('{').and_then(|(b, r)| Some((b, r.split_once('}')?))) {
        text.push_str(before);
        let label = name(label).unwrap_or_else(|| label.to_owned());
        text.extend(["{", &label, "}"]);
        rest = after;
    }
    text + rest
}
