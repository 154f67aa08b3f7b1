use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;

fn main() {
    let device_arn: Option<String> = None;
    let _ = CreateRemoteAccessSessionInput::builder().project_arn("p").device_arn(device_arn).build();
}
