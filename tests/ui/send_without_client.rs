use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;

fn main() {
    let _ = CreateRemoteAccessSessionInput::builder().project_arn("p").device_arn("d").send();
}
