//! serde's traits, which know nothing of HTTP: they write and read all members by their JSON names. So does awsJson,
//! which has no HTTP bindings.

use codegen_runtime::{Blob, Operation, RetrySafety, Service, Timestamp, structure};

use super::{NoError, SERVICE};

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
