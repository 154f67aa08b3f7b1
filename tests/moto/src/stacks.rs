//! Networks, parameters, APIs and stacks.

use std::time::Duration;

use codegen_runtime::client::Config;

use crate::clients::{apigateway, cloudformation, ec2, ssm};
use crate::steps::{Steps, holds, same};

const TEMPLATE: &str =
    r#"{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "of-a-stack"}}}}"#;

pub(crate) async fn ec2(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("ec2");
    let client = ec2::Client::from_conf(config.clone());
    let call = client.create_vpc().cidr_block("10.1.0.0/16").send();
    let vpc = steps.step("CreateVpc", call, |it| holds(it.vpc().is_some(), "no VPC")).await?.vpc?.vpc_id?;
    let call = client.describe_vpcs().vpc_ids([&*vpc]).send();
    let blocks = |it: &ec2::operation::describe_vpcs::DescribeVpcsOutput| {
        same(it.vpcs().iter().map(|it| it.cidr_block()).collect::<Vec<_>>(), vec![Some("10.1.0.0/16")])
    };
    steps.step("DescribeVpcs", call, blocks).await?;
    let call = client.create_subnet().vpc_id(&*vpc).cidr_block("10.1.1.0/24").send();
    let subnet = steps.step("CreateSubnet", call, |it| holds(it.subnet().is_some(), "no subnet")).await?;
    let subnet = subnet.subnet?.subnet_id?;
    let call = client
        .describe_subnets()
        .filters([ec2::types::Filter::builder().name("vpc-id").values([&*vpc]).build()])
        .items()
        .collect();
    let ids = |it: &Vec<ec2::types::Subnet>| {
        same(it.iter().map(|it| it.subnet_id()).collect::<Vec<_>>(), vec![Some(&*subnet)])
    };
    steps.step("DescribeSubnets, all items", call, ids).await?;
    steps.step("DeleteSubnet", client.delete_subnet().subnet_id(&*subnet).send(), |_| Ok(())).await?;
    steps.step("DeleteVpc", client.delete_vpc().vpc_id(&*vpc).send(), |_| Ok(())).await?;
    let gone = |error: &codegen_runtime::Error<_>| {
        let _: &ec2::operation::describe_vpcs::DescribeVpcsError = error.kind();
        same(error.code(), Some("InvalidVpcID.NotFound"))
    };
    steps.refused("DescribeVpcs, of no VPC", client.describe_vpcs().vpc_ids([&*vpc]).send(), gone).await;
    Some(())
}

pub(crate) async fn ssm(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("ssm");
    let client = ssm::Client::from_conf(config.clone());
    let call = client.put_parameter().name("/app/limit").value("7").r#type(ssm::types::ParameterType::String).send();
    steps.step("PutParameter", call, |it| same(it.version(), Some(1))).await?;
    let call = client.get_parameter().name("/app/limit").send();
    steps.step("GetParameter", call, |it| same(it.parameter().and_then(|it| it.value()), Some("7"))).await?;
    let call = client.get_parameters_by_path().path("/app").items().collect();
    steps.step("GetParametersByPath, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    steps.step("DeleteParameter", client.delete_parameter().name("/app/limit").send(), |_| Ok(())).await?;
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &ssm::operation::get_parameter::GetParameterError = error.kind();
        holds(
            matches!(kind, ssm::operation::get_parameter::GetParameterError::ParameterNotFound(_)),
            &error.to_string(),
        )
    };
    steps.refused("GetParameter, of none", client.get_parameter().name("/app/limit").send(), gone).await;
    Some(())
}

pub(crate) async fn apigateway(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("apigateway");
    let client = apigateway::Client::from_conf(config.clone());
    let call = client.create_rest_api().name("orders").description("an API").send();
    let api = steps.step("CreateRestApi", call, |it| same(it.name(), Some("orders"))).await?.id?;
    let call = client.get_rest_api().rest_api_id(&*api).send();
    steps.step("GetRestApi", call, |it| same(it.description(), Some("an API"))).await?;
    let call = client.get_rest_apis().items().collect();
    steps.step("GetRestApis, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    steps.step("DeleteRestApi", client.delete_rest_api().rest_api_id(&*api).send(), |_| Ok(())).await?;
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &apigateway::operation::get_rest_api::GetRestApiError = error.kind();
        holds(
            matches!(kind, apigateway::operation::get_rest_api::GetRestApiError::NotFoundException(_)),
            &error.to_string(),
        )
    };
    steps.refused("GetRestApi, of none", client.get_rest_api().rest_api_id(&*api).send(), gone).await;
    Some(())
}

pub(crate) async fn cloudformation(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("cloudformation");
    let client = cloudformation::Client::from_conf(config.clone());
    let call = client.create_stack().stack_name("base").template_body(TEMPLATE).send();
    steps.step("CreateStack", call, |it| holds(it.stack_id().is_some(), "no id")).await?;
    let call = async {
        client.describe_stacks().stack_name("base").wait_until_stack_create_complete(Duration::from_secs(60)).await
    };
    steps.step("wait until StackCreateComplete", call, |it| same(it.stacks().len(), 1)).await?;
    let call = client.list_stacks().items().collect();
    steps.step("ListStacks, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    let call = client.get_template().stack_name("base").send();
    let has_topic = |it: Option<&str>| holds(it.is_some_and(|it| it.contains("of-a-stack")), "another template");
    steps.step("GetTemplate", call, |it| has_topic(it.template_body())).await?;
    steps.step("DeleteStack", client.delete_stack().stack_name("base").send(), |_| Ok(())).await?;
    Some(())
}
