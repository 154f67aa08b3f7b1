//! The measured scenes: the same work done with either client, from the call to the end of its output.

use std::future::Future;
use std::hint::black_box;
use std::sync::Arc;

use aws_sdk_devicefarm::operation::list_devices::ListDevices as OfficialListDevices;
use aws_sdk_devicefarm::types as official;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse as _, SharedResponseDeserializer};
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use generated::devicefarm::operation::ListDevices;
use generated::devicefarm::types as ours;
use generated::runtime::Operation as _;
use tokio::runtime::Runtime;

use crate::canned::{self, JSON_1_1};
use crate::{responses, same};

const PROJECT: &str = "arn:aws:devicefarm:us-west-2:123456789101:project:5e01a8c7-c861-4c0a-b1d5-5ec6e6c6dd23";
const DEVICE: &str = "arn:aws:devicefarm:us-west-2::device:9E3779B97F4A7C15F39CC0605CEDC835";
const NAME: &str = "nightly-check-4711";

/// One thing that both clients do.
pub struct Scene {
    /// The name of the scene.
    pub name: &'static str,
    /// How often it is done in a row, so that a clock can measure it.
    pub calls: u32,
    /// Does it with our client.
    pub ours: Box<dyn Fn()>,
    /// Does it with the official client.
    pub official: Box<dyn Fn()>,
}

/// All of them, after both clients were seen to say the same.
///
/// # Panics
/// Where they do not.
#[must_use]
pub fn all() -> Vec<Scene> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let runtime = Arc::new(runtime);
    let devices = responses::list_devices();
    let sorted = responses::list_devices_in_alphabetical_order();
    vec![
        create(&runtime),
        list(&runtime, &devices),
        parse("ListDevices, parsing alone", &devices),
        parse("ListDevices in another order, parsing", &sorted),
    ]
}

/// A whole call with a small response: all that a client does beside waiting.
fn create(runtime: &Arc<Runtime>) -> Scene {
    let (ours, official) = clients(&responses::create_remote_access_session());
    let ours = on(runtime, move || {
        let configuration = ours::CreateRemoteAccessSessionConfiguration::builder()
            .billing_method(ours::BillingMethod::Metered)
            .build();
        let call = ours.create_remote_access_session().project_arn(PROJECT).device_arn(DEVICE).name(NAME);
        call.configuration(configuration).send()
    });
    let official = on(runtime, move || {
        let configuration = official::CreateRemoteAccessSessionConfiguration::builder()
            .billing_method(official::BillingMethod::Metered)
            .build();
        let call = official.create_remote_access_session().project_arn(PROJECT).device_arn(DEVICE).name(NAME);
        call.configuration(configuration).send()
    });
    same::created(&ours().expect("ours gets the response"), &official().expect("the official one gets the response"));
    scene("CreateRemoteAccessSession, whole call", 20, ours, official)
}

/// A whole call with a large response.
fn list(runtime: &Arc<Runtime>, response: &Bytes) -> Scene {
    let (ours, official) = clients(response);
    let ours = on(runtime, move || ours.list_devices().send());
    let official = on(runtime, move || official.list_devices().send());
    same::listed(&ours().expect("ours gets the response"), &official().expect("the official one gets the response"));
    scene("ListDevices, whole call", 1, ours, official)
}

/// The large response, which is there already, made into an output. The official client's way to do that is one of the
/// parts that an operation of it hands to the orchestrator.
fn parse(name: &'static str, response: &Bytes) -> Scene {
    let body = http::Response::new(response.clone());
    let response: HttpResponse = canned::response(response, JSON_1_1);
    let parts = OfficialListDevices::new().config().expect("the operation brings its parts");
    let ours = move || ListDevices::parse(&body);
    let bag = ConfigBag::base();
    let official = move || {
        let deserializer = parts.load::<SharedResponseDeserializer>().expect("one of them reads responses");
        let output = deserializer.deserialize_nonstreaming_with_config(&response, &bag);
        output.map(|output| output.downcast().expect("it is the operation's output"))
    };
    same::listed(&ours().expect("ours reads it"), &official().expect("the official one reads it"));
    scene(name, 1, ours, official)
}

fn clients(response: &Bytes) -> (generated::devicefarm::Client, aws_sdk_devicefarm::Client) {
    let config = canned::config(response, JSON_1_1);
    (generated::devicefarm::Client::new(&config), aws_sdk_devicefarm::Client::new(&config))
}

/// A call that is waited for.
pub fn on<F: Future>(runtime: &Arc<Runtime>, call: impl Fn() -> F + 'static) -> impl Fn() -> F::Output + 'static {
    let runtime = Arc::clone(runtime);
    move || runtime.block_on(call())
}

/// A scene of two calls.
pub fn scene<T, U>(
    name: &'static str,
    calls: u32,
    ours: impl Fn() -> T + 'static,
    official: impl Fn() -> U + 'static,
) -> Scene {
    let ours = Box::new(move || drop(black_box(ours())));
    let official = Box::new(move || drop(black_box(official())));
    Scene { name, calls, ours, official }
}
