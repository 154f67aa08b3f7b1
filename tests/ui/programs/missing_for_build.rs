use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{DeviceFilter, RuleOperator};

fn main() {
    let _one_is_missing = CreateRemoteAccessSessionInput::builder().project_arn("p").build();

    let _two_are_missing = DeviceFilter::builder().operator(RuleOperator::Equals).build();
}
