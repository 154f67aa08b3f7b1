//! Reads endpoint rulesets. The format is the same in `endpoint-rule-set-1.json` and in Smithy's trait.

use serde_json::Value;

use super::context;
use super::json::Node;
use crate::diagnostic::Code;
use crate::model::rules::{
    AuthScheme, Call, Condition, Expression, Outcome, Parameter, Part, Rule, RuleSet, UNSUPPORTED,
};

pub(super) fn read(root: &Node<'_>) -> RuleSet {
    let parameters = root.need("parameters");
    let all = root.need("rules");
    RuleSet {
        parameters: parameters
            .iter()
            .flat_map(Node::entries)
            .filter_map(|(name, node)| parameter(name, &node))
            .collect(),
        rules: all.iter().flat_map(|node| rules(node, 0)).collect(),
        source: root.as_value(),
    }
}

fn parameter(name: &str, node: &Node<'_>) -> Option<Parameter> {
    let kind = context::kind(&node.need("type")?)?;
    let default = node.get("default").and_then(|node| {
        let value = context::value(&node)?;
        if value.kind() == kind {
            return Some(value);
        }
        node.error(
            Code::InvalidRuleValue,
            format!("the default is {}, and the parameter is {}", value.kind().name(), kind.name()),
        );
        None
    });
    Some(Parameter {
        name: name.to_owned(),
        built_in: node.text_at("builtIn"),
        kind,
        required: node.flag("required"),
        default,
        origin: node.origin(),
    })
}

/// The maximum number of conditions of a rule and the rules around it, which become nested `if`s. Published rules have
/// up to 20.
const MOST_CONDITIONS: usize = 100;

/// Reads rules. `around` is the number of conditions of the rules around them.
fn rules(node: &Node<'_>, around: usize) -> Vec<Rule> {
    node.elements().filter_map(|node| rule(&node, around)).collect()
}

fn rule(node: &Node<'_>, around: usize) -> Option<Rule> {
    let conditions = node.get("conditions");
    let conditions = conditions
        .iter()
        .flat_map(Node::elements)
        .filter_map(|node| Some(Condition { call: call(&node)?, assign: node.text_at("assign") }));
    let conditions: Vec<Condition> = conditions.collect();
    let count = around + conditions.len();
    if count > MOST_CONDITIONS {
        let message = format!("this rule has {count} conditions, with those of the rules around it");
        node.error_with_help(Code::UnsupportedRule, message, format!("use {MOST_CONDITIONS} at the most"));
        return None;
    }
    let kind = node.need("type")?;
    let then = match kind.text()? {
        "endpoint" => {
            let endpoint = node.need("endpoint")?;
            let headers = headers(&endpoint);
            let (auth_schemes, backend) = properties(&endpoint);
            let url = endpoint.need("url")?;
            Outcome::Endpoint { url: expression(&url)?, auth_schemes, headers, backend }
        }
        "error" => Outcome::Error,
        "tree" => Outcome::Rules(rules(&node.need("rules")?, count)),
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

/// Reads the headers of requests to an endpoint. An invalid header name is an error.
fn headers(endpoint: &Node<'_>) -> Vec<(String, Vec<Expression>)> {
    let mut headers = Vec::new();
    let all = endpoint.get("headers");
    for (name, values) in all.iter().flat_map(Node::entries) {
        if !is_token(name) {
            values.at_key().error_with_help(
                Code::InvalidRuleValue,
                format!("`{}` is not a valid header name", name.escape_debug()),
                "use ASCII letters, digits and `-`",
            );
            continue;
        }
        headers.push((name.to_owned(), values.elements().filter_map(|value| expression(&value)).collect()));
    }
    headers
}

fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Reads an endpoint's auth schemes and backend. Other properties may change requests, so that they are errors.
fn properties(endpoint: &Node<'_>) -> (Vec<AuthScheme>, Option<Expression>) {
    let (mut schemes, mut backend) = (Vec::new(), None);
    let properties = endpoint.get("properties");
    for (key, node) in properties.iter().flat_map(Node::entries) {
        match key {
            "authSchemes" => schemes.extend(node.elements().filter_map(|node| auth_scheme(&node))),
            "backend" => backend = expression(&node),
            // It only records for AWS's metrics which rule was used.
            "metricValues" => {}
            _ => node.error_with_help(
                Code::UnsupportedRule,
                format!("the endpoint's property `{key}` is not supported"),
                UNSUPPORTED,
            ),
        }
    }
    (schemes, backend)
}

fn auth_scheme(node: &Node<'_>) -> Option<AuthScheme> {
    let name = node.text_at("name").or_else(|| node.need("name").and(None))?;
    for (key, node) in node.entries().filter(|_| name == "sigv4") {
        if !matches!(key, "name" | "signingRegion" | "signingName" | "disableDoubleEncoding") {
            node.error_with_help(
                Code::UnsupportedRule,
                format!("`{key}` of an auth scheme is not supported"),
                UNSUPPORTED,
            );
        }
    }
    let expression_at = |key| node.get(key).and_then(|node| expression(&node));
    Some(AuthScheme {
        signing_region: expression_at("signingRegion"),
        signing_name: expression_at("signingName"),
        signing_region_set: node
            .get("signingRegionSet")
            .iter()
            .flat_map(Node::elements)
            .filter_map(|node| expression(&node))
            .collect(),
        disable_double_encoding: node.flag("disableDoubleEncoding"),
        name,
        origin: node.origin(),
    })
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
        Value::Number(number) if number.is_u64() => {
            node.number().and_then(|it| it.try_into().ok()).map(Expression::Integer)
        }
        Value::String(text) => template(node, text).map(Expression::Template),
        Value::Object(map) if map.contains_key("ref") => node.text_at("ref").map(Expression::Reference),
        Value::Object(map) if map.contains_key("fn") => call(node).map(Expression::Call),
        _ => {
            node.error_with_help(
                Code::InvalidRuleValue,
                "this is not a valid value in a rule",
                "use a string, a boolean, a whole number, `{\"ref\": ..}` or `{\"fn\": ..}`",
            );
            None
        }
    }
}

/// Parses a template. `{Name}` and `{Name#attribute}` are references; `{{` and `}}` are literal braces.
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
            node.error(Code::InvalidRuleValue, "a brace of this template is not matched");
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
