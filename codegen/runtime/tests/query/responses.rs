//! Outputs and errors in XML.

use codegen_runtime::{Error, Operation, Timestamp};

use super::response;
use super::service::{AwsEmpty, AwsLists, AwsTimes, Ec2Empty, Ec2Lists, Ec2Times, Errors};

fn output<O: Operation>(body: &str) -> O::Output {
    O::parse(&response(200, body)).unwrap_or_else(|e| panic!("{e}"))
}

fn failure<O: Operation>(status: u16, body: &str) -> Error<O::Error>
where
    O::Output: std::fmt::Debug,
{
    O::parse(&response(status, body)).expect_err("an error")
}

#[test]
fn an_output_is_within_two_elements_or_one() {
    let members = "<normalFormat>2015-01-25T08:00:00Z</normalFormat><new><Result/></new>";
    let time = Timestamp::from_secs(1_422_172_800);
    let aws = format!(
        "<?xml version=\"1.0\"?>\n<QueryTimestampsResponse xmlns=\"https://example.com/\">\n  <QueryTimestampsResult>\
         {members}</QueryTimestampsResult>\n<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>\
         </QueryTimestampsResponse>\n"
    );
    assert_eq!(output::<AwsTimes>(&aws).normal, time);
    let ec2 = format!(
        "<QueryTimestampsResponse xmlns=\"https://example.com/\">{members}<requestId>r-1</requestId>\
         </QueryTimestampsResponse>"
    );
    assert_eq!(output::<Ec2Times>(&ec2).normal, time);
}

#[test]
fn names_in_responses_are_those_of_xml() {
    let lists = "<ListArg><member>a</member></ListArg><FlattenedListArg>b</FlattenedListArg>\
        <FlattenedListArg>c</FlattenedListArg><Hi>d</Hi>";
    let aws = output::<AwsLists>(&format!("<XResponse><XResult>{lists}</XResult></XResponse>"));
    let ec2 = output::<Ec2Lists>(&format!("<XResponse>{lists}</XResponse>"));
    for output in [aws, ec2] {
        assert_eq!(
            (output.list(), output.flattened(), output.named()),
            (&["a".to_owned()][..], &["b".to_owned(), "c".to_owned()][..], &["d".to_owned()][..])
        );
    }
}

#[test]
fn an_output_without_members_may_be_absent() {
    let metadata = "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>";
    for body in ["", "\n", &format!("<XResponse>{metadata}</XResponse>"), "<XResponse><XResult/></XResponse>"] {
        output::<AwsEmpty>(body);
    }
    for body in ["", "<XResponse/>", "<XResponse><requestId>r-1</requestId></XResponse>"] {
        output::<Ec2Empty>(body);
    }
}

#[test]
fn an_error_of_aws_query_is_within_an_error_response() {
    let body = |code: &str, members: &str| {
        format!(
            "<ErrorResponse>\n <Error>\n <Type>Sender</Type>\n <Code>{code}</Code>\n {members}\n </Error>\n\
             <RequestId>foo-id</RequestId>\n</ErrorResponse>\n"
        )
    };
    let error = failure::<AwsEmpty>(400, &body("InvalidGreeting", "<Message>Hi</Message>"));
    assert_eq!(error.to_string(), "EmptyInputAndEmptyOutput: InvalidGreeting: Hi (HTTP 400, request id foo-id)");
    assert!(matches!(error.kind(), Errors::InvalidGreeting(error) if error.message() == Some("Hi")));

    let error = failure::<AwsEmpty>(402, &body("Customized", "<Message>Hi</Message>"));
    assert!(matches!(error.kind(), Errors::CustomCodeError(error) if error.message() == Some("Hi")));

    let members = "<TopLevel>Top level</TopLevel><Nested><Foo>bar</Foo></Nested>";
    let error = failure::<AwsEmpty>(400, &body("ComplexError", members));
    let Errors::ComplexError(error) = error.into_kind() else { panic!("another error") };
    assert_eq!(error.top_level(), Some("Top level"));
    assert_eq!(error.nested().and_then(|nested| nested.foo()), Some("bar"));

    let error = failure::<AwsEmpty>(500, &body("New", "<Message>Hi</Message>"));
    assert!(matches!(error.kind(), Errors::Other(_)));
    assert_eq!((error.code(), error.message()), (Some("New"), Some("Hi")));
}

#[test]
fn an_error_of_ec2_query_is_within_errors() {
    let body = "<Response><Errors><Error><Code>ComplexError</Code><Message>Hi</Message><TopLevel>Top level</TopLevel>\
        <Nested><Foo>bar</Foo></Nested></Error></Errors><RequestID>foo-id</RequestID></Response>";
    let error = failure::<Ec2Empty>(400, body);
    assert_eq!((error.message(), error.request_id()), (Some("Hi"), Some("foo-id")));
    let Errors::ComplexError(error) = error.into_kind() else { panic!("another error") };
    assert_eq!(error.top_level(), Some("Top level"));
    assert_eq!(error.nested().and_then(|nested| nested.foo()), Some("bar"));
}

#[test]
fn a_request_id_in_a_header_counts_first() {
    let mut response = response(400, "<ErrorResponse><RequestId>body</RequestId></ErrorResponse>");
    response.headers_mut().insert("x-amzn-requestid", http::HeaderValue::from_static("header"));
    let error = AwsEmpty::parse(&response).expect_err("an error");
    assert_eq!((error.request_id(), error.code()), (Some("header"), None));
}
