//! Programs of a dependent that must compile, and what they do. Those that must not are in `ui/`.

use std::collections::HashMap;

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{
    BillingMethod, CreateRemoteAccessSessionConfiguration, DeviceFilter, DeviceFilterAttribute, InteractionMode,
    RuleOperator,
};

#[test]
#[expect(deprecated, reason = "a warning is all that a retired member brings")]
fn a_retired_member_works_with_a_warning() {
    let input = CreateRemoteAccessSessionInput::builder()
        .project_arn("p")
        .device_arn("d")
        .interaction_mode(InteractionMode::Interactive)
        .remote_debug_enabled(true)
        .build();
    assert_eq!(input.remote_debug_enabled(), Some(true));
    assert_eq!(input.interaction_mode, Some(InteractionMode::Interactive));
}

#[test]
fn optional_members_take_options() {
    let input = CreateRemoteAccessSessionInput::builder()
        .name(Some("n"))
        .app_arn(None::<String>)
        .skip_app_resign(Some(false))
        .configuration(None)
        .project_arn("p")
        .device_arn("d")
        .build();
    assert_eq!((input.name(), input.app_arn()), (Some("n"), None));
    assert_eq!((input.skip_app_resign(), input.configuration()), (Some(false), None));
}

#[test]
fn members_take_what_plainly_is_their_value() {
    let arn = String::from("a");
    let configuration = CreateRemoteAccessSessionConfiguration::builder();
    for configuration in [
        configuration.clone().auxiliary_apps(["a"]).parameters([("key", "value")]),
        configuration.clone().auxiliary_apps(vec!["a"]).parameters(HashMap::from([("key".into(), "value".into())])),
        configuration.auxiliary_apps(&["a"][..]).parameters(Some([("key", "value")])),
    ] {
        let configuration = configuration.billing_method(BillingMethod::from("METERED")).build();
        assert_eq!(configuration.auxiliary_apps(), [&*arn]);
        assert_eq!(configuration.parameters().and_then(|all| all.get("key")).map(String::as_str), Some("value"));
        let input = CreateRemoteAccessSessionInput::builder().project_arn(&arn).device_arn(arn.clone());
        let input = input.configuration(configuration).build();
        assert_eq!((input.project_arn(), input.device_arn()), (Some("a"), Some("a")));
    }
}

#[test]
fn required_members_are_set_in_any_order_and_the_last_value_counts() {
    let filter = DeviceFilter::builder().values(["ANDROID"]).operator(RuleOperator::In).values(["IOS"]);
    let filter = filter.attribute(DeviceFilterAttribute::Platform).operator(RuleOperator::Equals).build();
    assert_eq!(filter.values(), ["IOS"]);
    assert_eq!(filter.operator(), Some(&RuleOperator::Equals));
}
