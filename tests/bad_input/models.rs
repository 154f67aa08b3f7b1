//! Models that cannot be read, or that say what cannot be.

use super::case::Case;

/// Files that are not a service model at all.
pub(crate) fn files() -> Vec<Case> {
    let truncated = &super::case::MODEL[..700];
    vec![
        Case::new("an empty file").model(""),
        Case::new("not JSON").edit("\"protocol\": \"json\",", "protocol: json,"),
        Case::new("a comma too many").edit("\"Things_20200101\"", "\"Things_20200101\","),
        Case::new("truncated").model(truncated),
        Case::new("text behind the end").model(format!("{} x", super::case::MODEL)),
        Case::new("not UTF-8").model(b"{\n  \"metadata\": \"\xff\"\n}".as_slice()),
        Case::new("a byte order mark").model(format!("\u{feff}{}", super::case::MODEL)),
        Case::new("a list").model("[1, 2]"),
        Case::new("a string").model("\"a model\""),
        Case::new("larger than 32 MiB").model(vec![b' '; 33 << 20]),
        Case::new("lists nested 10,000 deep").model("[".repeat(10_000)),
        Case::new("objects nested 200 deep").model("{\"a\":".repeat(200)),
        Case::new("an empty object").model("{}"),
        Case::new("a Smithy model without a service").model("{ \"smithy\": \"2.0\", \"shapes\": {} }"),
        Case::new("no operations and no shapes")
            .edit("\"operations\":", "\"actions\":")
            .edit("\"shapes\":", "\"things\":"),
    ]
}

/// Metadata that does not say which protocol a service has.
pub(crate) fn metadata() -> Vec<Case> {
    vec![
        Case::new("no API version").edit("\"apiVersion\": \"2020-01-01\",", ""),
        Case::new("neither prefix nor protocol")
            .edit("\"endpointPrefix\": \"things\",", "")
            .edit("\"protocol\": \"json\",", ""),
        Case::new("an unknown protocol").edit("\"protocol\": \"json\"", "\"protocol\": \"rest-jsn\""),
        Case::smithy("rpcv2Json, of which an operation is wanted")
            .edit("\"aws.protocols#restJson1\": {}", "\"smithy.protocols#rpcv2Json\": {}")
            .operations(&["GetThing"]),
        Case::new("a version of JSON that is none").edit("\"jsonVersion\": \"1.1\"", "\"jsonVersion\": \"2.0\""),
        Case::new("a target prefix that is not a header").edit("Things_20200101", "Things\\r\\nHost: evil"),
        Case::new("an empty target prefix").edit("Things_20200101", ""),
        Case::new("no target prefix").edit("\"Things\",\n    \"targetPrefix\": \"Things_20200101\"", "\"Things\""),
        Case::new("a list for metadata").edit("  \"metadata\": {", "  \"metadata\": [], \"x\": {"),
    ]
}

/// Values of other JSON types than theirs.
pub(crate) fn types() -> Vec<Case> {
    vec![
        Case::new("many at once")
            .edit("\"apiVersion\": \"2020-01-01\"", "\"apiVersion\": 20200101")
            .edit("\"serviceId\": \"Things\"", "\"serviceId\": null")
            .edit("\"input\": { \"shape\": \"GetThingRequest\" }", "\"input\": \"GetThingRequest\"")
            .edit("[\"thingId\"]", "\"thingId\""),
        Case::new("in operations")
            .edit("\"output\": { \"shape\": \"GetThingResult\" }", "\"output\": { \"shape\": [] }")
            .edit("[{ \"shape\": \"ThingException\" }]", "{ \"shape\": \"ThingException\" }, \"documentation\": 1")
            .edit("\"ListThings\": {", "\"x\": 1, \"ListThings\": {"),
        Case::new("in shapes")
            .edit("[\"RED\", \"GREEN\"]", "[\"RED\", 2, null]")
            .edit("\"type\": \"integer\"", "\"type\": 5")
            .edit("\"sensitive\": true", "\"sensitive\": \"yes\"")
            .edit("\"exception\": true", "\"exception\": 1")
            .edit("\"timestampFormat\": \"iso8601\"", "\"timestampFormat\": true")
            .edit("\"Time\": { \"type\": \"timestamp\" }", "\"Time\": \"timestamp\"")
            .edit("[\"thingId\"]", "[\"thingId\", 1]")
            .edit("\"colour\": { \"shape\": \"Colour\" }", "\"colour\": \"Colour\""),
        Case::new("in errors").edit(
            "\"exception\": true",
            "\"exception\": true, \"retryable\": true, \"error\": { \"httpStatusCode\": \"500\", \"code\": 1 }",
        ),
        Case::new("lists for operations and shapes").model(
            "{ \"metadata\": { \"apiVersion\": \"1\", \"endpointPrefix\": \"x\", \"protocol\": \"json\" },\n  \
             \"operations\": [], \"shapes\": [] }",
        ),
        Case::new("members and enum")
            .edit("{ \"nextToken\": { \"shape\": \"Token\" } }", "[]")
            .edit("[\"RED\", \"GREEN\"]", "{}"),
    ]
}

/// References to what is not there, or is something else.
pub(crate) fn references() -> Vec<Case> {
    vec![
        Case::new("a member's shape is missing").edit("\"shape\": \"Colour\" }", "\"shape\": \"Color\" }"),
        Case::new("a list's shape is missing, and nothing is near it")
            .edit("\"member\": { \"shape\": \"Thing\" }", "\"member\": { \"shape\": \"Zzzzzzzzz\" }"),
        Case::new("ends and errors are missing")
            .edit("{ \"shape\": \"GetThingRequest\" }", "{ \"shape\": \"GetThinRequest\" }")
            .edit("{ \"shape\": \"ThingException\" }", "{ \"shape\": \"ThingExeption\" }"),
        Case::new("a reference to nothing").edit("\"shape\": \"Colour\" }", "\"shap\": \"Colour\" }"),
        Case::new("an input that is not a structure")
            .edit("{ \"shape\": \"GetThingRequest\" }", "{ \"shape\": \"Things\" }"),
        Case::new("an error that is none").edit("{ \"shape\": \"ThingException\" }", "{ \"shape\": \"Thing\" }"),
    ]
}

/// Models that are generated with a warning.
pub(crate) fn warnings() -> Vec<Case> {
    vec![
        Case::new("structures nested 60 deep").shapes(&nested(60)),
        Case::new("what an operation asks for is not supported").edit(
            "\"errors\": [{",
            "\"httpChecksum\": { \"requestChecksumRequired\": true },\n      \"endpointdiscovery\": { \"required\": true },\n      \"errors\": [{",
        ),
        Case::smithy("a protocol of which only types are generated")
            .edit("\"aws.protocols#restJson1\": {}", "\"smithy.protocols#rpcv2Json\": {}"),
        Case::new("two errors of one code")
            .edit(
                "[{ \"shape\": \"ThingException\" }]",
                "[\n        { \"shape\": \"ThingException\" },\n        { \"shape\": \"OtherException\" }\n      ]",
            )
            .shapes(
                "    \"OtherException\": { \"type\": \"structure\", \"members\": {}, \"exception\": true, \"error\": { \
                 \"code\": \"ThingException\" } }",
            ),
    ]
}

/// Shapes that contradict themselves.
/// A structure with very many required members.
fn wide() -> String {
    let names: Vec<String> = (0..101).map(|i| format!("\"m{i}\"")).collect();
    let members: Vec<String> = names.iter().map(|name| format!("{name}: {{ \"shape\": \"Count\" }}")).collect();
    let (names, members) = (names.join(", "), members.join(", "));
    format!(
        "    \"Wide\": {{\n      \"type\": \"structure\",\n      \"required\": [{names}],\n      \"members\": {{ {members} }}\n    }}"
    )
}

pub(crate) fn shapes() -> Vec<Case> {
    vec![
        Case::new("a type that is none").edit("\"type\": \"integer\"", "\"type\": \"interger\""),
        Case::new("no type").edit("\"Count\": { \"type\": \"integer\" }", "\"Count\": {}"),
        Case::new("a list of nothing")
            .edit("\"type\": \"list\", ", "\"type\": \"list\", \"members\": {}, \"x\": ")
            .edit("\"x\": \"member\": { \"shape\": \"Thing\" }", "\"x\": 1"),
        Case::new("a map without keys").edit("\"key\": { \"shape\": \"ThingId\" }, ", ""),
        Case::new("a value twice").edit("[\"RED\", \"GREEN\"]", "[\"RED\", \"GREEN\", \"RED\"]"),
        Case::new("required and no member").edit("[\"thingId\"]", "[\"thingID\", \"nothing\"]"),
        Case::new("more required members than builders can require").shapes(&wide()),
        Case::new("a map by numbers").edit("\"key\": { \"shape\": \"ThingId\" }", "\"key\": { \"shape\": \"Count\" }"),
        Case::new("a token that is a number").edit(
            "\"count\": { \"shape\": \"Count\" }",
            "\"count\": { \"shape\": \"Count\", \"idempotencyToken\": true }",
        ),
        Case::new("a timestamp format that is none").edit("iso8601", "iso8061"),
        Case::new("an event stream as the output").edit(
            "\"GetThingResult\": { \"type\": \"structure\",",
            "\"GetThingResult\": { \"type\": \"structure\", \"eventstream\": true,",
        ),
        Case::new("an operation with an event stream, which is wanted")
            .edit(
                "\"Thing\": {\n      \"type\": \"structure\",",
                "\"Thing\": {\n      \"type\": \"structure\",\n      \"eventstream\": true,",
            )
            .operations(&["GetThing"]),
        Case::new("an operation that needs a checksum, which is wanted")
            .edit("\"name\": \"GetThing\",", "\"httpChecksumRequired\": true,")
            .operations(&["GetThing"]),
        Case::new("two members of one name on the wire").edit(
            "\"colour\": { \"shape\": \"Colour\" }",
            "\"colour\": { \"shape\": \"Colour\", \"locationName\": \"count\" }",
        ),
        Case::new("names that are none")
            .edit("\"Count\": {", "\"Co-unt\": {")
            .edit("\"colour\":", "\"*/\":")
            .edit("\"ListThings\": {", "\"../ListThings\": {"),
        Case::new("everything at once")
            .edit("\"shape\": \"Colour\" }", "\"shape\": \"Color\" }")
            .edit("[\"RED\", \"GREEN\"]", "[\"RED\", \"RED\"]")
            .edit("\"type\": \"integer\"", "\"type\": \"number\"")
            .edit("{ \"shape\": \"ThingException\" }", "{ \"shape\": \"Thing\" }")
            .edit("[\"thingId\"]", "[\"thing\"]"),
    ]
}

/// Structures, each with the next as its member.
fn nested(count: usize) -> String {
    let structure = |i: usize| {
        let next = if i + 1 == count { "Token".to_owned() } else { format!("Level{}", i + 1) };
        format!(
            "    \"Level{i}\": {{ \"type\": \"structure\", \"members\": {{ \"next\": {{ \"shape\": \"{next}\" }} }} }}"
        )
    };
    (0..count).map(structure).collect::<Vec<_>>().join(",\n")
}

/// Lists that hold only each other, or too many of them.
pub(crate) fn lists() -> Vec<Case> {
    let list = |name: &str, of: &str| {
        format!("    \"{name}\": {{ \"type\": \"list\", \"member\": {{ \"shape\": \"{of}\" }} }}")
    };
    let chain = |from: usize, order: &mut dyn Iterator<Item = usize>| {
        order
            .map(|i| list(&format!("L{i}"), &if i == from { "Token".into() } else { format!("L{}", i - 1) }))
            .collect::<Vec<_>>()
            .join(",\n")
    };
    vec![
        Case::new("a list of itself").shapes(&list("Selves", "Selves")),
        Case::new("lists of each other").shapes(&[list("A", "B"), list("B", "C"), list("C", "A")].join(",\n")),
        Case::new("lists nested 33 deep").shapes(&chain(1, &mut (1..=33).rev())),
        Case::new("lists nested 33 deep, the innermost first").shapes(&chain(1, &mut (1..=33))),
        Case::new("lists nested 5,000 deep, the innermost first").shapes(&chain(1, &mut (1..=5000))),
        Case::new("an enum of 20,001 values").shapes(&format!(
            "    \"Many\": {{ \"type\": \"string\", \"enum\": [{}] }}",
            (0..20_001).map(|i| format!("\"V{i}\"")).collect::<Vec<_>>().join(", ")
        )),
        Case::new("structures nested 600 deep").shapes(&nested(600)),
    ]
}
