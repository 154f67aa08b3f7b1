//! Pages of generated operations: tokens of every type, several tokens, the member that announces further pages, and the
//! items before an error. The theme `pages` has one operation for each.

use crate::pages::operation::{CountWords, GetLines, GetStock, ListChapters, ListPages, ScanBooks};
use codegen::source::Source;
use codegen::{Generated, Inputs, Options, Selection};
use codegen_runtime::client::{Client, CollectError, Items, Pages};
use codegen_runtime::test_util::{MockResponse, Script};
use codegen_runtime::{Operation, PaginatedItems, RepeatedPageToken, UnreadablePageToken};

/// Adds steps: the JSON of the expected input, and the JSON of its page.
fn script<O: Operation>(steps: &[(&'static str, &str)]) -> Script
where
    O::Input: codegen_runtime::serde_core::Serialize,
{
    let script = Script::new();
    for (input, page) in steps {
        let expected: serde_json::Value = serde_json::from_str(input).expect("the expected input is JSON");
        let fits = move |input: &O::Input| serde_json::to_value(input).expect("an input is JSON") == expected;
        script.step::<O>(fits, MockResponse::raw(200, *page));
    }
    script
}

/// Returns the items of all pages, from the first.
async fn items<O: PaginatedItems>(script: &Script) -> Result<Vec<O::Item>, CollectError<O::Item, O::Error>> {
    let config = script.config().to_builder().endpoint_url("http://pages.invalid").build();
    Items::<O>::new(Pages::new(Client::new(&config, O::SERVICE), O::Input::default())).collect().await
}

#[tokio::test]
async fn no_page_is_requested_after_one_that_announces_no_more() {
    let script = script::<ListPages>(&[
        ("{}", r#"{"pages": ["a"], "nextToken": "1"}"#),
        (r#"{"nextToken": "1"}"#, r#"{"pages": ["b"], "nextToken": "2", "isTruncated": true}"#),
        (r#"{"nextToken": "2"}"#, r#"{"pages": ["c"], "nextToken": "3", "isTruncated": false}"#),
    ]);
    let items = items::<ListPages>(&script).await.expect("all pages come");
    assert_eq!(items, ["a", "b", "c"]);
    script.verify();
}

#[tokio::test]
async fn tokens_are_maps_structures_and_numbers() {
    let script = script::<ScanBooks>(&[
        (
            "{}",
            r#"{"marks": [{"name": "a", "number": 6}, {"name": "b", "number": 7}], "page": {"hasMore": true},
                "lastKey": {"id": {"S": "k"}, "n": {"N": "1"}}, "lastMark": {"name": "m", "kind": "FOLD"}}"#,
        ),
        (
            r#"{"startKey": {"id": {"S": "k"}, "n": {"N": "1"}}, "startMark": {"name": "m", "kind": "FOLD"}, "startNumber": 7}"#,
            r#"{"marks": [], "lastKey": {"id": {"S": "l"}}}"#,
        ),
        (r#"{"startKey": {"id": {"S": "l"}}}"#, r#"{"marks": [{"name": "c"}], "lastKey": {}}"#),
    ]);
    let marks = items::<ScanBooks>(&script).await.expect("all pages come");
    let names: Vec<_> = marks.iter().filter_map(|mark| mark.name()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    script.verify();
}

#[tokio::test]
async fn a_map_that_comes_again_is_a_repeated_token() {
    let page = r#"{"marks": [{"name": "a"}], "lastKey": {"id": {"S": "k"}}}"#;
    let script = script::<ScanBooks>(&[("{}", page), (r#"{"startKey": {"id": {"S": "k"}}}"#, page)]);
    let error = items::<ScanBooks>(&script).await.expect_err("the token comes again");
    let source = error.error().cause().expect("it has a cause");
    assert!(source.is::<RepeatedPageToken>(), "{error}");
    assert_eq!(error.items().len(), 2);
    assert!(error.to_string().ends_with("to avoid an endless loop (after 2 items)"), "{error}");
    let (items, error) = error.into_parts();
    assert_eq!((items.len(), error.operation()), (2, "ScanBooks"));
}

#[tokio::test]
async fn a_map_with_an_unreadable_value_is_no_token() {
    let page = r#"{"marks": [{"name": "a"}], "lastKey": {"id": {"S": "k"}, "n": {"N": 7}}}"#;
    let script = script::<ScanBooks>(&[("{}", page)]);
    let error = items::<ScanBooks>(&script).await.expect_err("the token is incomplete");
    let source = error.error().cause().expect("it has a cause");
    assert!(source.is::<UnreadablePageToken>(), "{error}");
    assert!(error.to_string().contains("lastKey{}"), "{error}");
    assert_eq!(error.items().len(), 1);
}

#[tokio::test]
async fn the_last_item_is_the_token_where_there_is_no_other() {
    let script = script::<ListChapters>(&[
        ("{}", r#"{"marks": [{"name": "a"}, {"name": "b"}], "next": "n"}"#),
        (r#"{"after": "n"}"#, r#"{"marks": [{"name": "c"}, {"name": "d"}], "next": ""}"#),
        (r#"{"after": "d"}"#, r#"{"marks": []}"#),
    ]);
    let marks = items::<ListChapters>(&script).await.expect("all pages come");
    assert_eq!(marks.len(), 4);
    script.verify();
}

#[tokio::test]
async fn the_token_that_was_sent_ends_the_pages_where_the_service_documents_it() {
    let script = script::<GetLines>(&[
        ("{}", r#"{"lines": ["a"], "forward": "1"}"#),
        (r#"{"token": "1"}"#, r#"{"lines": ["b"], "forward": "2"}"#),
        (r#"{"token": "2"}"#, r#"{"lines": [], "forward": "2"}"#),
    ]);
    let lines = items::<GetLines>(&script).await.expect("all pages come");
    assert_eq!(lines, ["a", "b"]);
    script.verify();
    // Another token that comes again is an error.
    let script = self::script::<GetLines>(&[
        ("{}", r#"{"lines": ["a"], "forward": "1"}"#),
        (r#"{"token": "1"}"#, r#"{"forward": "2"}"#),
        (r#"{"token": "2"}"#, r#"{"forward": "1"}"#),
    ]);
    let error = items::<GetLines>(&script).await.expect_err("a loop");
    assert_eq!(error.items(), ["a"]);
}

#[tokio::test]
async fn the_items_of_a_map_are_its_entries() {
    let script = script::<CountWords>(&[
        ("{}", r#"{"words": {"counts": {"b": 2, "a": 1}}, "nextToken": "1"}"#),
        (r#"{"nextToken": "1"}"#, r#"{"words": {}, "nextToken": "2"}"#),
        (r#"{"nextToken": "2"}"#, r#"{"words": {"counts": {"a": 3}}}"#),
    ]);
    let entries = items::<CountWords>(&script).await.expect("all pages come");
    assert_eq!(entries, [("a".to_owned(), 1), ("b".to_owned(), 2), ("a".to_owned(), 3)]);
    script.verify();
}

#[tokio::test]
async fn each_map_of_a_page_has_its_own_items() {
    let page = r#"{"current": {"x": {"number": 1}}, "nextPeriod": {"y": {"number": 2}, "z": {}}}"#;
    let script = script::<GetStock>(&[("{}", page), ("{}", page)]);
    let config = script.config().to_builder().endpoint_url("http://pages.invalid").build();
    let client = Client::new(&config, GetStock::SERVICE);
    let pages = || Pages::<GetStock>::new(client.clone(), crate::pages::operation::get_stock::GetStockInput::default());
    let current = Items::<_, 0>::new(pages()).collect().await.expect("one page");
    assert_eq!(current.iter().map(|(key, it)| (key.as_str(), it.number())).collect::<Vec<_>>(), [("x", Some(1))]);
    let next = Items::<_, 1>::new(pages()).collect().await.expect("one page");
    assert_eq!(
        next.iter().map(|(key, it)| (key.as_str(), it.number())).collect::<Vec<_>>(),
        [("y", Some(2)), ("z", None)]
    );
    script.verify();
}

/// Returns all that is generated for all operations of a model.
fn generated(model: &str, paginators: Option<&str>, overlay: Option<&str>) -> String {
    generated_with_warnings(model, paginators, overlay).files.into_values().collect()
}

fn generated_with_warnings(model: &str, paginators: Option<&str>, overlay: Option<&str>) -> Generated {
    fn source<'a>(name: &'a str, text: &'a str) -> Source<'a> {
        Source { name, text: text.as_bytes() }
    }
    let inputs = Inputs {
        models: &[source("service-2.json", model)],
        paginators: paginators.map(|text| source("paginators-1.json", text)),
        overlay: overlay.map(|text| source("overlay.json", text)),
        ..Inputs::default()
    };
    let options = Options {
        package: "p",
        module: "m",
        service: None,
        operations: Selection::All,
        command: "c",
        label: "service-2.json",
    };
    codegen::generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"))
}

/// botocore returns the sum of the numbers of all pages, such as those of DynamoDB's `Query`, and their texts as one.
#[test]
fn numbers_and_texts_that_botocore_merges_are_no_items() {
    let model = r#"{ "metadata": { "serviceId": "Tables", "apiVersion": "2020-01-01", "protocol": "json", "jsonVersion": "1.1",
        "endpointPrefix": "tables", "targetPrefix": "X" },
        "operations": { "Query": { "name": "Query", "input": { "shape": "In" }, "output": { "shape": "Out" },
            "http": { "method": "POST", "requestUri": "/" } } },
        "shapes": {
            "In": { "type": "structure", "members": { "Next": { "shape": "Text" } } },
            "Out": { "type": "structure", "members": { "Next": { "shape": "Text" }, "Items": { "shape": "Texts" },
                "Count": { "shape": "Count" }, "Log": { "shape": "Text" }, "Last": { "shape": "In" } } },
            "Texts": { "type": "list", "member": { "shape": "Text" } },
            "Text": { "type": "string" }, "Count": { "type": "integer" } } }"#;
    let pages = |keys: &str| {
        let pages = format!(
            r#"{{ "pagination": {{ "Query": {{ "input_token": "Next", "output_token": "Next", "result_key": {keys} }} }} }}"#
        );
        generated_with_warnings(model, Some(&pages), None)
    };
    let merged = pages(r#"["Items", "Count", "Log"]"#);
    assert!(merged.warnings.is_empty(), "{:?}", merged.warnings);
    assert_eq!(merged.files, pages(r#""Items""#).files);
    assert!(merged.files.values().any(|text| text.contains("0 = items of String")), "{:?}", merged.files);
    // A structure is neither, so that the file is wrong.
    assert_eq!(pages(r#"["Items", "Last"]"#).warnings.len(), 1);
}

#[test]
fn every_listing_of_device_farm_has_pages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/devicefarm/2015-06-23/");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).expect("the model can be read");
    let (model, paginators, overlay) = (read("service-2.json"), read("paginators-1.json"), read("overlay.json"));
    let text = generated(&model, Some(&paginators), Some(&overlay)).to_lowercase();
    let json: serde_json::Value = serde_json::from_str(&model).expect("the model is JSON");
    let has_token = |end: &serde_json::Value| {
        let shape = end["shape"].as_str().map(|name| &json["shapes"][name]["members"]["nextToken"]);
        shape.is_some_and(serde_json::Value::is_object)
    };
    let all = json["operations"].as_object().expect("it has operations");
    let listings: Vec<_> = all.iter().filter(|(_, it)| has_token(&it["input"]) && has_token(&it["output"])).collect();
    for (name, _) in &listings {
        assert!(text.contains(&format!("rt::paginated! {{ {} ", name.to_lowercase())), "{name}");
    }
    assert_eq!(listings.len(), 24);
    assert!(text.contains("0 = current of (string, types::offeringstatus)"), "the items of a map are its entries");
    assert!(text.contains("1 = next_period of (string, types::offeringstatus)"), "the second map has items too");
}

#[test]
fn log_events_end_with_the_token_that_was_sent() {
    let model = r#"{ "version": "2.0",
        "metadata": { "apiVersion": "1", "endpointPrefix": "logs", "protocol": "json", "jsonVersion": "1.1",
          "targetPrefix": "Logs", "serviceId": "CloudWatch Logs", "signatureVersion": "v4" },
        "operations": { "GetLogEvents": { "name": "GetLogEvents", "input": { "shape": "In" }, "output": { "shape": "Out" } } },
        "shapes": { "S": { "type": "string" }, "L": { "type": "list", "member": { "shape": "S" } },
          "In": { "type": "structure", "members": { "nextToken": { "shape": "S" } } },
          "Out": { "type": "structure", "members": { "events": { "shape": "L" }, "nextForwardToken": { "shape": "S" } } } } }"#;
    let text = generated(model, None, None);
    let table = "rt::paginated! { GetLogEvents { next_token = next_forward_token } until same_token items {";
    assert!(text.contains(table), "{text}");
}
