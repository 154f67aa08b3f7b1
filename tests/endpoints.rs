//! Endpoint rules with parameters beyond a configuration: how operations set them, and where that leads, for the
//! theme `endpoint_context`. What is expected follows from the rules of its fixture, by hand.

use crate::endpoint_context::endpoint::resolve;
use crate::endpoint_context::operation::{
    GetNothing, GetThing, ListThings, PutAny, PutColours, PutEach, PutKeys, PutNested, PutStream, get_thing, put_any,
    put_colours, put_each, put_keys, put_nested,
};
use crate::endpoint_context::types::{Colour, Outer, Put, Thing};
use codegen_runtime::{Auth, EndpointParams, Operation};

/// Generated code names `crate::partitions`, which is the table of the theme `buckets` in this program.
#[test]
fn the_partitions_are_those_of_the_theme() {
    assert_eq!(
        include_str!("fixtures/endpoint_context/partitions.json"),
        include_str!("fixtures/buckets/partitions.json")
    );
}

/// Returns the parameters that the rules need in any case.
fn params() -> EndpointParams {
    EndpointParams::region("xx-south-1").with("Stage", "test")
}

/// The parameters that an operation sets.
fn params_of<O: Operation>(input: &O::Input) -> EndpointParams {
    let mut params = EndpointParams::default();
    O::endpoint_params(input, &mut params);
    params
}

/// The URL, and what requests to it are signed for.
fn found(params: &EndpointParams) -> (String, Option<String>, Option<String>) {
    let endpoint = resolve(params).expect("there is an endpoint");
    (endpoint.url, endpoint.signing_region, endpoint.signing_name)
}

#[track_caller]
fn leads_to(params: &EndpointParams, url: &str) {
    assert_eq!(found(params), (url.to_owned(), None, None));
}

#[track_caller]
fn leads_nowhere(params: &EndpointParams, why: &str) {
    assert_eq!(resolve(params).expect_err("there is not a valid endpoint URL").to_string(), why);
}

#[test]
fn what_is_not_given_has_its_default_or_is_missed() {
    leads_to(&params(), "https://control.xx-south-1.example.com");
    leads_to(&params().with("Plane", "data"), "https://data.xx-south-1.example.com");
    leads_nowhere(&EndpointParams::region("xx-south-1"), "the endpoint needs `stage`, which is not set");
    leads_nowhere(&EndpointParams::default().with("Stage", "test"), "the endpoint needs `region`, which is not set");
}

#[test]
fn a_condition_about_what_is_absent_does_not_hold() {
    leads_to(&params().with("IsSearch", true), "https://control.xx-south-1.example.com");
    leads_to(&params().with("IsSearch", true).with("Colour", "RED"), "https://search.RED.xx-south-1.example.com");
}

#[test]
fn an_account_is_preferred_unless_it_is_disabled_or_required() {
    let account = params().with("AccountId", "123");
    leads_to(&account, "https://123.xx-south-1.example.com");
    leads_to(&account.with("AccountIdEndpointMode", "disabled"), "https://control.xx-south-1.example.com");
    let why = "the service has no endpoint where `account_id_endpoint_mode` is `required`";
    leads_nowhere(&params().with("AccountIdEndpointMode", "required"), why);
}

#[test]
fn a_url_is_taken_apart() {
    let at = |url: &str| {
        let mut params = params();
        params.endpoint = Some(url.to_owned());
        params
    };
    leads_to(&at("https://example.com:8443/a/b"), "https://example.com:8443/a/b");
    leads_to(&at("https://example.com/a").with("Tenant", "me"), "https://me.example.com/a");
    leads_to(&at("http://127.0.0.1:80/a").with("Tenant", "me"), "http://127.0.0.1:80/a");
    leads_nowhere(&at("example.com"), "the service has no endpoint where `endpoint` is set");
}

#[test]
fn an_arn_decides_where_requests_go_and_what_they_are_signed_for() {
    let of = |arn: &str| params().with("ThingArn", arn);
    let signed = |url: &str, region: &str, name: Option<&str>| {
        (url.to_owned(), Some(region.to_owned()), name.map(str::to_owned))
    };
    let bucket = of("arn:main:context:xx-west-9:123:bucket/my-bucket");
    assert_eq!(found(&bucket), signed("https://my-bucket.123.example.com", "xx-west-9", None));
    let bucket = of("arn:main:context:xx-west-9:123:bucket/My Bucket");
    assert_eq!(found(&bucket), signed("https://123.example.com/My%20Bucket", "xx-north-1", Some("names")));
    let why = "requests to this endpoint must be signed with SigV4a, which is not supported";
    leads_nowhere(&of("arn:main:context::123:thing/x"), why);
    // A program that signs requests itself finds the endpoint in the error.
    let error = resolve(&of("arn:main:context::123:thing/x")).expect_err("it is not supported");
    let endpoint = error.endpoint().expect("there is an endpoint");
    assert_eq!(endpoint.auth_scheme.as_deref(), Some("sigv4a"));
    assert_eq!(endpoint.signing_name.as_deref(), Some("context"));
    assert_eq!(endpoint.signing_region_set, ["*"]);
    assert_eq!(endpoint.url, "https://123.global.example.com");
    leads_nowhere(&of("arn:main:context:xx-west-9:123:thing"), "the service has no endpoint where `thing_arn` is set");
    leads_to(&of("arn:main:context::-:thing/x"), "https://control.xx-south-1.example.com");
    leads_to(&of("no ARN"), "https://control.xx-south-1.example.com");
}

#[test]
fn the_first_of_a_list_is_what_rules_look_at() {
    let of = |arns: &[&str]| params().with("ThingArns", arns.iter().map(ToString::to_string).collect::<Vec<_>>());
    leads_to(&of(&["abcdefgh", "ijklmnop"]), "https://efgh.xx-south-1.example.com");
    leads_to(&of(&["abc"]), "https://control.xx-south-1.example.com");
    leads_to(&of(&[]), "https://control.xx-south-1.example.com");
}

#[test]
fn operations_set_fixed_parameters_and_those_of_members() {
    let input = get_thing::GetThingInput::builder().arn("a").colour(Colour::Red).search(false).plane("mine").build();
    let from_members = params_of::<GetThing>(&input);
    assert_eq!(from_members.text("Plane"), Some("data"));
    assert_eq!(from_members.text("ThingArn"), Some("a"));
    assert_eq!(from_members.text("Colour"), Some("RED"));
    assert_eq!(from_members.flag("IsSearch"), Some(false));
    assert_eq!(from_members.flag("Unasked"), None);
    let list = EndpointParams::default().with("Plane", "control").with("IsSearch", true);
    assert_eq!(params_of::<ListThings>(&Default::default()), list);
    let none = EndpointParams::default().with("ThingArns", vec!["none".to_owned()]);
    assert_eq!(params_of::<GetNothing>(&Default::default()), none);
    assert_eq!(params_of::<GetThing>(&Default::default()), EndpointParams::default().with("Plane", "data"));
}

fn put(arn: &str) -> Put {
    Put::builder().arn(arn).build()
}

#[test]
fn a_path_goes_through_structures() {
    let outer = Outer::builder().inner(put("inner")).search(true).build();
    let input = put_nested::PutNestedInput::builder().outer(outer).arn("own").build();
    let expected = EndpointParams::default().with("ThingArn", "inner").with("IsSearch", true);
    assert_eq!(params_of::<PutNested>(&input), expected);
    let input = put_nested::PutNestedInput::builder().arn("own").build();
    assert_eq!(params_of::<PutNested>(&input), EndpointParams::default().with("ThingArn", "own"));
}

#[test]
#[allow(deprecated, reason = "what is deprecated still sets the endpoint")]
fn a_path_goes_through_lists_and_maps() {
    let thing = |arn: &str| Thing::builder().put(put(arn)).build();
    let things = || [thing("1"), Thing::default(), Thing::builder().arn("own").next(thing("2")).build()];
    let texts = |params: EndpointParams| params.texts("ThingArns").map(<[String]>::to_vec);
    let list = |texts: &[&str]| Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>());
    let each = params_of::<PutEach>(&put_each::PutEachInput::builder().things(things()).build());
    assert_eq!(texts(each), list(&["1"]));
    let any = params_of::<PutAny>(&put_any::PutAnyInput::builder().things(things()).build());
    assert_eq!(texts(any), list(&["1", "2", "own"]));
    let by_arn = [("b".to_owned(), thing("1")), ("a".to_owned(), thing("2"))];
    let keys = params_of::<PutKeys>(
        &put_keys::PutKeysInput::builder().by_arn(std::collections::BTreeMap::from(by_arn)).build(),
    );
    assert_eq!(texts(keys), list(&["a", "b"]));
    let colours = [Some(Colour::Green), None, Some(Colour::Red)];
    let colours = params_of::<PutColours>(&put_colours::PutColoursInput::builder().colours(colours).build());
    assert_eq!(texts(colours), list(&["GREEN", "RED"]));
    assert_eq!(texts(params_of::<PutColours>(&Default::default())), list(&[]));
}

#[test]
fn an_operation_says_how_it_is_signed() {
    assert_eq!(GetThing::AUTH, Auth::SigV4);
    assert_eq!(GetNothing::DESCRIPTOR.auth, Auth::None);
    assert_eq!(PutStream::DESCRIPTOR.auth, Auth::SigV4UnsignedPayload);
}
