//! Generates the clients of Amazon S3 and DynamoDB from botocore's models.

use std::path::PathBuf;

use clientsmith::build::{Builder, Error, Service};

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-env-changed=CODEGEN_CORPUS");
    let data = std::env::var_os("CODEGEN_CORPUS").map(PathBuf::from).filter(|data| data.is_dir());
    let data = data.expect("set CODEGEN_CORPUS to the folder `data` of a botocore: its models are not part of the project");
    Builder::new()
        .service(Service::new("s3", data.join("s3/2006-03-01")).operations(["GetObject", "ListObjectsV2"]))
        .service(
            Service::new("dynamodb", data.join("dynamodb/2012-08-10")).operations(["Query"]).protocol("awsJson1_0"),
        )
        .generate()
}
