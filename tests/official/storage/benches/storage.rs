//! How long generated clients of Amazon S3 and DynamoDB take beside the official ones; see `official_bench::turns`.

fn main() {
    let (s3, dynamodb) = (aws_sdk_s3::meta::PKG_VERSION, aws_sdk_dynamodb::meta::PKG_VERSION);
    official_bench::turns::compare(&format!("aws-sdk-s3 {s3}, aws-sdk-dynamodb {dynamodb}"), &official_storage_bench::scenes::all());
}
