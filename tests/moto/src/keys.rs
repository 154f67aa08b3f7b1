//! Keys, secrets, roles and credentials.

use codegen_runtime::Blob;
use codegen_runtime::client::Config;

use crate::clients::{iam, kms, secretsmanager, sts};
use crate::steps::{Steps, holds, same};

const ROLE: &str = "arn:aws:iam::123456789012:role/worker";
const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": []}"#;

pub(crate) async fn kms(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("kms");
    let client = kms::Client::from_conf(config.clone());
    let call = client.create_key().description("a key").send();
    let created = steps.step("CreateKey", call, |it| holds(it.key_metadata().is_some(), "no metadata")).await?;
    let key = created.key_metadata?.key_id?;
    let call = client.describe_key().key_id(&*key).send();
    let description = |it: &kms::operation::describe_key::DescribeKeyOutput| {
        same(it.key_metadata().and_then(|it| it.description()), Some("a key"))
    };
    steps.step("DescribeKey", call, description).await?;
    let call = client.list_keys().items().collect();
    steps.step("ListKeys, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    let call = client.encrypt().key_id(&*key).plaintext(Blob::from(b"a secret".to_vec())).send();
    let encrypted = steps.step("Encrypt", call, |it| holds(it.ciphertext_blob().is_some(), "no text")).await?;
    let call = client.decrypt().ciphertext_blob(encrypted.ciphertext_blob?).send();
    steps.step("Decrypt", call, |it| same(it.plaintext().map(|it| it.to_vec()), Some(b"a secret".to_vec()))).await?;
    let call = client.schedule_key_deletion().key_id(&*key).pending_window_in_days(7).send();
    steps.step("ScheduleKeyDeletion", call, |it| holds(it.deletion_date().is_some(), "no date")).await?;
    Some(())
}

pub(crate) async fn secretsmanager(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("secretsmanager");
    let client = secretsmanager::Client::from_conf(config.clone());
    let call = client.create_secret().name("password").secret_string("first").send();
    steps.step("CreateSecret", call, |it| same(it.name(), Some("password"))).await?;
    let call = client.get_secret_value().secret_id("password").send();
    steps.step("GetSecretValue", call, |it| same(it.secret_string(), Some("first"))).await?;
    let call = client.put_secret_value().secret_id("password").secret_string("second").send();
    steps.step("PutSecretValue", call, |it| holds(it.version_id().is_some(), "no version")).await?;
    let call = client.get_secret_value().secret_id("password").send();
    steps.step("GetSecretValue, again", call, |it| same(it.secret_string(), Some("second"))).await?;
    let call = client.list_secrets().items().collect();
    steps.step("ListSecrets, all items", call, |it: &Vec<_>| same(it.len(), 1)).await?;
    let call = client.delete_secret().secret_id("password").force_delete_without_recovery(true).send();
    steps.step("DeleteSecret", call, |it| holds(it.deletion_date().is_some(), "no date")).await?;
    Some(())
}

pub(crate) async fn iam(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("iam");
    let client = iam::Client::from_conf(config.clone());
    let call = client.create_role().role_name("worker").assume_role_policy_document(POLICY).send();
    let arn = |it: Option<&iam::types::Role>| same(it.and_then(|it| it.arn()), Some(ROLE));
    steps.step("CreateRole", call, |it| arn(it.role())).await?;
    steps.step("GetRole", client.get_role().role_name("worker").send(), |it| arn(it.role())).await?;
    let call = client.list_roles().items().collect();
    let listed =
        |it: &Vec<iam::types::Role>| holds(it.iter().any(|it| it.arn() == Some(ROLE)), "the role is not there");
    steps.step("ListRoles, all items", call, listed).await?;
    steps.step("DeleteRole", client.delete_role().role_name("worker").send(), |_| Ok(())).await?;
    let gone = |error: &codegen_runtime::Error<_>| {
        let kind: &iam::operation::get_role::GetRoleError = error.kind();
        holds(matches!(kind, iam::operation::get_role::GetRoleError::NoSuchEntityException(_)), &error.to_string())
    };
    steps.refused("GetRole, of no role", client.get_role().role_name("worker").send(), gone).await;
    Some(())
}

pub(crate) async fn sts(steps: &mut Steps, config: &Config) -> Option<()> {
    steps.begin("sts");
    let client = sts::Client::from_conf(config.clone());
    let call = client.get_caller_identity().send();
    steps.step("GetCallerIdentity", call, |it| same(it.account(), Some("123456789012"))).await?;
    let call = client.assume_role().role_arn(ROLE).role_session_name("session").send();
    let expires =
        |it: Option<&sts::types::Credentials>| holds(it.is_some_and(|it| it.expiration().is_some()), "no date");
    steps.step("AssumeRole", call, |it| expires(it.credentials())).await?;
    let call = client.get_session_token().duration_seconds(900).send();
    steps.step("GetSessionToken", call, |it| expires(it.credentials())).await?;
    Some(())
}
