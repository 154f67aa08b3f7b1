//! Runs steps on twelve services of moto, prints them as a table, and fails if one of them failed:
//! `CODEGEN_CORPUS=<botocore>/data bash tests/moto/run` starts moto and this program.
//!
//! Each service creates something, reads it, lists it and deletes it. What a step reads is compared with what was created.

mod data;
mod keys;
mod messages;
mod stacks;
mod steps;

use std::process::ExitCode;

use codegen_runtime::client::Config;
use codegen_runtime::client::config::{Credentials, Region};

use steps::Steps;

/// The generated clients.
mod clients {
    #![allow(dead_code, unreachable_pub, unused_imports, reason = "no step uses all of a service")]
    include!(concat!(env!("OUT_DIR"), "/clients.rs"));
}

/// The services, so that none is left out unnoticed.
const SERVICES: usize = 12;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(url) = std::env::args().nth(1) else {
        eprintln!(
            "usage: moto-steps URL, such as http://127.0.0.1:5000; tests/moto/run starts moto and calls this program"
        );
        return ExitCode::from(2);
    };
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("testing", "testing", None, None, "static"))
        .endpoint_url(url)
        .build();
    let mut steps = Steps::default();
    let end = messages::sqs(&mut steps, &config).await;
    steps.end(end);
    let end = messages::sns(&mut steps, &config).await;
    steps.end(end);
    let end = data::s3(&mut steps, &config).await;
    steps.end(end);
    let end = data::dynamodb(&mut steps, &config).await;
    steps.end(end);
    let end = keys::kms(&mut steps, &config).await;
    steps.end(end);
    let end = keys::secretsmanager(&mut steps, &config).await;
    steps.end(end);
    let end = keys::iam(&mut steps, &config).await;
    steps.end(end);
    let end = keys::sts(&mut steps, &config).await;
    steps.end(end);
    let end = stacks::ec2(&mut steps, &config).await;
    steps.end(end);
    let end = stacks::ssm(&mut steps, &config).await;
    steps.end(end);
    let end = stacks::apigateway(&mut steps, &config).await;
    steps.end(end);
    let end = stacks::cloudformation(&mut steps, &config).await;
    steps.end(end);
    steps.print();
    if steps.is_good(SERVICES) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
