//! The shapes and operations of these tests: one output in each protocol.

use std::collections::BTreeMap;

use codegen_runtime::protocol::{AwsJson, AwsQuery, RestJson, RestXml, RpcV2Cbor};
use codegen_runtime::{
    Document, Endpoint, EndpointError, EndpointParams, Http, Operation, RetrySafety, Service, Timestamp,
    modelled_error, operation_error, structure, union,
};

structure! {
    /// An author.
    pub struct Author = "Author" {
        /// The name.
        name: String = "name",
        /// The age.
        age: i32 = "age",
    }
}

union! {
    /// A figure.
    pub enum Figure = "Figure" {
        /// The radius of a circle.
        Circle(i32) = "circle",
        /// An author.
        Author(Author) = "author",
    }
}

/// The output, for each protocol. A report is the output of one operation.
macro_rules! report {
    ($name:ident of $operation:ident) => {
        structure! {
            /// A report.
            pub struct $name = "Report" {
                /// The ARN.
                arn: String = "arn",
                /// The number of pages.
                pages: i32 = "pages",
                /// The time of writing.
                written: Timestamp = "written",
                /// The author.
                author: Author = "author",
                /// Counts.
                counts: Vec<i32> = "counts",
                /// All authors.
                authors: Vec<Author> = "authors",
                /// The sizes of attachments.
                sizes: BTreeMap<String, i32> = "sizes",
                /// A figure.
                figure: Figure = "figure",
                /// Anything.
                document: Document = "document",
                /// The last member.
                last: String = "last",
            }
            output of $operation
        }
    };
}

report! { Report of GetReport }

structure! {
    /// An output with HTTP bindings.
    pub struct Bound = "Bound" {
        /// A header.
        age: i32 = "age" [header("x-age")],
        /// A list in a header.
        counts: Vec<i32> = "counts" [header("x-counts")],
        /// Headers by their prefix.
        sizes: BTreeMap<String, i32> = "sizes" [prefix_headers("x-size-")],
        /// The status.
        status: i8 = "status" [status_code],
        /// A member of the body.
        name: String = "name",
        /// Another member of the body.
        arn: String = "arn",
    }
    output of GetBound
}

structure! {
    /// An output whose body is a member.
    pub struct Payload = "Payload" {
        /// A header.
        arn: String = "arn" [header("x-arn")],
        /// The body.
        author: Author = "author" [structure_payload],
    }
    output of GetPayload
}

structure! {
    /// An output whose body is a text.
    pub struct TextPayload = "TextPayload" {
        /// A header.
        arn: String = "arn" [header("x-arn")],
        /// The body.
        text: String = "text" [payload],
    }
    output of GetTextPayload
}

structure! {
    /// An output whose body is a union.
    pub struct UnionPayload = "UnionPayload" {
        /// A header.
        arn: String = "arn" [header("x-arn")],
        /// The body.
        figure: Figure = "figure" [payload],
    }
    output of GetUnionPayload
}

structure! {
    /// An input without members.
    pub struct Nothing = "Nothing" {}
}

structure! {
    /// There is no such report.
    pub struct NoSuchReport = "NoSuchReport" {
        /// The message.
        message: String = "message",
        /// The time at which it was deleted.
        deleted: Timestamp = "deleted",
        /// The ARN.
        arn: String = "arn",
    }
}

modelled_error! { NoSuchReport = "NoSuchReport", Client, Unspecified, message }

structure! {
    /// The report is for others, whom the message names.
    pub struct NotYours = "NotYours" {
        /// The message.
        message: String = "message" [sensitive],
    }
}

modelled_error! { NotYours = "NotYours", Client, Unspecified, message }

operation_error! {
    /// The errors of all operations.
    pub enum ReportError {
        /// There is no such report.
        NoSuchReport(NoSuchReport) = "NoSuchReport",
        /// The report is for others.
        NotYours(NotYours) = "NotYours",
    }
}

fn resolve_endpoint(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(params.endpoint.as_deref().unwrap_or("https://reports.invalid")))
}

macro_rules! services {
    ($($name:ident = $protocol:expr;)*) => {$(
        pub static $name: Service = Service {
            id: "Reports",
            api_version: "2020-01-01",
            signing_name: "reports",
            protocol: &$protocol,
            resolve_endpoint,
        };
    )*};
}

services! {
    JSON = AwsJson { version: "1.1", target_prefix: "Reports", query_compatible: false };
    CBOR = RpcV2Cbor { service: "Reports", query_compatible: false };
    QUERY = AwsQuery { version: "2020-01-01" };
    REST_JSON = RestJson;
    REST_XML = RestXml { namespace: None, no_error_wrapping: true };
}

structure! {
    /// There is no such key.
    pub struct NoSuchKey = "NoSuchKey" {}
}

modelled_error! { NoSuchKey = "NoSuchKey", Client, Unspecified, }

operation_error! {
    /// The errors of `HeadReport`.
    pub enum HeadError {
        /// There is no such key.
        NoSuchKey(NoSuchKey) = "NoSuchKey",
    }
}

#[derive(Debug)]
pub struct HeadReport;

impl Operation for HeadReport {
    type Input = Nothing;
    type Output = Nothing;
    type Error = HeadError;
    const SERVICE: &'static Service = &REST_XML;
    const NAME: &'static str = "HeadReport";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
    const HTTP: Http = Http { method: "HEAD", uri: "/report" };
}

macro_rules! operations {
    ($($name:ident: $output:ty, $service:ident;)*) => {$(
        #[derive(Debug)]
        pub struct $name;

        impl Operation for $name {
            type Input = Nothing;
            type Output = $output;
            type Error = ReportError;
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
            const HTTP: Http = Http { method: "GET", uri: "/report" };
        }
    )*};
}

operations! {
    GetReport: Report, JSON;
    GetReportInCbor: Report, CBOR;
    GetReportInQuery: Report, QUERY;
    GetReportInXml: Report, REST_XML;
    GetBound: Bound, REST_JSON;
    GetBoundInXml: Bound, REST_XML;
    GetPayload: Payload, REST_JSON;
    GetPayloadInXml: Payload, REST_XML;
    GetTextPayload: TextPayload, REST_JSON;
    GetUnionPayload: UnionPayload, REST_JSON;
}
