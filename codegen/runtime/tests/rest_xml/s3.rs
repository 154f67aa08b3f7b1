//! The peculiarities of Amazon S3.

use codegen_runtime as rt;
use rt::{Failure, Operation as _};

use super::{Nothing, operation, output, received, sent};

rt::structure! { pub struct Copied = "CopyObjectResult" { etag: String = "ETag" } }
rt::structure! {
    pub struct CopyOutput = "CopyObjectOutput" {
        expiration: String = "Expiration" [header("x-amz-expiration")],
        result: Copied = "CopyObjectResult" [structure_payload],
    }
}
rt::structure! { pub struct Object = "GetObjectOutput" { body: rt::ByteStream = "Body" [payload, streaming] } }
rt::structure! {
    pub struct LocationOutput = "GetBucketLocationOutput" [xml_name("LocationConstraint"), xml_unwrapped] {
        location: String = "LocationConstraint",
    }
}

operation! { CopyObject of S3: Nothing => CopyOutput, "PUT" "/b/copy" }
operation! { GetObject of S3: Nothing => Object, "GET" "/b/k" }
operation! { GetBucketLocation of S3: Nothing => LocationOutput, "GET" "/?location" }
operation! { PutNothing of S3: Nothing => Nothing, "PUT" "/" }

#[test]
fn an_error_may_have_the_status_of_success() {
    let body = "  \r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<Error><Code>InternalError</Code><Message>We failed.</Message>\
                <RequestId>r-1</RequestId><HostId>h</HostId></Error>";
    let error = received::<CopyObject>(200, &[], body).expect_err("it is an error");
    assert_eq!(error.to_string(), "CopyObject: InternalError: We failed. (HTTP 500, request id r-1)");
    assert!(matches!(error.kind().failure_of(), Some(Failure::Service)));
    assert!(received::<PutNothing>(200, &[], body).is_err(), "an output without a body is not an exception");
    let ok = output::<CopyObject>(&[], "\n<CopyObjectResult><ETag>&quot;e&quot;</ETag></CopyObjectResult>");
    assert_eq!(ok.result, Some(Copied { etag: Some("\"e\"".into()) }));
}

#[test]
fn an_object_may_look_like_an_error() {
    let body = "<Error><Code>InternalError</Code></Error>";
    assert_eq!(output::<GetObject>(&[], body).body, Some(body.into()));
}

#[test]
fn the_location_of_a_bucket_is_the_root() {
    let body = |location: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{location}</LocationConstraint>"
        )
    };
    assert_eq!(output::<GetBucketLocation>(&[], &body("eu-west-1")).location(), Some("eu-west-1"));
    assert_eq!(output::<GetBucketLocation>(&[], &body("")).location(), None);
    assert_eq!(sent::<GetBucketLocation>(&Nothing::default()), "GET /?location");
    let request = GetBucketLocation::request(&Nothing::default()).expect("a request");
    assert_eq!(request.uri().query(), Some("location"));
}

/// The failure of an error enum.
trait FailureOf {
    fn failure_of(&self) -> Option<&Failure>;
}

impl<E: rt::OperationError> FailureOf for E {
    fn failure_of(&self) -> Option<&Failure> {
        self.failure()
    }
}
