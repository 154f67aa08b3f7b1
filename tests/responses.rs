//! Responses of all kinds, and what must come of them: never a panic, and never a value that the service did
//! not send. What holds for one operation is tested with all seventeen that have vectors.

mod broken;
mod documents;
mod errors;
mod numbers;
mod outputs;

use std::fmt::Debug;

use generated::devicefarm::operation;
use generated::runtime::schema::Structure as _;
use generated::runtime::serde_core::Serialize;
use generated::runtime::{Error, Failure, Operation, OperationError, ParseOptions, UnreadableMember};
use serde_json::Value;

use crate::vectors::{full, of_all_operations, text};

/// An operation whose types are forgotten.
struct Erased {
    name: &'static str,
    parse: fn(&http::Response<Vec<u8>>) -> Outcome,
    /// As `parse`, where the first member that cannot be read is an error.
    parse_strict: fn(&http::Response<Vec<u8>>) -> Outcome,
    /// The reports of the members that cannot be read.
    unreadable: fn(&http::Response<Vec<u8>>) -> Vec<UnreadableMember>,
    /// As `Debug` shows the output, on one line and on several.
    debug: fn(&http::Response<Vec<u8>>) -> String,
}

type Outcome = Result<Seen, Box<Refused>>;

/// An output.
#[derive(Debug)]
struct Seen {
    /// As it is written again.
    json: Value,
    /// True if nothing is set.
    is_default: bool,
}

/// An error.
#[derive(Debug, PartialEq)]
struct Refused {
    kind: Kind,
    code: Option<String>,
    message: Option<String>,
    status: Option<u16>,
    request_id: Option<String>,
    throttling: bool,
    /// Its `to_string()`.
    line: String,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// The variant of the error with this code, and its message.
    Modelled(&'static str, Option<String>),
    /// `Failure::Service`.
    Service,
    /// `Failure::Response`, and what its source says.
    Response(String),
}

impl Erased {
    const fn of<O: Operation<Output: Serialize + Debug + PartialEq>>() -> Self {
        Self {
            name: O::NAME,
            parse: parse::<O>,
            parse_strict: parse_strict::<O>,
            unreadable: unreadable::<O>,
            debug: debug::<O>,
        }
    }

    /// Parses a response with status 200.
    fn read(&self, body: impl Into<Vec<u8>>) -> Outcome {
        (self.parse)(&crate::vectors::response(200, &[("x-amzn-requestid", "r-1")], body))
    }

    /// The output that a body must give.
    fn accept(&self, body: impl Into<Vec<u8>>) -> Seen {
        let body = body.into();
        self.read(&*body).unwrap_or_else(|e| panic!("{e:?} for {}", String::from_utf8_lossy(&body)))
    }

    /// Returns the message of `Failure::Response` for a body that must give one, also without the strict mode.
    fn reject_always(&self, body: impl Into<Vec<u8>>) -> String {
        let body = body.into();
        assert!(self.read(&*body).is_err(), "{}: {}", self.name, String::from_utf8_lossy(&body));
        self.reject(body)
    }

    /// Returns the message of `Failure::Response` for a body that must give one in the strict mode.
    fn reject(&self, body: impl Into<Vec<u8>>) -> String {
        let body = body.into();
        let read = (self.parse_strict)(&crate::vectors::response(200, &[("x-amzn-requestid", "r-1")], &*body));
        let refused = match read {
            Ok(seen) => panic!("{}: {} is read as {}", self.name, String::from_utf8_lossy(&body), seen.json),
            Err(refused) => refused,
        };
        let Kind::Response(why) = refused.kind else { panic!("{refused:?}") };
        assert_eq!((refused.status, refused.request_id.as_deref()), (Some(200), Some("r-1")), "{why}");
        assert_eq!((&refused.code, &refused.message), (&None, &None), "{why}");
        let name = self.name;
        let line = format!("{name}: invalid response: {why} (HTTP 200, request id r-1)");
        assert_eq!(refused.line, line);
        why
    }
}

fn parse<O>(response: &http::Response<Vec<u8>>) -> Outcome
where
    O: Operation<Output: Serialize + Debug + PartialEq>,
{
    seen::<O>(O::parse(response))
}

fn parse_strict<O>(response: &http::Response<Vec<u8>>) -> Outcome
where
    O: Operation<Output: Serialize + Debug + PartialEq>,
{
    let strict = ParseOptions::default().strict(true);
    seen::<O>(O::parse_with(response, strict).map(|response| response.output))
}

fn unreadable<O: Operation<Output: Debug>>(response: &http::Response<Vec<u8>>) -> Vec<UnreadableMember> {
    let read = O::parse_with(response, ParseOptions::default()).unwrap_or_else(|e| panic!("{e}"));
    let reports = read.metadata.unreadable_members().to_vec();
    assert_eq!(read.output.unreadable_members(), reports, "the output carries them too");
    reports
}

fn seen<O>(read: Result<O::Output, Error<O::Error>>) -> Outcome
where
    O: Operation<Output: Serialize + Debug + PartialEq>,
{
    match read {
        Ok(output) => {
            Ok(Seen { json: serde_json::to_value(&output).expect("JSON"), is_default: output == O::Output::default() })
        }
        Err(e) => Err(Box::new(refused::<O>(&e))),
    }
}

fn debug<O: Operation<Output: Debug>>(response: &http::Response<Vec<u8>>) -> String {
    let output = O::parse(response).unwrap_or_else(|e| panic!("{e}"));
    format!("{output:?} {output:#?}")
}

fn refused<O: Operation>(error: &Error<O::Error>) -> Refused {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let kind = match (error.kind().failure(), error.kind().as_modelled()) {
        (None, Some(modelled)) => Kind::Modelled(modelled.code(), owned(modelled.message())),
        (Some(Failure::Service), None) => Kind::Service,
        (Some(Failure::Response(e)), None) => Kind::Response(e.to_string()),
        other => panic!("{other:?}"),
    };
    let line = error.to_string();
    assert!(!line.contains(char::is_control), "{line:?}");
    assert!(line.starts_with(&format!("{}: ", O::NAME)), "{line:?}");
    // What `main` and `unwrap` show is as good as what is printed on purpose.
    assert_eq!(format!("{error:?}"), line);
    assert!(format!("{error:#?}").contains("operation: "), "{error:#?}");
    assert_eq!(error.operation(), O::NAME);
    assert!(!error.is_timeout());
    Refused {
        kind,
        code: owned(error.code()),
        message: owned(error.message()),
        status: error.status(),
        request_id: owned(error.request_id()),
        throttling: error.is_throttling(),
        line,
    }
}

macro_rules! erased {
    ($($operation:ident),* $(,)?) => { [$(Erased::of::<operation::$operation>()),*] };
}

const OPERATIONS: [Erased; 17] = of_all_operations!(erased);

/// Each operation with a body in which every member is set.
fn full_bodies() -> Vec<(&'static Erased, String)> {
    let bodies = full("responses.json", &OPERATIONS.map(|one| one.name));
    OPERATIONS.iter().zip(bodies).map(|(operation, (_, case))| (operation, text(&case, "body").to_owned())).collect()
}

/// As [`full_bodies`], read.
fn full_documents() -> Vec<(&'static Erased, Value)> {
    full_bodies().into_iter().map(|(operation, body)| (operation, serde_json::from_str(&body).expect("JSON"))).collect()
}
