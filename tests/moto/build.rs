//! Generates the clients of twelve services from botocore's models.

use std::path::PathBuf;

use clientsmith::build::{Builder, Error, Service};

/// The services: their modules, their models, and the operations that the steps call.
const SERVICES: &[(&str, &str, &[&str])] = &[
    ("apigateway", "apigateway/2015-07-09", &["CreateRestApi", "GetRestApi", "GetRestApis", "DeleteRestApi"]),
    (
        "cloudformation",
        "cloudformation/2010-05-15",
        &["CreateStack", "DescribeStacks", "ListStacks", "GetTemplate", "DeleteStack"],
    ),
    (
        "dynamodb",
        "dynamodb/2012-08-10",
        &[
            "CreateTable",
            "DescribeTable",
            "PutItem",
            "GetItem",
            "Query",
            "Scan",
            "DeleteItem",
            "ListTables",
            "DeleteTable",
        ],
    ),
    (
        "ec2",
        "ec2/2016-11-15",
        &["CreateVpc", "DescribeVpcs", "CreateSubnet", "DescribeSubnets", "DeleteSubnet", "DeleteVpc"],
    ),
    ("iam", "iam/2010-05-08", &["CreateRole", "GetRole", "ListRoles", "DeleteRole"]),
    ("kms", "kms/2014-11-01", &["CreateKey", "DescribeKey", "Encrypt", "Decrypt", "ListKeys", "ScheduleKeyDeletion"]),
    (
        "s3",
        "s3/2006-03-01",
        &[
            "CreateBucket",
            "ListBuckets",
            "PutObject",
            "HeadObject",
            "GetObject",
            "ListObjectsV2",
            "DeleteObject",
            "DeleteBucket",
        ],
    ),
    (
        "secretsmanager",
        "secretsmanager/2017-10-17",
        &["CreateSecret", "GetSecretValue", "PutSecretValue", "ListSecrets", "DeleteSecret"],
    ),
    ("sns", "sns/2010-03-31", &["CreateTopic", "GetTopicAttributes", "ListTopics", "Publish", "DeleteTopic"]),
    (
        "sqs",
        "sqs/2012-11-05",
        &["CreateQueue", "GetQueueUrl", "ListQueues", "SendMessage", "ReceiveMessage", "DeleteMessage", "DeleteQueue"],
    ),
    ("ssm", "ssm/2014-11-06", &["PutParameter", "GetParameter", "GetParametersByPath", "DeleteParameter"]),
    ("sts", "sts/2011-06-15", &["GetCallerIdentity", "AssumeRole", "GetSessionToken"]),
];

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-env-changed=CODEGEN_CORPUS");
    let data = std::env::var_os("CODEGEN_CORPUS").map(PathBuf::from).filter(|data| data.is_dir());
    let data =
        data.expect("set CODEGEN_CORPUS to the folder `data` of a botocore: its models are not part of the project");
    let services = SERVICES.iter().map(|(module, model, operations)| {
        let service = Service::new(*module, data.join(model)).operations(operations.iter().copied());
        // The official clients use the same protocol, and moto knows no other of DynamoDB.
        if *module == "dynamodb" { service.protocol("awsJson1_0") } else { service }
    });
    services.fold(Builder::new(), Builder::service).generate()
}
