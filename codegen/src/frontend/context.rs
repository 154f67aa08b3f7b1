//! The endpoint parameters in models, which both formats write alike.

use serde_json::Value;

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::member_path::{is_name, is_of_name, names};
use crate::model::{ClientParam, Context, ParameterKind, ParameterValue, PathParam, StaticParam, Step};

/// Reads the endpoint parameters that an operation sets: by fixed values, and by paths into its input.
pub(super) fn context(fixed: Option<&Node<'_>>, paths: Option<&Node<'_>>) -> Context {
    let fixed = fixed.into_iter().flat_map(Node::entries).filter_map(|(name, node)| {
        let value = value(&node.need("value")?)?;
        Some(StaticParam { name: name.to_owned(), value, origin: node.origin() })
    });
    let paths = paths.into_iter().flat_map(Node::entries).filter_map(|(name, node)| {
        let path = path(&node.need("path")?)?;
        Some(PathParam { name: name.to_owned(), path, origin: node.origin() })
    });
    Context { fixed: fixed.collect(), paths: paths.collect() }
}

/// Reads the name of the endpoint parameter that a member sets.
pub(super) fn member(node: &Node<'_>) -> Option<String> {
    node.need("name")?.text().map(str::to_owned)
}

/// Reads the endpoint parameters that are set when a client is created.
pub(super) fn of_client(all: Option<&Node<'_>>) -> Vec<ClientParam> {
    let read = |(name, node): (&str, Node<'_>)| {
        let kind = kind(&node.need("type")?)?;
        Some(ClientParam { name: name.to_owned(), kind, origin: node.origin() })
    };
    all.into_iter().flat_map(Node::entries).filter_map(read).collect()
}

/// Reads the type of a parameter. The names are in use with upper and with lower case.
pub(super) fn kind(node: &Node<'_>) -> Option<ParameterKind> {
    let text = node.text()?;
    match text.to_ascii_lowercase().as_str() {
        "string" => Some(ParameterKind::Text),
        "boolean" => Some(ParameterKind::Flag),
        "stringarray" => Some(ParameterKind::Texts),
        _ => {
            let message = format!("an endpoint parameter cannot be of type `{text}`");
            node.error_with_help(Code::UnknownType, message, "use `string`, `boolean` or `stringArray`");
            None
        }
    }
}

/// Reads the value of a parameter.
pub(super) fn value(node: &Node<'_>) -> Option<ParameterValue> {
    match node.value() {
        Value::String(text) => Some(ParameterValue::Text(text.clone())),
        Value::Bool(flag) => Some(ParameterValue::Flag(*flag)),
        Value::Array(_) => {
            let texts = node.elements().map(|node| node.text().map(str::to_owned));
            texts.collect::<Option<_>>().map(ParameterValue::Texts)
        }
        _ => {
            node.error_with_help(
                Code::WrongType,
                "this is not a valid value of an endpoint parameter",
                "use a string, a boolean or a list of strings",
            );
            None
        }
    }
}

fn path(node: &Node<'_>) -> Option<Vec<Step>> {
    let text = node.text()?;
    let steps = steps(text);
    if steps.is_none() {
        node.error_with_help(
            Code::InvalidRuleValue,
            format!("the path `{text}` has a form that is not supported"),
            "expected one of `a.b`, `a[*].b`, `keys(a.b)` and `a[*].[b.c, d][]`",
        );
    }
    steps
}

/// Parses the forms of JMESPath that paths into inputs have. None of them nests, so that no recursion is needed.
fn steps(text: &str) -> Option<Vec<Step>> {
    if let Some(map) = text.strip_prefix("keys(").and_then(|rest| rest.strip_suffix(')')) {
        let mut steps: Vec<Step> = names(map)?.into_iter().map(Step::Member).collect();
        steps.push(Step::Keys);
        return Some(steps);
    }
    let mut steps = Vec::new();
    let mut rest = text;
    loop {
        if let Some((paths, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            steps.push(Step::Select(paths.split(',').map(|path| names(path.trim())).collect::<Option<_>>()?));
            // A multi-select returns a list for each element, which `[]` flattens to one list.
            return (after == "[]" && steps.len() > 1).then_some(steps);
        }
        let end = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
        steps.push(Step::Member(name(&rest[..end])?));
        rest = &rest[end..];
        while let Some(after) = rest.strip_prefix("[*]") {
            steps.push(Step::Each);
            rest = after;
        }
        if rest.is_empty() {
            return Some(steps);
        }
        rest = rest.strip_prefix('.')?;
    }
}

fn name(text: &str) -> Option<String> {
    is_name(text).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Step {
        Step::Member(name.to_owned())
    }

    #[test]
    fn the_known_forms_of_paths_are_read_and_no_others() {
        let select = |paths: &[&[&str]]| {
            Step::Select(paths.iter().map(|path| path.iter().map(ToString::to_string).collect()).collect())
        };
        for (text, expected) in [
            ("a", vec![member("a")]),
            ("a.b_1", vec![member("a"), member("b_1")]),
            ("a[*].b.c", vec![member("a"), Step::Each, member("b"), member("c")]),
            ("a.b[*]", vec![member("a"), member("b"), Step::Each]),
            ("keys(a.b)", vec![member("a"), member("b"), Step::Keys]),
            ("a[*].[b.c, d][]", vec![member("a"), Step::Each, select(&[&["b", "c"], &["d"]])]),
        ] {
            assert_eq!(steps(text), Some(expected), "{text}");
        }
        for text in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a[0]",
            "a[",
            "a[*",
            "a.[b, c]",
            "a.[b, ][]",
            "[a, b][]",
            "keys(a",
            "keys()",
            "a b",
            "ä",
        ] {
            assert_eq!(steps(text), None, "{text}");
        }
    }
}
