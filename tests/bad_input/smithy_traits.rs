//! Traits of Smithy's with values that they cannot have.

use super::case::Case;

/// Values of wrong types, and those that nothing has.
pub(crate) fn cases() -> Vec<Case> {
    let red = "\"smithy.api#enumValue\": \"red\"";
    let small = "\"smithy.api#enumValue\": 1";
    let size = "\"size\": { \"target\": \"com.example#Size\" }";
    let member = |traits: &str| {
        Case::smithy("")
            .edit(size, &format!("\"size\": {{ \"target\": \"com.example#Size\", \"traits\": {{ {traits} }} }}"))
    };
    let with = |trait_value: &str| member(&format!("\"smithy.api#{trait_value}"));
    let error = "\"smithy.api#error\": \"client\", \"smithy.api#httpError\": 404";
    let no_thing = |traits: &str| Case::smithy("").edit(error, traits);
    let service = "\"aws.api#service\": { \"sdkId\": \"Things\", \"arnNamespace\": \"things\" }";
    vec![
        with("required\": true").called("a mark that is true"),
        with("sensitive\": []").called("a mark that is a list"),
        with("jsonName\": 1").called("a text that is a number"),
        with("documentation\": { \"text\": \"x\" }").called("documentation that is an object"),
        with("deprecated\": \"2020\"").called("a deprecation that is a text"),
        with("deprecated\": { \"since\": 2020, \"message\": null }").called("a deprecation without words"),
        with("timestampFormat\": \"iso8601\"").called("a timestamp format that is botocore's"),
        with("timestampFormat\": {}").called("a timestamp format that is an object"),
        with("idempotencyToken\": {}").called("a token that is a number"),
        member("\"smithy.api#httpHeader\": \"A\", \"smithy.api#httpQuery\": \"a\"").called("two bindings"),
        with("httpHeader\": \"a b\"").called("a name that no header has"),
        with("httpHeader\": []").called("a binding whose name is a list"),
        Case::smithy("traits that are a list").edit(size, &size.replace(" }", ", \"traits\": [] }")),
        Case::smithy("a value that is a number").edit(red, "\"smithy.api#enumValue\": 1"),
        Case::smithy("a value of two members").edit(red, "\"smithy.api#enumValue\": \"GREEN\""),
        Case::smithy("a number that is a text").edit(small, "\"smithy.api#enumValue\": \"1\""),
        Case::smithy("a number that is too large").edit(small, "\"smithy.api#enumValue\": 2147483648"),
        Case::smithy("a number that is none").edit(small, "\"smithy.api#enumValue\": 1.5"),
        Case::smithy("a number of two members").edit(small, "\"smithy.api#enumValue\": 2"),
        Case::smithy("a member of an intEnum without a value").edit(small, ""),
        no_thing("\"smithy.api#error\": \"Client\"").called("a fault of nobody's"),
        no_thing("\"smithy.api#error\": {}").called("a fault that is an object"),
        no_thing("\"smithy.api#documentation\": \"x\"").called("an error that is none"),
        no_thing("\"smithy.api#error\": \"client\", \"smithy.api#httpError\": 42").called("a status that is none"),
        no_thing("\"smithy.api#error\": \"client\", \"smithy.api#httpError\": \"404\"")
            .called("a status that is a text"),
        no_thing("\"smithy.api#error\": \"client\", \"smithy.api#retryable\": true").called("retryable, and true"),
        no_thing("\"smithy.api#error\": \"client\", \"smithy.api#retryable\": { \"throttling\": 1 }")
            .called("throttling that is a number"),
        Case::smithy("a name that cannot be signed with")
            .edit(service, "\"aws.api#service\": { \"arnNamespace\": \"a b\\r\\n\" }"),
        Case::smithy("a service's facts that are a text").edit(service, "\"aws.api#service\": \"Things\""),
        Case::smithy("signing without a name").edit(service, "\"aws.auth#sigv4\": {}"),
        Case::smithy("a version that is not text").edit("\"version\": \"2020-01-01\"", "\"version\": 2020"),
        Case::smithy("a version that cannot be sent").edit("\"version\": \"2020-01-01\"", "\"version\": \"1\\n2\""),
    ]
}

/// Errors in the traits of operations.
pub(crate) fn operations() -> Vec<Case> {
    let list = "\"smithy.api#http\": { \"method\": \"GET\", \"uri\": \"/things\" }";
    let http = |name: &'static str, http: &str| Case::smithy(name).edit(list, &format!("\"smithy.api#http\": {http}"));
    let pages = "{ \"inputToken\": \"after\", \"outputToken\": \"next\", \"items\": \"things\" }";
    let paged = |name: &'static str, value: &str| Case::smithy(name).edit(pages, value);
    let input = "\"input\": { \"target\": \"com.example#ListThingsInput\" }";
    let errors = "\"errors\": [{ \"target\": \"com.example#NoThing\" }]";
    vec![
        http("a method that is none", "{ \"method\": \"get it\", \"uri\": \"/things\" }"),
        http("a URI that is none", "{ \"method\": \"GET\", \"uri\": \"things/{\" }"),
        http("a code that is none", "{ \"method\": \"GET\", \"uri\": \"/things\", \"code\": 1000 }"),
        http("neither method nor URI", "{}"),
        http("a method that is a number", "{ \"method\": 1, \"uri\": [] }"),
        http("http that is a text", "\"GET /things\""),
        http("a label that nothing fills", "{ \"method\": \"GET\", \"uri\": \"/things/{of}\" }"),
        Case::smithy("a label that is not required")
            .edit("\"smithy.api#required\": {}, \"smithy.api#httpLabel\": {}", "\"smithy.api#httpLabel\": {}"),
        Case::smithy("no http").edit(list, "\"smithy.api#documentation\": \"x\""),
        paged("pages without a token", "{ \"outputToken\": \"next\" }"),
        paged("pages without tokens", "{}"),
        paged("pages that are a list", "[\"after\", \"next\"]"),
        paged("pages whose tokens are numbers", "{ \"inputToken\": 1, \"outputToken\": 2 }"),
        paged("pages of an unknown member", "{ \"inputToken\": \"after\", \"outputToken\": \"nxt\" }"),
        Case::smithy("an input that is an operation").edit(input, &input.replace("ListThingsInput", "GetThing")),
        Case::smithy("an input that is a service").edit(input, &input.replace("ListThingsInput", "Things")),
        Case::smithy("an input that is a list").edit(input, &input.replace("ListThingsInput", "ThingList")),
        Case::smithy("an input that is not there").edit(input, &input.replace("ListThingsInput", "ListThingInput")),
        Case::smithy("an input that is a text").edit(input, "\"input\": \"com.example#ListThingsInput\""),
        Case::smithy("an error that is a resource").edit(errors, &errors.replace("NoThing", "PartResource")),
        Case::smithy("errors that are not a list").edit(errors, "\"errors\": {}"),
        Case::smithy("a host prefix that is a number")
            .edit(list, &format!("{list}, \"smithy.api#endpoint\": {{ \"hostPrefix\": 1 }}")),
        Case::smithy("an example without a title")
            .edit(list, &format!("{list}, \"smithy.api#examples\": [{{ \"input\": {{}} }}]")),
        Case::smithy("examples that are an object").edit(list, &format!("{list}, \"smithy.api#examples\": {{}}")),
    ]
}
