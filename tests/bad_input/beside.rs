//! Errors in inputs beside the model: overlays, endpoint rules, partitions, paginators and options.

use super::case::{Case, PARTITIONS, replaced};

/// Corrections that do not fit the model.
pub(crate) fn overlays() -> Vec<Case> {
    let documentation = "smithy.api#documentation";
    vec![
        Case::new("not JSON").overlay("{\n  \"smithy\": }"),
        Case::new("a list").overlay("[]"),
        Case::new("no version").overlay("{ \"shapes\": {} }"),
        Case::new("another version").overlay("{ \"smithy\": \"1.0\", \"shapes\": {} }"),
        Case::new("an unknown shape").apply("Thingg", documentation, "\"x\""),
        Case::new("an unknown shape, and nothing is near it").apply("Zzzzzzzzzzzz", documentation, "\"x\""),
        Case::new("an unknown member").apply("Thing$ident", documentation, "\"x\""),
        Case::new("a member that is nearly there").apply("Thing$mode", documentation, "\"x\""),
        Case::new("an unknown value").apply("Colour$BLUE_AND_YELLOW", documentation, "\"x\""),
        Case::new("an unknown operation").apply("GetThings", "smithy.api#readonly", "{}"),
        Case::new("an operation's trait on a shape").apply("Colour", "smithy.api#idempotent", "{}"),
        Case::new("another namespace").overlay(
            "{ \"smithy\": \"2.0\", \"shapes\": { \"com.example#Thing\": {\n  \"type\": \"apply\", \"traits\": { \
             \"smithy.api#documentation\": \"x\" } } } }",
        ),
        Case::new("an unknown trait").apply("Thing", "smithy.api#documentacion", "\"x\""),
        Case::new("an unknown trait, and nothing is near it").apply("Thing", "example#zzzzzzzzzzzzzzzzzzzzz", "{}"),
        Case::new("a correction that changes nothing").apply("Thing$id", "smithy.api#sensitive", "{}"),
        Case::new("a mark against a retry that there is not")
            .edit("    \"ListThings\": {", "    \"PutThing\": { \"name\": \"PutThing\" },\n    \"ListThings\": {")
            .apply("PutThing", "codegen.overlay#notIdempotent", "{}"),
        Case::new("a mark against a retry that is not an object").apply("GetThing", "codegen.overlay#notIdempotent", "true"),
        Case::new("both marks about retries").overlay(
            "{ \"smithy\": \"2.0\", \"shapes\": { \"com.amazonaws.things#GetThing\": { \"type\": \"apply\", \"traits\": {\n  \
             \"codegen.overlay#notIdempotent\": {},\n  \"smithy.api#readonly\": {} } } } }",
        ),
        Case::new("no apply").overlay(
            "{ \"smithy\": \"2.0\", \"shapes\": {\n  \"com.amazonaws.things#New\": { \"type\": \"structure\", \"members\": {} } } }",
        ),
        Case::new("a bad shape id")
            .overlay("{ \"smithy\": \"2.0\", \"shapes\": { \"Thing\": { \"type\": \"apply\", \"traits\": {} } } }"),
        Case::new("no traits").overlay(
            "{ \"smithy\": \"2.0\", \"shapes\": { \"com.amazonaws.things#Thing\": { \"type\": \"apply\" } } }",
        ),
        Case::new("documentation that is not text").apply("Thing", documentation, "1"),
        Case::new("a deprecation that is not an object").apply("Thing", "smithy.api#deprecated", "\"2020\""),
        Case::new("a mark that is not an object").apply("Thing", "smithy.api#sensitive", "false"),
    ]
}

/// Examples that no call of the operation looks like.
pub(crate) fn examples() -> Vec<Case> {
    let example = |input: &str| format!("[{{ \"title\": \"x\", \"input\": {input} }}]");
    let case = |name: &'static str, value: &str| Case::new(name).apply("GetThing", "smithy.api#examples", value);
    vec![
        case("an example that is not a list", "{}"),
        case("an example without a title", "[{ \"input\": {} }]"),
        case("an example without an input", "[{ \"title\": \"x\" }]"),
        case("an example that is not an object", &example("[]")),
        case("an example with an unknown member", &example("{ \"thingId\": \"a\", \"idd\": \"b\" }")),
        case("an example without a required member", &example("{}")),
        case("an example with a wrong value", &example("{ \"thingId\": 1 }")),
        case("an example with an unknown value", &example("{ \"thingId\": \"a\", \"colour\": \"PINK\" }")),
    ]
}

/// Pages that lead nowhere.
pub(crate) fn pages() -> Vec<Case> {
    vec![
        Case::new("pages without tokens").apply("ListThings", "smithy.api#paginated", "{ \"items\": \"things\" }"),
        Case::new("pages of an unknown member").apply(
            "ListThings",
            "smithy.api#paginated",
            "{ \"inputToken\": \"nextTokn\", \"outputToken\": \"nextToken\" }",
        ),
    ]
}

/// Endpoint rules that cannot become a function, and partitions that cannot be read.
pub(crate) fn endpoints() -> Vec<Case> {
    [rules(), partitions()].concat()
}

fn rules() -> Vec<Case> {
    let schemes = |scheme: &str| format!("\"properties\": {{ \"authSchemes\": [{scheme}] }}");
    let condition = "{ \"fn\": \"isSet\", \"argv\": [{ \"ref\": \"Region\" }] },\n";
    let many = format!("\"conditions\": [{}{{ \"fn\": \"booleanEquals\",", condition.repeat(100));
    let url = "\"https://fips.{Region}.{Result#dnsSuffix}\"";
    vec![
        Case::new("no rules").rules("\"rules\": [\n    {\n      \"cond", "\"ruler\": [\n    {\n      \"cond"),
        Case::new("a rule with too many conditions").rules("\"conditions\": [{ \"fn\": \"booleanEquals\",", &many),
        Case::new("an unknown function").rules("\"fn\": \"booleanEquals\"", "\"fn\": \"isValidHostname\""),
        Case::new("an argument of another type").rules("\"fn\": \"booleanEquals\"", "\"fn\": \"isValidHostLabel\""),
        Case::new("too few arguments").rules("{ \"ref\": \"UseFIPS\" }", "{ \"fn\": \"parseURL\", \"argv\": [] }"),
        Case::new("a value of a function that may be absent")
            .rules("{ \"ref\": \"UseFIPS\" }", "{ \"fn\": \"parseURL\", \"argv\": [\"x\"] }"),
        Case::new("an unknown assignment").rules("\"fn\": \"aws.partition\"", "\"fn\": \"aws.region\""),
        Case::new("an assignment of another type").rules("\"fn\": \"aws.partition\"", "\"fn\": \"aws.parseArn\""),
        Case::new("a number where none is needed")
            .rules("{ \"ref\": \"UseFIPS\" }, true", "{ \"ref\": \"UseFIPS\" }, 1"),
        Case::new("a test of an undeclared name").rules(
            "\"conditions\": [{ \"fn\": \"booleanEquals\",",
            "\"conditions\": [{ \"fn\": \"isSet\", \"argv\": [{ \"ref\": \"Regoin\" }] }, { \"fn\": \"booleanEquals\",",
        ),
        Case::new("the value of an undeclared name")
            .rules("{ \"ref\": \"UseFIPS\" }, true", "{ \"ref\": \"Tenant\" }, true"),
        Case::new("an unknown parameter").rules("\"AWS::UseFIPS\"", "\"AWS::Nothing::IsLikeThis\""),
        Case::new("a parameter without a type").rules(", \"type\": \"Boolean\"", ""),
        Case::new("a parameter of an unknown type").rules("\"type\": \"Boolean\"", "\"type\": \"Map\""),
        Case::new("a built-in parameter of another type").rules("\"type\": \"Boolean\"", "\"type\": \"String\""),
        Case::new("a default of another type")
            .rules("\"type\": \"Boolean\"", "\"type\": \"Boolean\", \"default\": \"no\""),
        Case::new("a default without a value").rules("\"type\": \"Boolean\"", "\"type\": \"Boolean\", \"default\": 1"),
        Case::new("a default list").rules(
            "\"builtIn\": \"AWS::UseFIPS\", \"type\": \"Boolean\"",
            "\"type\": \"stringArray\", \"default\": [\"x\"]",
        ),
        Case::new("a header with a space").rules("\"headers\": {}", "\"headers\": { \"x y\": [\"z\"] }"),
        Case::new("an unknown property").rules("\"headers\": {}", "\"properties\": { \"authScheme\": [] }"),
        Case::new("an auth scheme without a name").rules("\"headers\": {}", &schemes("{}")),
        Case::new("an unknown auth scheme").rules("\"headers\": {}", &schemes("{ \"name\": \"bearer\" }")),
        Case::new("an auth scheme that asks for more")
            .rules("\"headers\": {}", &schemes("{ \"name\": \"sigv4\", \"disableNormalizePath\": true }")),
        Case::new("an auth scheme's region that is not text")
            .rules("\"headers\": {}", &schemes("{ \"name\": \"sigv4\", \"signingRegion\": { \"ref\": \"UseFIPS\" } }")),
        Case::new("an unknown type of rule").rules("\"type\": \"tree\"", "\"type\": \"bush\""),
        Case::new("a brace without partner").rules(url, "\"https://{Region\""),
        Case::new("an empty hole").rules(url, "\"https://{}\""),
        Case::new("an unknown attribute").rules(url, "\"https://{Result#name2}\""),
        Case::new("an attribute of a text").rules(url, "\"https://{Region#name}\""),
        Case::new("an element of a text").rules(url, "\"https://{Region#[0]}\""),
        Case::new("a value that may be absent").rules(
            "\"error\": \"nowhere\", \"type\": \"error\"",
            "\"endpoint\": { \"url\": \"https://{Region}\" }, \"type\": \"endpoint\"",
        ),
        Case::new("a boolean in a text").rules(url, "\"https://{UseFIPS}\""),
        Case::new("a partition for a URL").rules(url, "{ \"ref\": \"Result\" }"),
        Case::new("a text for a boolean").rules("{ \"ref\": \"UseFIPS\" }, true", "\"UseFIPS\", true"),
        Case::new("a parameter that is assigned").rules("\"assign\": \"Result\"", "\"assign\": \"UseFIPS\""),
        Case::new("a number for a value").rules(url, "1"),
        Case::new("a list for conditions").rules("\"conditions\": [],", "\"conditions\": {},"),
    ]
}

fn partitions() -> Vec<Case> {
    vec![
        Case::new("no partitions").partitions(None),
        Case::new("a regular expression for regions").partitions(Some(replaced(
            PARTITIONS,
            "^(xx|yy)\\\\-\\\\w+\\\\-\\\\d+$",
            "^.*$",
        ))),
        Case::new("a partition without its domain").partitions(Some(replaced(
            PARTITIONS,
            "\"dnsSuffix\": \"example.com\",",
            "",
        ))),
    ]
}

/// Pages that lead nowhere.
pub(crate) fn paginators() -> Vec<Case> {
    let pages = |name: &str, rest: &str| format!("{{ \"pagination\": {{\n  \"{name}\": {{ {rest} }}\n}} }}");
    let good = "\"input_token\": \"nextToken\", \"output_token\": \"nextToken\"";
    vec![
        Case::new("no pagination").paginators("{}"),
        Case::new("an unknown operation").paginators(pages("ListThing", good)),
        Case::new("an unknown member of the input")
            .paginators(pages("ListThings", &good.replacen("nextToken", "next", 1))),
        Case::new("unknown members of the output").paginators(pages(
            "ListThings",
            &format!("{good}, \"result_key\": [\"things.id\", \"thing\"], \"limit_key\": \"max\""),
        )),
        Case::new("pages of an operation without tokens").paginators(pages("GetThing", good)),
        Case::new("no tokens").paginators(pages("ListThings", "\"result_key\": \"things\"")),
        Case::new("numbers for tokens").paginators(pages("ListThings", "\"input_token\": 1, \"output_token\": [1]")),
    ]
}

/// Examples beside a model of which nothing can be made. Those that are not calls are passed over, and are not here.
pub(crate) fn published_examples() -> Vec<Case> {
    let of = |name: &str, examples: &str| format!("{{ \"examples\": {{\n  \"{name}\": {examples}\n}} }}");
    vec![
        Case::new("no examples").examples("{ \"version\": \"1.0\" }"),
        Case::new("a list of examples").examples("{ \"examples\": [] }"),
        Case::new("examples that are not a list").examples(of("GetThing", "{ \"input\": {} }")),
        Case::new("examples that are not objects").examples(of("GetThing", "[1, []]")),
        Case::new("an input that is not an object").examples(of("GetThing", "[{ \"input\": [] }]")),
        Case::new("a title that is not text").examples(of("GetThing", "[{ \"title\": {}, \"input\": {} }]")),
        Case::new("examples of an unknown operation").examples(of("GetThings", "[]")),
    ]
}

/// Options that ask for something that does not exist.
pub(crate) fn options() -> Vec<Case> {
    vec![
        Case::new("a module with capitals").module("Things"),
        Case::new("a module that is a keyword").module("mod"),
        Case::new("a module without a name").module(""),
        Case::new("a module that is a path").module("../things"),
        Case::new("a module that is taken").module("partitions"),
        Case::new("a package that begins with a digit").package("1abc"),
        Case::new("a package that is a keyword of paths").package("crate"),
        Case::new("a package with a hyphen").package("my-client"),
        Case::new("an operation that is nearly there").operations(&["GetThings"]),
        Case::new("a service that the model does not have").service("Other"),
        Case::new("an operation that is not there, among others").operations(&["GetThing", "Zzzzzzzzz", "listthings"]),
    ]
}
