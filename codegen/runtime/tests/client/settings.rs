//! Settings of the SDK's configuration that a client heeds.

use aws_types::app_name::AppName;
use aws_types::origin::Origin;
use aws_types::region::Region;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use codegen_runtime::client::Client;

use super::{OK, call, config};
use crate::mini::{Read, SERVICE};
use crate::server::{Server, header, response};

/// A profile or environment with an endpoint of its own for our service.
#[derive(Debug)]
struct Profile(String);

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let ours = (key.service_id(), key.env(), key.profile()) == ("Mini Test", "AWS_ENDPOINT_URL", "endpoint_url");
        ours.then(|| self.0.clone())
    }
}

#[tokio::test]
async fn an_endpoint_for_the_service_goes_before_one_for_all() {
    let server = Server::start([response(200, "", OK)]).await;
    let mut config = config().endpoint_url("http://127.0.0.1:1").service_config(Profile(server.url()));
    config.insert_origin("endpoint_url", Origin::shared_environment_variable());
    call::<Read>(config).await.expect("it succeeds");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_endpoint_set_in_code_goes_before_all_others() {
    let server = Server::start([response(200, "", OK)]).await;
    let mut config = config().endpoint_url(server.url()).service_config(Profile("http://127.0.0.1:1".to_owned()));
    config.insert_origin("endpoint_url", Origin::shared_config());
    call::<Read>(config).await.expect("it succeeds");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_endpoint_may_be_below_a_path() {
    let server = Server::start([response(200, "", OK)]).await;
    call::<Read>(config().endpoint_url(format!("{}/below/", server.url()))).await.expect("it succeeds");
    let requests = server.requests();
    assert!(requests[0].starts_with("POST /below/ HTTP/1.1\r\n"), "{requests:?}");
}

#[tokio::test]
async fn the_name_of_the_application_and_the_region_are_sent() {
    let server = Server::start([response(200, "", OK)]).await;
    let name = AppName::new("phones").expect("a valid name");
    let config = config().app_name(name).region(Region::new("eu-west-1")).endpoint_url(server.url());
    call::<Read>(config).await.expect("it succeeds");
    let requests = server.requests();
    assert!(header(&requests[0], "user-agent").is_some_and(|agent| agent.contains("app/phones")), "{requests:?}");
    let authorization = header(&requests[0], "authorization").expect("it is signed");
    assert!(authorization.contains("/eu-west-1/minitest/aws4_request"), "{authorization}");
}

#[test]
fn a_client_shows_where_it_goes_and_no_secret() {
    let client = Client::new(&config().build(), &SERVICE);
    let shown = format!("{client:?}");
    assert!(shown.contains("Mini Test") && shown.contains("http://minitest.us-west-2.invalid"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
    assert_eq!(client.clone().service().id, "Mini Test");
}
