//! Waiters that cannot be followed: ours are an error, and published ones are left out with a warning.

use super::case::Case;

/// An acceptor of our own.
fn output(state: &str, path: &str, comparator: &str, expected: &str) -> String {
    format!(
        "\n      {{ \"state\": \"{state}\", \"matcher\": {{ \"output\": {{ \"path\": \"{path}\", \"comparator\": \"{comparator}\", \
         \"expected\": \"{expected}\" }} }} }}"
    )
}

/// A waiter of our own with these acceptors and delays.
fn ours(name: &'static str, acceptors: &[String], delays: &str) -> Case {
    let acceptors = acceptors.join(",");
    Case::new(name).edit("\"made\": { \"shape\"", "\"colour\": { \"shape\": \"Colour\" }, \"made\": { \"shape\"").apply(
        "GetThing",
        "smithy.waiters#waitable",
        &format!("{{ \"ThingDone\": {{ \"acceptors\": [{acceptors}]{delays} }} }}"),
    )
}

fn text(state: &str, path: &str, expected: &str) -> String {
    output(state, path, "stringEquals", expected)
}

/// Ours.
pub(crate) fn overlays() -> Vec<Case> {
    let (red, green) = (text("success", "thing.colour", "RED"), text("retry", "thing.colour", "GREEN"));
    vec![
        ours("a waiter that leaves a state out", std::slice::from_ref(&red), ""),
        ours(
            "a waiter with a state that is not there",
            &[red.clone(), green.clone(), text("failure", "thing.colour", "GREY")],
            "",
        ),
        ours("a path that leads nowhere", &[text("success", "thing.color", "RED")], ""),
        ours("a path that asks for too much", &[text("success", "thing.colour || thing.id", "RED")], ""),
        ours(
            "comparisons that make no sense",
            &[
                text("success", "thing", "RED"),
                output("retry", "thing.id", "booleanEquals", "true"),
                output("retry", "thing.id", "anyStringEquals", "x"),
            ],
            "",
        ),
        ours(
            "an unknown comparator and an unknown state",
            &[output("success", "thing.id", "equals", "x"), text("maybe", "thing.id", "x")],
            "",
        ),
        ours("a waiter that waits for nothing", &[text("failure", "thing.id", "x")], ""),
        ours(
            "an unknown matcher",
            &["\n      { \"state\": \"success\", \"matcher\": { \"inputOutput\": {} } }".to_owned()],
            "",
        ),
        ours("pauses that cannot be", &[red, green], ", \"minDelay\": 10, \"maxDelay\": 5"),
        Case::new("a waiter of an unknown operation").apply("GetThings", "smithy.waiters#waitable", "{}"),
        Case::new("no waiter at all").apply("GetThing", "smithy.waiters#waitable", "{}"),
    ]
}

/// Published ones.
pub(crate) fn published() -> Vec<Case> {
    let waiter = |operation: &str, acceptor: &str| {
        format!(
            "{{ \"waiters\": {{\n  \"ThingDone\": {{ \"operation\": \"{operation}\", \"delay\": 5, \"acceptors\": [\n    \
             {{ \"state\": \"success\", {acceptor} }} ] }}\n}} }}"
        )
    };
    let path = vec!["thing"; 33].join(".");
    let long = format!("\"matcher\": \"path\", \"argument\": \"{path}\", \"expected\": \"x\"");
    vec![
        Case::new("no waiters").waiters("{}"),
        Case::new("a published waiter of an unknown operation")
            .waiters(waiter("GetThin", "\"matcher\": \"status\", \"expected\": 200")),
        Case::new("a published waiter that asks for too much")
            .waiters(waiter("GetThing", "\"matcher\": \"path\", \"argument\": \"thing.*.id\", \"expected\": \"x\"")),
        Case::new("a published waiter with a path of 33 members").waiters(waiter("GetThing", &long)),
        Case::new("a published waiter without a matcher").waiters(waiter("GetThing", "\"expected\": 200")),
    ]
}

/// Pages that lead to something else than tokens and lists.
pub(crate) fn pages() -> Vec<Case> {
    let pages = |rest: &str| format!("{{ \"pagination\": {{\n  \"ListThings\": {{ {rest} }}\n}} }}");
    let good = "\"input_token\": \"nextToken\", \"output_token\": \"nextToken\"";
    let ours = |rest: &str| format!("{{ \"inputToken\": \"nextToken\", {rest} }}");
    vec![
        Case::new("a published token that is not text")
            .paginators(pages("\"input_token\": \"nextToken\", \"output_token\": \"tags\"")),
        Case::new("published items that are not a list")
            .paginators(pages(&format!("{good}, \"result_key\": \"things[0]\""))),
        Case::new("our token that is not text").apply(
            "ListThings",
            "smithy.api#paginated",
            &ours("\"outputToken\": \"things\""),
        ),
        Case::new("our items that are not a list").apply(
            "ListThings",
            "smithy.api#paginated",
            &ours("\"outputToken\": \"nextToken\", \"items\": \"nextToken\""),
        ),
    ]
}
