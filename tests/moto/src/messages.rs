//! Queues and topics.

use codegen_runtime::client::Config;

use crate::clients::{sns, sqs};
use crate::steps::{Steps, holds, same};

pub(crate) async fn sqs(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("sqs");
    let client = sqs::Client::from_conf(config.clone());
    let call = client.create_queue().queue_name("jobs").send();
    let queue = steps.step("CreateQueue", call, |it| holds(it.queue_url().is_some(), "no URL")).await?.queue_url?;
    let call = client.get_queue_url().queue_name("jobs").send();
    steps.step("GetQueueUrl", call, |it| same(it.queue_url(), Some(&*queue))).await?;
    let call = client.list_queues().items().collect();
    steps.step("ListQueues, all items", call, |it| same(it, &vec![queue.clone()])).await?;
    let call = client.send_message().queue_url(&*queue).message_body("a <job> & more").send();
    steps.step("SendMessage", call, |it| holds(it.message_id().is_some(), "no id")).await?;
    let call = client.receive_message().queue_url(&*queue).send();
    let body = |it: &sqs::operation::receive_message::ReceiveMessageOutput| {
        same(it.messages().iter().map(|it| it.body()).collect::<Vec<_>>(), vec![Some("a <job> & more")])
    };
    let received = steps.step("ReceiveMessage", call, body).await?;
    let handle = received.messages?.pop()?.receipt_handle?;
    let call = client.delete_message().queue_url(&*queue).receipt_handle(handle).send();
    steps.step("DeleteMessage", call, |_| Ok(())).await?;
    steps.step("DeleteQueue", client.delete_queue().queue_url(&*queue).send(), |_| Ok(())).await?;
    let call = client.get_queue_url().queue_name("jobs").send();
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &sqs::operation::get_queue_url::GetQueueUrlError = error.kind();
        holds(matches!(kind, sqs::operation::get_queue_url::GetQueueUrlError::QueueDoesNotExist(_)), &error.to_string())
    };
    steps.refused("GetQueueUrl, of no queue", call, gone).await;
    Some(())
}

pub(crate) async fn sns(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("sns");
    let client = sns::Client::from_conf(config.clone());
    let call = client.create_topic().name("news").send();
    let topic = steps.step("CreateTopic", call, |it| holds(it.topic_arn().is_some(), "no ARN")).await?.topic_arn?;
    let call = client.get_topic_attributes().topic_arn(&*topic).send();
    let arn = |it: &sns::operation::get_topic_attributes::GetTopicAttributesOutput| {
        same(it.attributes().and_then(|all| all.get("TopicArn")), Some(&topic))
    };
    steps.step("GetTopicAttributes", call, arn).await?;
    let call = client.list_topics().items().collect();
    steps.step("ListTopics, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    let call = client.publish().topic_arn(&*topic).message("it is done").send();
    steps.step("Publish", call, |it| holds(it.message_id().is_some(), "no id")).await?;
    steps.step("DeleteTopic", client.delete_topic().topic_arn(&*topic).send(), |_| Ok(())).await?;
    let call = client.get_topic_attributes().topic_arn(&*topic).send();
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &sns::operation::get_topic_attributes::GetTopicAttributesError = error.kind();
        holds(
            matches!(kind, sns::operation::get_topic_attributes::GetTopicAttributesError::NotFoundException(_)),
            &error.to_string(),
        )
    };
    steps.refused("GetTopicAttributes, of no topic", call, gone).await;
    Some(())
}
