//! The measured calls: each with the generated client and the official one, from the call to the end of the response.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::Query as OfficialQuery;
use aws_sdk_s3::operation::list_objects_v2::ListObjectsV2 as OfficialListObjectsV2;
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse as _, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use bytes::Bytes;
use codegen_runtime::Operation as _;
use official_bench::canned::{self, JSON_1_0, OCTETS, XML};
use official_bench::scenes::{Scene, on, scene};
use tokio::runtime::Runtime;

use crate::clients::dynamodb::operation::Query;
use crate::clients::dynamodb::operation::query::QueryOutput;
use crate::clients::s3::operation::ListObjectsV2;
use crate::clients::s3::operation::list_objects_v2::ListObjectsV2Output;
use crate::clients::{dynamodb, s3};
use crate::responses::{self, ITEMS, OBJECT_SIZE, OBJECTS};

/// Returns all scenes. Both clients return the same in each.
///
/// # Panics
/// If they do not.
#[must_use]
pub fn all() -> Vec<Scene> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let runtime = Arc::new(runtime);
    let (objects, items) = (responses::objects(), responses::items());
    vec![
        get_object(&runtime),
        list_objects(&runtime, &objects),
        parse_objects(&objects),
        query(&runtime, &items),
        parse_items(&items),
    ]
}

fn get_object(runtime: &Arc<Runtime>) -> Scene {
    let config = canned::config(&responses::object(), OCTETS);
    let (ours, official) = (s3::Client::new(&config), aws_sdk_s3::Client::new(&config));
    let ours = on(runtime, move || {
        let call = ours.get_object().bucket("reports").key("2026/report.parquet").send();
        async move { call.await.expect("an output").body.expect("a body").collect().await.expect("the body") }
    });
    let official = on(runtime, move || {
        let call = official.get_object().bucket("reports").key("2026/report.parquet").send();
        async move { call.await.expect("an output").body.collect().await.expect("the body").into_bytes() }
    });
    assert_eq!(ours(), official());
    assert_eq!(ours().len(), OBJECT_SIZE);
    scene("GetObject of 1 MiB, whole call", 20, ours, official)
}

fn list_objects(runtime: &Arc<Runtime>, response: &Bytes) -> Scene {
    let config = canned::config(response, XML);
    let (ours, official) = (s3::Client::new(&config), aws_sdk_s3::Client::new(&config));
    let ours = on(runtime, move || ours.list_objects_v2().bucket("reports").send());
    let official = on(runtime, move || official.list_objects_v2().bucket("reports").send());
    let (our_output, output) = (ours().expect("ours has an output"), official().expect("an output"));
    assert_eq!(our_keys(&our_output), keys(&output));
    scene("ListObjectsV2 of 1,000 keys, whole call", 1, ours, official)
}

fn parse_objects(response: &Bytes) -> Scene {
    let ours = http::Response::new(response.clone());
    let ours = move || ListObjectsV2::parse(&ours).expect("ours has an output");
    let parts = OfficialListObjectsV2::new().config().expect("the operation has its parts");
    let official = parser(parts, response, XML, |output| {
        output.downcast::<aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output>().expect("its type")
    });
    assert_eq!(our_keys(&ours()), keys(&official()));
    scene("ListObjectsV2, parsing alone", 1, ours, official)
}

fn query(runtime: &Arc<Runtime>, response: &Bytes) -> Scene {
    let config = canned::config(response, JSON_1_0);
    let (ours, official) = (dynamodb::Client::new(&config), aws_sdk_dynamodb::Client::new(&config));
    let ours = on(runtime, move || ours.query().table_name("sessions").key_condition_expression("device = :d").send());
    let official =
        on(runtime, move || official.query().table_name("sessions").key_condition_expression("device = :d").send());
    same_items(&ours().expect("ours has an output"), &official().expect("an output"));
    scene("Query of 100 items, whole call", 5, ours, official)
}

fn parse_items(response: &Bytes) -> Scene {
    let ours = http::Response::new(response.clone());
    let ours = move || Query::parse(&ours).expect("ours has an output");
    let parts = OfficialQuery::new().config().expect("the operation has its parts");
    let official = parser(parts, response, JSON_1_0, |output| {
        output.downcast::<aws_sdk_dynamodb::operation::query::QueryOutput>().expect("its type")
    });
    same_items(&ours(), &official());
    scene("Query, parsing alone", 5, ours, official)
}

/// Returns the official client's parser of an operation, one of the parts that an operation hands to the orchestrator.
fn parser<T, F: Fn(Output) -> T>(
    parts: FrozenLayer,
    response: &Bytes,
    media_type: &'static str,
    output: F,
) -> impl Fn() -> T + use<T, F> {
    let response = canned::response(response, media_type);
    let bag = ConfigBag::base();
    move || {
        let deserializer = parts.load::<SharedResponseDeserializer>().expect("one of them parses responses");
        output(deserializer.deserialize_nonstreaming_with_config(&response, &bag).expect("an output"))
    }
}

/// The keys, tags and sizes of a page.
type Keys = Vec<(String, String, i64)>;

fn our_keys(output: &ListObjectsV2Output) -> Keys {
    assert_eq!(output.contents().len(), OBJECTS);
    let key = |object: &s3::types::Object| Some((object.key()?.to_owned(), object.e_tag()?.to_owned(), object.size()?));
    output.contents().iter().map(|object| key(object).expect("its members")).collect()
}

fn keys(output: &aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output) -> Keys {
    let key = |object: &aws_sdk_s3::types::Object| {
        Some((object.key()?.to_owned(), object.e_tag()?.to_owned(), object.size()?))
    };
    output.contents().iter().map(|object| key(object).expect("its members")).collect()
}

fn same_items(ours: &QueryOutput, official: &aws_sdk_dynamodb::operation::query::QueryOutput) {
    assert_eq!((ours.items().len(), official.items().len()), (ITEMS, ITEMS));
    for (ours, official) in ours.items().iter().zip(official.items()) {
        let ours: Vec<_> = ours.iter().map(|(name, value)| (name.clone(), shown(value))).collect();
        let mut official: Vec<_> = official.iter().map(|(name, value)| (name.clone(), official_shown(value))).collect();
        official.sort();
        assert_eq!(ours, official);
    }
}

/// botocore's model has a structure where Smithy's has a union.
fn shown(value: &dynamodb::types::AttributeValue) -> String {
    let text = value.s().or(value.n()).map(str::to_owned);
    let text = text.or(value.bool().map(|flag| flag.to_string()));
    let text = text.or((!value.ss().is_empty()).then(|| value.ss().join(",")));
    text.unwrap_or_else(|| value.m().into_iter().flatten().map(|(name, value)| format!("{name}={};", shown(value))).collect())
}

fn official_shown(value: &aws_sdk_dynamodb::types::AttributeValue) -> String {
    use aws_sdk_dynamodb::types::AttributeValue as Value;
    match value {
        Value::S(text) | Value::N(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Ss(texts) => texts.join(","),
        Value::M(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(name, _)| name.as_str());
            entries.iter().map(|(name, value)| format!("{name}={};", official_shown(value))).collect()
        }
        _ => panic!("the response has no such value"),
    }
}
