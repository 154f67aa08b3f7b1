//! serde's traits, which know nothing of HTTP: they write and read all members by their JSON names. So does awsJson,
//! which has no HTTP bindings.

use codegen_runtime::{Blob, Operation, RetrySafety, Service, Timestamp, structure};

use super::{NoError, SERVICE};
use crate::json::shapes::All;

structure! {
    struct Everywhere = "Everywhere" {
        id: String = "Id" [label("id")],
        page: i32 = "Page" [query("page")],
        date: Timestamp = "Date" [http_date, header("X-Date")],
        media: String = "Media" [media_type("application/json"), header("X-Media")],
        status: i32 = "Status" [status_code],
        data: Blob = "Data" [payload],
    }
}

const JSON: &str =
    r#"{"Id":"i","Page":2,"Date":"Thu, 01 Jan 1970 00:00:00 GMT","Media":"m","Status":201,"Data":"dmFsdWU="}"#;

fn everywhere() -> Everywhere {
    Everywhere {
        id: Some("i".into()),
        page: Some(2),
        date: Timestamp::from_secs(0),
        media: Some("m".into()),
        status: Some(201),
        data: Some(Blob::from("value")),
    }
}

#[test]
fn serde_writes_and_reads_all_members() {
    assert_eq!(serde_json::to_string(&everywhere()).expect("JSON"), JSON);
    assert_eq!(serde_json::from_str::<Everywhere>(JSON).expect("it is read"), everywhere());
}

static AWS_JSON: Service = Service {
    id: "Json Test",
    api_version: "2020-01-01",
    signing_name: "jsontest",
    protocol: &codegen_runtime::protocol::AwsJson { version: "1.0", target_prefix: "Json", query_compatible: false },
    resolve_endpoint: SERVICE.resolve_endpoint,
};

#[derive(Debug)]
struct Json;

impl Operation for Json {
    type Input = Everywhere;
    type Output = Everywhere;
    type Error = NoError;
    const SERVICE: &'static Service = &AWS_JSON;
    const NAME: &'static str = "Json";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
}

#[test]
fn aws_json_has_no_bindings() {
    let request = Json::request(&everywhere()).expect("a request");
    assert_eq!(request.uri(), "/");
    assert_eq!(request.headers()["x-amz-target"], "Json.Json");
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
    assert!(request.extensions().is_empty());
    assert_eq!(std::str::from_utf8(request.body().bytes().expect("bytes")).expect("a text"), JSON);
    let response = http::Response::builder().status(200).header("x-date", "none").body(JSON).expect("a response");
    assert_eq!(Json::parse(&response).expect("it is read"), everywhere());
}

/// A deserializer of a format whose values are all units.
struct Unit;

impl<'de> serde_core::Deserializer<'de> for Unit {
    type Error = serde_core::de::value::Error;

    fn deserialize_any<V: serde_core::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }

    serde_core::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl serde_core::de::IntoDeserializer<'_> for Unit {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[test]
fn a_unit_is_a_null_in_formats_without_options() {
    use serde_core::Deserialize as _;
    use serde_core::de::value::MapDeserializer;

    let units = MapDeserializer::new([("text", Unit), ("nested", Unit)].into_iter());
    assert_eq!(All::deserialize(units), Ok(All::default()));
    let numbers = MapDeserializer::<_, serde_core::de::value::Error>::new([("text", 1_u32)].into_iter());
    let error = All::deserialize(numbers).expect_err("a number is not an option");
    assert_eq!(error.to_string(), "text: invalid type: integer `1`, expected a value or null");
}
