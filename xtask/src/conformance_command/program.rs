//! Runs the cases of protocol suites, a JSON object a line, with what generated code makes of them.

use codegen_runtime as rt;
use rt::serde_core::{Serialize, de::DeserializeOwned};
use rt::serde_json::{Value, from_slice, from_str, from_value, json, to_string};
use rt::{Endpoint, Operation, OperationError};

/// The token that suites expect where one is filled in.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

fn main() {
    for line in std::io::stdin().lines() {
        let case: Value = from_str(&line.expect("a line can be read")).expect("a line is JSON");
        let mut result = dispatch(&case);
        result["number"] = case["number"].clone();
        println!("{result}");
    }
}

fn run<O: Operation>(case: &Value) -> Value
where
    O::Input: DeserializeOwned,
    O::Output: Serialize,
{
    match case.get("response") {
        Some(response) => parsed::<O>(response),
        None => asked::<O>(case),
    }
}

/// The request that is made of an input.
fn asked<O: Operation>(case: &Value) -> Value
where
    O::Input: DeserializeOwned,
{
    let mut input: O::Input = match from_value(case["params"].clone()) {
        Ok(input) => input,
        Err(e) => return json!({ "broken": format!("the input cannot be read: {e}") }),
    };
    O::fill_token(&mut input, &mut || TOKEN.to_owned());
    let request = match O::request(&input) {
        Ok(request) => request,
        Err(e) => return json!({ "broken": e.to_string() }),
    };
    let endpoint = Endpoint::new(case["endpoint"].as_str().unwrap_or_default());
    let request = match endpoint.apply(request) {
        Ok(request) => request,
        Err(e) => return json!({ "broken": e.to_string() }),
    };
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]));
    json!({
        "method": request.method().as_str(),
        "uri": request.uri().path_and_query().map_or("", |it| it.as_str()),
        "host": request.uri().authority().map_or("", |it| it.as_str()),
        "headers": headers.collect::<Vec<_>>(),
        "body": request.body().bytes().unwrap_or_default(),
    })
}

/// The members of an error, as JSON.
fn members(error: &dyn rt::schema::SerializeStructure) -> Option<Value> {
    let mut serializer = rt::codec::json::JsonSerializer::default();
    error.serialize(&mut serializer).ok()?;
    from_slice(&serializer.into_bytes()).ok()
}

/// Returns the result of parsing a response.
fn parsed<O: Operation>(response: &Value) -> Value
where
    O::Output: Serialize,
{
    let mut builder = http::Response::builder().status(response["status_code"].as_u64().unwrap_or(200) as u16);
    for (name, value) in response["headers"].as_object().into_iter().flatten() {
        builder = builder.header(name, value.as_str().unwrap_or_default());
    }
    let body: Vec<u8> = from_value(response["body"].clone()).expect("a body is a list of bytes");
    let http = match builder.body(body) {
        Ok(http) => http,
        Err(e) => return json!({ "broken": format!("the case has no response of HTTP: {e}") }),
    };
    match O::parse(&http) {
        // By way of the text, for a value holds a 32-bit number with more digits than it has.
        Ok(output) => match to_string(&output) {
            Ok(text) => json!({ "result": from_str::<Value>(&text).ok() }),
            Err(e) => json!({ "message": e.to_string() }),
        },
        Err(error) => {
            let modelled = error.kind().as_modelled().and_then(|it| members(it.as_structure()));
            json!({
                "errorCode": error.code(),
                "errorMessage": error.message(),
                "error": modelled,
                "message": error.to_string(),
            })
        }
    }
}

