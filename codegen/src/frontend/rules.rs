//! Endpoint rules, which have one format everywhere: `endpoint-rule-set-1.json` and Smithy's trait.

use serde_json::Value;

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::rules::{Call, Condition, Expression, Outcome, Parameter, Part, Rule, RuleSet, UNSUPPORTED};

pub(super) fn read(root: &Node<'_>) -> RuleSet {
    let parameters = root.need("parameters");
    let all = root.need("rules");
    RuleSet {
        parameters: parameters
            .iter()
            .flat_map(Node::entries)
            .map(|(name, node)| Parameter {
                name: name.to_owned(),
                built_in: node.text_at("builtIn"),
                origin: node.origin(),
            })
            .collect(),
        rules: all.iter().flat_map(rules).collect(),
        source: root.as_value(),
    }
}

fn rules(node: &Node<'_>) -> Vec<Rule> {
    node.elements().filter_map(|node| rule(&node)).collect()
}

fn rule(node: &Node<'_>) -> Option<Rule> {
    let conditions = node.get("conditions");
    let conditions = conditions
        .iter()
        .flat_map(Node::elements)
        .filter_map(|node| Some(Condition { call: call(&node)?, assign: node.text_at("assign") }));
    let conditions = conditions.collect();
    let kind = node.need("type")?;
    let then = match kind.text()? {
        "endpoint" => {
            let endpoint = node.need("endpoint")?;
            unsupported(&endpoint);
            let url = endpoint.need("url")?;
            Outcome::Endpoint(expression(&url)?)
        }
        "error" => Outcome::Error,
        "tree" => Outcome::Rules(rules(&node.need("rules")?)),
        other => {
            kind.error_with_help(
                Code::UnknownRuleType,
                format!("there is no rule type `{other}`"),
                "use `endpoint`, `error` or `tree`",
            );
            return None;
        }
    };
    Some(Rule { conditions, then, origin: node.origin() })
}

/// Properties and headers of an endpoint change what is sent, so that passing over them would be a lie.
fn unsupported(endpoint: &Node<'_>) {
    for key in ["properties", "headers"] {
        if let Some(node) = endpoint.get(key).filter(|node| node.value().as_object().is_some_and(|map| !map.is_empty()))
        {
            node.error_with_help(
                Code::UnsupportedRule,
                format!("an endpoint's `{key}` are not supported"),
                UNSUPPORTED,
            );
        }
    }
}

fn call(node: &Node<'_>) -> Option<Call> {
    let function = node.need("fn");
    let arguments = node.need("argv");
    Some(Call {
        function: function?.text()?.to_owned(),
        arguments: arguments?.elements().filter_map(|node| expression(&node)).collect(),
        origin: node.origin(),
    })
}

fn expression(node: &Node<'_>) -> Option<Expression> {
    match node.value() {
        Value::Bool(value) => Some(Expression::Boolean(*value)),
        Value::String(text) => template(node, text).map(Expression::Template),
        Value::Object(map) if map.contains_key("ref") => node.text_at("ref").map(Expression::Reference),
        Value::Object(map) if map.contains_key("fn") => call(node).map(Expression::Call),
        _ => {
            node.error_with_help(
                Code::InvalidRuleValue,
                "this is no value of a rule",
                "use a string, a boolean, `{\"ref\": ..}` or `{\"fn\": ..}`",
            );
            None
        }
    }
}

/// `{Name}` and `{Name#attribute}` are holes; `{{` and `}}` are braces.
fn template(node: &Node<'_>, text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = after;
            continue;
        }
        let Some((hole, after)) = rest.split_once('}').filter(|_| brace == "{") else {
            node.error(Code::InvalidRuleValue, "a brace of this template has no partner");
            return None;
        };
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        let (name, attribute) = hole.split_once('#').map_or((hole, None), |(name, attr)| (name, Some(attr.to_owned())));
        parts.push(Part::Hole(name.to_owned(), attribute));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Some(parts)
}
