#![deny(deprecated)]

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::Device;

fn main() {
    let _set =
        CreateRemoteAccessSessionInput::builder().project_arn("p").device_arn("d").remote_debug_enabled(true).build();

    let _read = Device::default().remote_debug_enabled();
}
