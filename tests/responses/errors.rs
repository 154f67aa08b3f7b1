//! Error responses: where services put the code and the message, what becomes of them, and how
//! they read.

use std::collections::BTreeSet;

use generated::devicefarm::error::{
    ArgumentException, LimitExceededException, NotFoundException, ServiceAccountException,
};
use generated::devicefarm::operation;
use generated::runtime::{Fault, ModelledError, Operation, Retry};

use super::{Erased, Kind, OPERATIONS, Refused};
use crate::vectors::{cases, of_all_operations, response, response_of, text};

/// The errors that the model lists, for each operation.
const MODELLED: [&str; 4] =
    ["ArgumentException", "LimitExceededException", "NotFoundException", "ServiceAccountException"];

fn refuse(operation: &Erased, status: u16, headers: &[(&str, &str)], body: &str) -> Box<Refused> {
    let refused = (operation.parse)(&response(status, headers, body)).expect_err(body);
    assert_eq!(refused.status, Some(status), "{body}");
    refused
}

#[test]
fn each_place_of_the_code_gives_the_modelled_error() {
    let uri = "http://internal.example.com/coral/com.example.validate/";
    for operation in &OPERATIONS {
        for code in MODELLED {
            let spelled = [
                code.to_owned(),
                format!("{code}:{uri}"),
                format!("com.amazonaws.devicefarm#{code}"),
                format!("com.amazonaws.devicefarm#{code}:{uri}"),
                format!(" {code} "),
            ];
            for spelling in &spelled {
                let in_body = |member: &str| format!(r#"{{"{member}": "{spelling}", "message": "why"}}"#);
                for (headers, body) in [
                    (vec![], in_body("__type")),
                    (vec![], in_body("code")),
                    (vec![("x-amzn-errortype", spelling.as_str())], r#"{"message": "why"}"#.to_owned()),
                    (vec![("X-Amzn-ErrorType", spelling.as_str())], in_body("ignored")),
                    (vec![("x-amzn-errortype", "")], in_body("__type")),
                ] {
                    for status in [400, 404, 500] {
                        let refused = refuse(operation, status, &headers, &body);
                        assert_eq!(refused.kind, Kind::Modelled(code, Some("why".to_owned())), "{headers:?} {body}");
                        assert_eq!((refused.code.as_deref(), refused.message.as_deref()), (Some(code), Some("why")));
                        let line = format!("{}: {code}: why (HTTP {status})", operation.name);
                        assert_eq!(refused.line, line);
                    }
                }
            }
        }
    }
}

#[test]
fn of_several_codes_the_header_counts_first_then_the_type() {
    for operation in &OPERATIONS {
        let body = r#"{"code": "ArgumentException", "__type": "NotFoundException"}"#;
        let header = [("x-amzn-errortype", "LimitExceededException")];
        assert_eq!(refuse(operation, 400, &header, body).kind, Kind::Modelled("LimitExceededException", None));
        assert_eq!(refuse(operation, 400, &[], body).kind, Kind::Modelled("NotFoundException", None));
        let body = r#"{"code": "ArgumentException", "__type": ""}"#;
        assert_eq!(refuse(operation, 400, &[], body).kind, Kind::Modelled("ArgumentException", None));
    }
}

#[test]
fn each_place_of_the_message_gives_the_message() {
    for operation in &OPERATIONS {
        for (members, message) in [
            (r#""message": "m""#, Some("m")),
            (r#""Message": "m""#, Some("m")),
            (r#""errorMessage": "m""#, Some("m")),
            (r#""Message": "capital", "message": "small""#, Some("small")),
            (r#""message": "small", "Message": "capital""#, Some("small")),
            (r#""message": null, "Message": "capital""#, Some("capital")),
            (r#""message": "Prüf\ngrund \ud83d\ude42""#, Some("Prüf\ngrund 🙂")),
            (r#""message": null"#, None),
            (r#""message": """#, None),
            (r#""MESSAGE": "no""#, None),
        ] {
            for code in ["NotFoundException", "MadeUpException"] {
                let refused = refuse(operation, 400, &[], &format!(r#"{{"__type": "{code}", {members}}}"#));
                assert_eq!(refused.message.as_deref(), message, "{members}");
                if let Kind::Modelled(_, of_variant) = refused.kind {
                    assert_eq!(of_variant.filter(|text| !text.is_empty()).as_deref(), message, "{members}");
                }
            }
        }
    }
}

/// Each error comes as the variant of that name, which holds the structure of that name.
#[test]
fn variants_are_named_as_their_errors() {
    macro_rules! variants {
        ($($operation:ident),* $(,)?) => {$({
            type Kind = <operation::$operation as Operation>::Error;
            let kind_of = |code: &str| {
                let body = format!(r#"{{"__type": "{code}", "message": "why"}}"#);
                operation::$operation::parse(&response(400, &[], body)).expect_err("an error").into_kind()
            };
            let why = Some("why".to_owned());
            let is = |kind: Kind| match kind {
                Kind::ArgumentException(ArgumentException { message, .. }) => ("argument", message),
                Kind::LimitExceededException(LimitExceededException { message, .. }) => ("limit", message),
                Kind::NotFoundException(NotFoundException { message, .. }) => ("not found", message),
                Kind::ServiceAccountException(ServiceAccountException { message, .. }) => ("account", message),
                other => panic!("{other:?}"),
            };
            assert_eq!(is(kind_of("ArgumentException")), ("argument", why.clone()));
            assert_eq!(is(kind_of("LimitExceededException")), ("limit", why.clone()));
            assert_eq!(is(kind_of("NotFoundException")), ("not found", why.clone()));
            assert_eq!(is(kind_of("ServiceAccountException")), ("account", why.clone()));
        })*};
    }
    of_all_operations!(variants);
}

#[test]
fn a_modelled_error_knows_itself() {
    let error = NotFoundException::default();
    assert_eq!(
        (error.code(), error.message(), error.to_string().as_str()),
        ("NotFoundException", None, "NotFoundException")
    );
    assert_eq!((error.fault(), error.retry()), (Fault::Client, Retry::Unspecified));
    let mut error = ServiceAccountException::default();
    error.message = Some("two\nlines".to_owned());
    assert_eq!(error.to_string(), "ServiceAccountException: two lines");
}

#[test]
fn a_modelled_error_of_the_wrong_shape_keeps_its_code() {
    for operation in &OPERATIONS {
        for code in MODELLED {
            let headers = [("x-amzn-errortype", code), ("x-amzn-requestid", "r-1")];
            for (body, message) in [
                (r#"{"message": {"not": "a text"}}"#, None),
                (r#"{"message": 7, "Message": "why"}"#, Some("why")),
                (r#"{"message": "why", "more": }"#, Some("why")),
                ("[]", None),
                ("<html></html>", None),
                ("{", None),
            ] {
                let refused = refuse(operation, 400, &headers, body);
                // The code alone says which error it is.
                let modelled = Kind::Modelled(code, message.map(str::to_owned));
                assert_eq!((refused.kind, refused.code.as_deref()), (modelled, Some(code)), "{body}");
                assert_eq!(refused.message.as_deref(), message, "{body}");
                assert_eq!(refused.request_id.as_deref(), Some("r-1"), "{body}");
            }
            let refused = refuse(operation, 400, &headers, "");
            assert_eq!(refused.kind, Kind::Modelled(code, None));
            let members = r#"{"message": "why", "new": [{}], "limit": 1e999, "odd": "\ud800"}"#;
            let refused = refuse(operation, 400, &headers, members);
            assert_eq!(refused.kind, Kind::Modelled(code, Some("why".to_owned())), "new members do no harm");
        }
    }
}

#[test]
fn new_members_before_the_code_do_not_hide_it() {
    for new in ["1e999", r#""\ud800""#, "[[{}]]", "-0.0", "null"] {
        let body = format!(r#"{{"new": {new}, "message": "why", "__type": "MadeUpException"}}"#);
        let refused = refuse(&OPERATIONS[0], 400, &[], &body);
        assert_eq!(
            (refused.code.as_deref(), refused.message.as_deref()),
            (Some("MadeUpException"), Some("why")),
            "{new}"
        );
    }
}

#[test]
fn an_error_that_the_model_does_not_list_keeps_its_code() {
    for operation in &OPERATIONS {
        for (status, code, throttling) in [
            (400, "MadeUpException", false),
            (403, "AccessDeniedException", false),
            (500, "InternalFailure", false),
            (400, "ThrottlingException", true),
            (400, "TooManyRequestsException", true),
            (503, "SlowDown", true),
            (429, "MadeUpException", true),
            // A code's case counts, as in the rest of its name.
            (400, "notfoundexception", false),
        ] {
            let body = format!(r#"{{"__type": "{code}", "message": "why"}}"#);
            let refused = refuse(operation, status, &[("x-amzn-requestid", "r-1")], &body);
            let line = format!("{}: {code}: why (HTTP {status}, request id r-1)", operation.name);
            let expected = Refused {
                kind: Kind::Service,
                code: Some(code.to_owned()),
                message: Some("why".to_owned()),
                status: Some(status),
                request_id: Some("r-1".to_owned()),
                throttling,
                line,
            };
            assert_eq!(*refused, expected);
        }
        assert!(!refuse(operation, 400, &[], r#"{"__type": "LimitExceededException"}"#).throttling);
    }
}

#[test]
fn an_error_without_a_code_has_none() {
    let bodies =
        ["", " ", "{}", "null", "[]", "\"x\"", r#"{"__type": null}"#, r#"{"__type": 1, "code": {}}"#, r#"{"__type": "#];
    let html = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    for operation in &OPERATIONS {
        for status in [301, 304, 400, 403, 500, 502, 503] {
            for body in bodies.into_iter().chain([html, "upstream connect error"]) {
                let refused = refuse(operation, status, &[("content-type", "text/html")], body);
                assert_eq!((refused.kind, refused.code, refused.message), (Kind::Service, None, None), "{body}");
                let page = if body == html { ": the response is an HTML page: 502 Bad Gateway nginx" } else { "" };
                let line = format!("{}: the service returned an error{page} (HTTP {status})", operation.name);
                assert_eq!(refused.line, line);
                assert_eq!((refused.request_id, refused.throttling), (None, false));
            }
        }
    }
}

#[test]
fn the_request_id_comes_from_either_header() {
    for (headers, id) in [
        (vec![("x-amzn-requestid", "a")], Some("a")),
        (vec![("x-amzn-RequestId", "a")], Some("a")),
        (vec![("x-amz-request-id", "b")], Some("b")),
        (vec![("x-amz-request-id", "b"), ("x-amzn-requestid", "a")], Some("a")),
        (vec![("x-amzn-requestid", "\u{e9}")], Some("\u{e9}")),
        (vec![], None),
    ] {
        assert_eq!(refuse(&OPERATIONS[0], 500, &headers, "").request_id.as_deref(), id, "{headers:?}");
    }
}

#[test]
fn errors_read_on_one_line() {
    let line = |operation: &str, status, headers: &[(&str, &str)], body: &str| {
        let operation = OPERATIONS.iter().find(|one| one.name == operation).expect(operation);
        (operation.parse_strict)(&response(status, headers, body)).expect_err(body).line
    };
    let id = [("x-amzn-requestid", "0f1e2d3c")];
    assert_eq!(
        line(
            "CreateRemoteAccessSession",
            400,
            &id,
            r#"{"__type": "LimitExceededException", "message": "No free slot"}"#
        ),
        "CreateRemoteAccessSession: LimitExceededException: No free slot (HTTP 400, request id 0f1e2d3c)",
    );
    assert_eq!(
        line("GetDevice", 400, &id, r#"{"__type": "NotFoundException"}"#),
        "GetDevice: NotFoundException (HTTP 400, request id 0f1e2d3c)",
    );
    assert_eq!(
        line(
            "ListProjects",
            400,
            &[],
            r#"{"__type": "a.b#NewException", "Message": "one\r\n\ttwo\u0000three\u001b[31m"}"#
        ),
        "ListProjects: NewException: one two three [31m (HTTP 400)",
    );
    assert_eq!(
        line("StopRemoteAccessSession", 502, &id, "<html></html>"),
        "StopRemoteAccessSession: the service returned an error: the response is an HTML page (HTTP 502, request id \
         0f1e2d3c)",
    );
    assert_eq!(
        line("ListDevices", 503, &[], r#"{"message": "Service Unavailable"}"#),
        "ListDevices: the service returned an error: Service Unavailable (HTTP 503)",
    );
    assert_eq!(
        line("GetUpload", 200, &id, r#"{"upload": {"created": "yesterday"}}"#),
        "GetUpload: invalid response: upload.created: the string is not a timestamp \
         at byte 34 (HTTP 200, request id 0f1e2d3c)",
    );
    assert_eq!(
        line("GetProject", 200, &[], "<html>"),
        "GetProject: invalid response: the response is an HTML page and not one of the service (HTTP 200)",
    );
}

/// The responses that we read otherwise than botocore, on purpose: the case, the code, the message, and the reason.
const OTHERWISE: &[(&str, Option<&str>, Option<&str>, &str)] = &[
    ("header-with-uri", Some("ServiceAccountException"), Some("made-up reason"), HEADER),
    ("header-plain", Some("NotFoundException"), Some("made-up reason"), HEADER),
    ("header-and-type", Some("ServiceAccountException"), Some("made-up reason"), HEADER),
    ("header-and-empty-body", Some("ServiceAccountException"), None, HEADER),
    ("body-code", Some("LimitExceededException"), Some("made-up reason"), "botocore does not look at `code`"),
    ("object-empty", None, None, STATUS),
    ("body-empty-400", None, None, STATUS),
    ("body-empty-500", None, None, STATUS),
    ("html-502", None, None, STATUS),
    ("html-doctype-502", None, None, STATUS),
    ("text-400", None, None, STATUS),
];
const HEADER: &str = "botocore does not look at the header x-amzn-errortype";
const STATUS: &str =
    "botocore gives the HTTP status for a code, and its name or the whole body for a message; we invent neither";

#[test]
fn codes_and_messages_are_those_of_botocore_save_where_it_is_said() {
    let cases = cases("errors.json");
    let names: BTreeSet<_> = cases.iter().map(|case| text(case, "name")).collect();
    assert_eq!(names.len(), cases.len());
    for (name, ..) in OTHERWISE {
        assert!(names.contains(name), "no case {name}");
    }
    for case in &cases {
        let name = text(case, "name");
        let of_botocore = (case["code"].as_str(), case["message"].as_str());
        let otherwise = OTHERWISE.iter().find(|(case, ..)| *case == name);
        let expected = otherwise.map_or(of_botocore, |(_, code, message, _)| (*code, *message));
        assert_eq!(otherwise.is_some(), expected != of_botocore, "{name}: listed, and read as botocore does");
        for operation in &OPERATIONS {
            let refused = (operation.parse)(&response_of(case)).expect_err(name);
            assert_eq!((refused.code.as_deref(), refused.message.as_deref()), expected, "{name}");
            assert_eq!(refused.request_id, Some(format!("request-{name}")));
            let modelled = refused.code.as_deref().filter(|code| MODELLED.contains(code));
            assert_eq!(matches!(refused.kind, Kind::Modelled(..)), modelled.is_some(), "{name}");
        }
    }
}
