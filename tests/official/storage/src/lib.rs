//! Generated clients of Amazon S3 and DynamoDB and the official ones, in one process and with the same responses.

mod responses;
pub mod scenes;

/// The generated clients.
#[allow(missing_docs, reason = "the models have no documentation of ours")]
pub mod clients {
    include!(concat!(env!("OUT_DIR"), "/clients.rs"));
}
