//! Asks generated endpoints for the published vectors. A line for each service says how many agree; each difference is
//! reported, and makes the program fail.

use std::collections::BTreeMap;

use codegen_runtime::{Endpoint, EndpointError, EndpointParams};
use endpoint_vectors::{s3, s3control, sts};
use serde_json::Value;

type Resolve = fn(&EndpointParams) -> Result<Endpoint, EndpointError>;

fn main() {
    let services: [(&str, Resolve); 3] = [
        ("s3", s3::endpoint::resolve),
        ("s3control", s3control::endpoint::resolve),
        ("sts", sts::endpoint::resolve),
    ];
    let mut differences = 0;
    for ((name, resolve), path) in services.into_iter().zip(std::env::args().skip(1)) {
        let text = std::fs::read(path).expect("the vectors can be read");
        let vectors: Value = serde_json::from_slice(&text).expect("they are JSON");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for vector in vectors["testCases"].as_array().expect("they are a list") {
            let outcome = compare(&vector["expect"], resolve(&params(&vector["params"])));
            *counts.entry(outcome.as_ref().map_or("differ", |outcome| outcome)).or_default() += 1;
            if let Err(why) = outcome {
                differences += 1;
                eprintln!("{name}: {}: {why}", vector["documentation"]);
            }
        }
        println!("{name}: {counts:?}");
    }
    std::process::exit(i32::from(differences > 0));
}

fn params(given: &Value) -> EndpointParams {
    let mut params = EndpointParams::default();
    for (name, value) in given.as_object().into_iter().flatten() {
        let text = || value.as_str().map(str::to_owned);
        match name.as_str() {
            "Region" => params.region = text(),
            "Endpoint" => params.endpoint = text(),
            "UseFIPS" => params.use_fips = value == true,
            "UseDualStack" => params.use_dual_stack = value == true,
            _ => {
                let name: &'static str = name.clone().leak();
                match value {
                    Value::Bool(flag) => params.set(name, *flag),
                    _ => params.set(name, text().expect("a parameter is a string or a boolean")),
                }
            }
        }
    }
    params
}

/// How the endpoint agrees, or what is expected and what is there.
fn compare(expected: &Value, found: Result<Endpoint, EndpointError>) -> Result<&'static str, String> {
    let (expected, found) = match (expected.get("endpoint"), found) {
        (None, Err(_)) => return Ok("agree on an error"),
        (None, Ok(found)) => return Err(format!("expected {expected}, found {found:?}")),
        (Some(expected), found) => (expected, found),
    };
    let schemes = expected["properties"]["authSchemes"].as_array();
    let scheme = |name: &str| schemes.into_iter().flatten().find(|scheme| scheme["name"] == name);
    let sigv4 = scheme("sigv4");
    let found = match found {
        Ok(found) => found,
        // A region of one vector has a dot. botocore refuses such a region when the client is made.
        Err(why) if why.to_string().contains("\"us-east.special\", which is not a valid part of a host name") => {
            return Ok("refuse a region");
        }
        Err(why) => {
            let unsupported = [("sigv4a", "SigV4a"), ("sigv4-s3express", "sigv4-s3express")];
            let is_named = |(name, word): (&str, &str)| scheme(name).is_some() && why.to_string().contains(word);
            let is_by_name = sigv4.is_none() && unsupported.into_iter().any(is_named);
            return if is_by_name { Ok("name a scheme") } else { Err(format!("expected {expected}, found {why}")) };
        }
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let signing = |key: &str| sigv4.and_then(|scheme| text(&scheme[key]));
    let mut headers = Vec::new();
    for (name, values) in expected["headers"].as_object().into_iter().flatten() {
        headers.extend(values.as_array().into_iter().flatten().filter_map(text).map(|value| (name.clone(), value)));
    }
    let mut wanted = Endpoint::new(text(&expected["url"]).unwrap_or_default());
    wanted.signing_region = signing("signingRegion");
    wanted.signing_name = signing("signingName");
    wanted.disable_double_encoding = sigv4.is_some_and(|scheme| scheme["disableDoubleEncoding"] == true);
    wanted.headers = headers;
    wanted.backend = text(&expected["properties"]["backend"]);
    let is_equal = wanted == found && (schemes.is_none() || sigv4.is_some());
    if is_equal { Ok("agree") } else { Err(format!("expected {wanted:?}, found {found:?}")) }
}
