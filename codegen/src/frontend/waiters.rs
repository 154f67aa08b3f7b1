//! Reads waiters: botocore's `waiters-2.json`, and Smithy's `smithy.waiters#waitable`, which overlays use, too.

use serde_json::Value;

use super::json::Node;
use super::names::is_identifier;
use crate::diagnostic::Code;
use crate::model::waiter::{
    Acceptor, AcceptorState, Comparator, Matcher, PathMatcher, STATUS, TRANSIENT_FAILURES, Waiter,
};
use crate::model::{Documentation, Markup, Model};
use crate::suggest::{did_you_mean, nearest};

/// Reads botocore's `waiters-2.json` into the model's operations.
pub(super) fn read(root: &Node<'_>, model: &mut Model) {
    let Some(all) = root.need("waiters") else { return };
    for (name, node) in all.entries() {
        let Some(operation) = node.need("operation") else { continue };
        let Some(called) = operation.text() else { continue };
        let Some(target) = model.operations.iter_mut().find(|operation| operation.id.name() == called) else {
            let near = nearest(called, model.operations.iter().map(|operation| operation.id.name()));
            let help = near.map_or("remove it".to_owned(), did_you_mean);
            operation.error_with_help(Code::UnknownOperation, format!("the model has no operation `{called}`"), help);
            continue;
        };
        target.waiters.extend(of_botocore(name, &node));
    }
}

fn of_botocore(name: &str, node: &Node<'_>) -> Option<Waiter> {
    let name = waiter_name(name, node)?;
    let (delay, acceptors) = (node.need("delay"), node.need("acceptors"));
    let min_delay = delay?.number()?.max(1);
    let acceptors = acceptors?;
    let acceptors = acceptors.elements().map(|node| {
        let state = state(&node);
        let matcher = botocore_matcher(&node);
        Some(Acceptor { state: state?, matcher: matcher?, origin: node.origin() })
    });
    Some(Waiter {
        name,
        documentation: None,
        acceptors: acceptors.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?,
        min_delay,
        max_delay: Waiter::DELAYS.1.max(min_delay),
        waits_out_transient_failures: false,
        deprecated: None,
        origin: node.origin(),
    })
}

fn botocore_matcher(node: &Node<'_>) -> Option<Matcher> {
    let (matcher, expected) = (node.need("matcher"), node.need("expected"));
    let (matcher, expected) = (matcher?, expected?);
    let comparator = match (matcher.text()?, expected.value()) {
        ("path", Value::Bool(_)) => Comparator::Boolean,
        ("path", _) => Comparator::String,
        ("pathAll", _) => Comparator::AllString,
        ("pathAny", _) => Comparator::AnyString,
        ("error", Value::Bool(is_error)) => return Some(Matcher::Success(!is_error)),
        ("error", _) => return expected.text().map(|code| Matcher::ErrorType(code.to_owned())),
        ("status", _) => return expected.status().map(Matcher::Status),
        (other, _) => return Some(Matcher::Other(other.to_owned())),
    };
    let path = node.need("argument")?.text()?.to_owned();
    let expected = match (expected.value(), comparator) {
        (Value::Bool(flag), _) => flag.to_string(),
        // Smithy compares strings and booleans only. The comparison with a number or null becomes part of the path.
        (literal @ (Value::Number(_) | Value::Null), Comparator::String) => {
            let path = format!("{path} == `{literal}`");
            let comparator = Comparator::Boolean;
            return Some(Matcher::Output(PathMatcher { path, comparator, expected: "true".to_owned() }));
        }
        (literal @ (Value::Number(_) | Value::Null), _) => {
            return Some(Matcher::Other(format!("{path} == {literal}")));
        }
        _ => expected.text()?.to_owned(),
    };
    Some(Matcher::Output(PathMatcher { path, comparator, expected }))
}

/// Reads the value of `smithy.waiters#waitable`.
pub(super) fn waitable(node: &Node<'_>) -> Vec<Waiter> {
    node.entries().filter_map(|(name, node)| of_smithy(name, &node)).collect()
}

fn of_smithy(name: &str, node: &Node<'_>) -> Option<Waiter> {
    let name = waiter_name(name, node)?;
    let acceptors = node.need("acceptors")?;
    let acceptors = acceptors.elements().map(|node| {
        let state = state(&node);
        let matcher = smithy_matcher(&node);
        Some(Acceptor { state: state?, matcher: matcher?, origin: node.origin() })
    });
    let acceptors = acceptors.collect::<Vec<_>>();
    let delay = |key: &str, default: u64| node.get(key).map_or(Some(default), |node| node.number());
    let (min_delay, max_delay) = (delay("minDelay", Waiter::DELAYS.0)?, delay("maxDelay", Waiter::DELAYS.1)?);
    if min_delay == 0 || max_delay < min_delay {
        node.error_with_help(
            Code::InvalidWaiter,
            format!("a pause cannot be from {min_delay} to {max_delay} seconds long"),
            "`minDelay` is at least 1, and `maxDelay` at least that",
        );
        return None;
    }
    Some(Waiter {
        name,
        documentation: node
            .text_at("documentation")
            .filter(|text| !text.trim().is_empty())
            .map(|text| Documentation { text, markup: Markup::CommonMark }),
        acceptors: acceptors.into_iter().collect::<Option<_>>()?,
        min_delay,
        max_delay,
        waits_out_transient_failures: node.flag(TRANSIENT_FAILURES),
        deprecated: None,
        origin: node.origin(),
    })
}

fn smithy_matcher(node: &Node<'_>) -> Option<Matcher> {
    let matcher = node.need("matcher")?;
    let (kind, value) = matcher.entries().next()?;
    match kind {
        "success" => value.boolean().map(Matcher::Success),
        "errorType" => {
            let id = value.text()?;
            Some(Matcher::ErrorType(id.rsplit('#').next().unwrap_or(id).to_owned()))
        }
        "output" => {
            let [path, comparator, expected] = ["path", "comparator", "expected"].map(|key| value.need(key));
            let comparator = known(Comparator::ALL, &comparator?, "comparator")?;
            let (path, expected) = (path?.text()?.to_owned(), expected?.text()?.to_owned());
            Some(Matcher::Output(PathMatcher { path, comparator, expected }))
        }
        STATUS => value.status().map(Matcher::Status),
        _ => Some(Matcher::Other(kind.to_owned())),
    }
}

fn state(node: &Node<'_>) -> Option<AcceptorState> {
    known(AcceptorState::ALL, &node.need("state")?, "state")
}

/// Returns the value with this name; reports an unknown name. `what` describes the values in the message.
fn known<T: Copy>(all: &[(&str, T)], node: &Node<'_>, what: &str) -> Option<T> {
    let text = node.text()?;
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<_> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
        let message = format!("a waiter has no {what} `{text}`");
        node.error_with_help(Code::InvalidWaiter, message, format!("use {}", names.join(", ")));
    }
    found
}

fn waiter_name(name: &str, node: &Node<'_>) -> Option<String> {
    if !is_identifier(name) {
        node.at_key().error(Code::InvalidName, format!("`{name}` is not a valid waiter name"));
        return None;
    }
    Some(name.to_owned())
}
