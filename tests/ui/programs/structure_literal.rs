use generated::devicefarm::types::DeviceProxy;

fn main() {
    let _all_of_today = DeviceProxy { host: Some("example.com".into()), port: Some(8080) };

    let _with_defaults = DeviceProxy { port: Some(8080), ..DeviceProxy::default() };
}
