//! Writes waiters as `smithy.waiters#waitable`.

use serde_json::{Map, Value, json};

use crate::model::waiter::{
    Acceptor, AcceptorState, Comparator, Matcher, PathMatcher, STATUS, TRANSIENT_FAILURES, Waiter,
};

pub(super) fn waiter(it: &Waiter) -> Value {
    let mut written = Map::new();
    if let Some(documentation) = &it.documentation {
        written.insert("documentation".into(), Value::from(super::documentation::text(documentation)));
    }
    written.insert("acceptors".into(), it.acceptors.iter().map(acceptor).collect());
    written.insert("minDelay".into(), Value::from(it.min_delay));
    written.insert("maxDelay".into(), Value::from(it.max_delay));
    if it.waits_out_transient_failures {
        written.insert(TRANSIENT_FAILURES.into(), Value::from(true));
    }
    Value::from(written)
}

fn acceptor(it: &Acceptor) -> Value {
    let matcher = match &it.matcher {
        Matcher::Success(expected) => json!({ "success": expected }),
        Matcher::ErrorType(error) => json!({ "errorType": error }),
        Matcher::Status(status) => json!({ STATUS: status }),
        Matcher::Output(PathMatcher { path, comparator, expected }) => {
            let comparator = name(Comparator::ALL, comparator);
            json!({ "output": { "path": path, "comparator": comparator, "expected": expected } })
        }
        Matcher::Other(what) => json!({ what: {} }),
    };
    json!({ "state": name(AcceptorState::ALL, &it.state), "matcher": matcher })
}

fn name<T: PartialEq>(all: &[(&'static str, T)], value: &T) -> &'static str {
    all.iter().find(|(_, it)| it == value).map_or("", |(name, _)| name)
}
