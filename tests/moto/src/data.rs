//! Objects and tables.

use std::time::Duration;

use codegen_runtime::ByteStream;
use codegen_runtime::client::Config;

use crate::clients::{dynamodb, s3};
use crate::steps::{Steps, holds, same};

const CONTENT: &str = "a few bytes";

pub(crate) async fn s3(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("s3");
    let client = s3::Client::from_conf(config.clone());
    let key = "reports/1 & 2.txt";
    steps.step("CreateBucket", client.create_bucket().bucket("files").send(), |_| Ok(())).await?;
    let call = client.list_buckets().send();
    steps.step("ListBuckets", call, |it| same(it.buckets().len(), 1)).await?;
    let body = ByteStream::from(CONTENT.as_bytes().to_vec());
    let call = client.put_object().bucket("files").key(key).body(body).send();
    steps.step("PutObject", call, |it| holds(it.e_tag().is_some(), "no tag")).await?;
    let call = client.head_object().bucket("files").key(key).send();
    steps.step("HeadObject", call, |it| same(it.content_length(), Some(CONTENT.len() as i64))).await?;
    let call = async {
        let output = client.get_object().bucket("files").key(key).send().await.map_err(|error| error.to_string())?;
        let body = output.body.ok_or("no body")?.collect().await.map_err(|error| error.to_string())?;
        Ok::<_, String>(body)
    };
    steps.step("GetObject, its content", call, |it| same(&it[..], CONTENT.as_bytes())).await?;
    let call = client.list_objects_v2().bucket("files").send();
    let keys = |it: &s3::operation::list_objects_v2::ListObjectsV2Output| {
        same(it.contents().iter().map(|it| it.key()).collect::<Vec<_>>(), vec![Some(key)])
    };
    steps.step("ListObjectsV2", call, keys).await?;
    let call = client.delete_object().bucket("files").key(key).send();
    steps.step("DeleteObject", call, |_| Ok(())).await?;
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &s3::operation::get_object::GetObjectError = error.kind();
        holds(matches!(kind, s3::operation::get_object::GetObjectError::NoSuchKey(_)), &error.to_string())
    };
    steps.refused("GetObject, of no object", client.get_object().bucket("files").key(key).send(), gone).await;
    steps.step("DeleteBucket", client.delete_bucket().bucket("files").send(), |_| Ok(())).await?;
    Some(())
}

pub(crate) async fn dynamodb(steps: &mut Steps, config: &Config) -> Option<()> {
    use dynamodb::types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
    };
    steps.begin("dynamodb");
    let client = dynamodb::Client::from_conf(config.clone());
    let text = |text: &str| AttributeValue::builder().s(text).build();
    let call = client
        .create_table()
        .table_name("songs")
        .attribute_definitions([AttributeDefinition::builder()
            .attribute_name("id")
            .attribute_type(ScalarAttributeType::S)
            .build()])
        .key_schema([KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash).build()])
        .billing_mode(BillingMode::PayPerRequest)
        .send();
    steps.step("CreateTable", call, |it| holds(it.table_description().is_some(), "no table")).await?;
    let call =
        async { client.describe_table().table_name("songs").wait_until_table_exists(Duration::from_secs(20)).await };
    steps.step("wait until TableExists", call, |_| Ok(())).await?;
    let call = client.list_tables().items().collect();
    steps.step("ListTables, all items", call, |it| same(it, &vec!["songs".to_owned()])).await?;
    let item = [("id".to_owned(), text("a")), ("plays".to_owned(), AttributeValue::builder().n("7").build())];
    let item = std::collections::BTreeMap::from(item);
    let call = client.put_item().table_name("songs").item(item.clone()).send();
    steps.step("PutItem", call, |_| Ok(())).await?;
    let key = std::collections::BTreeMap::from([("id".to_owned(), text("a"))]);
    let call = client.get_item().table_name("songs").key(key.clone()).send();
    steps.step("GetItem", call, |it| same(it.item(), Some(&item))).await?;
    let values = std::collections::BTreeMap::from([(":id".to_owned(), text("a"))]);
    let call =
        client.query().table_name("songs").key_condition_expression("id = :id").expression_attribute_values(values);
    steps.step("Query, all items", call.items().collect(), |it| same(it, &vec![item.clone()])).await?;
    let call = client.scan().table_name("songs").items().collect();
    steps.step("Scan, all items", call, |it| same(it, &vec![item.clone()])).await?;
    let call = client.delete_item().table_name("songs").key(key).send();
    steps.step("DeleteItem", call, |_| Ok(())).await?;
    steps.step("DeleteTable", client.delete_table().table_name("songs").send(), |_| Ok(())).await?;
    Some(())
}
