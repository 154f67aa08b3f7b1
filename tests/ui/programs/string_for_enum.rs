use generated::devicefarm::operation::create_upload::CreateUploadInput;
use generated::devicefarm::types::CreateRemoteAccessSessionConfiguration;

fn main() {
    let _required = CreateUploadInput::builder().project_arn("p").name("n").r#type("ANDROID_APP").build();

    let _optional = CreateRemoteAccessSessionConfiguration::builder().billing_method("METERED").build();
}
