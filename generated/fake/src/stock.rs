//! The initial state of the farm: a project and some devices.

use generated::devicefarm::types::{
    Device, DeviceAvailability, DeviceFormFactor, DevicePlatform, Project, RemoteAccessSession, Resolution, Upload,
};
use generated::runtime::Timestamp;

/// The ARN of the project.
pub const PROJECT: &str = "arn:aws:devicefarm:us-west-2:123456789012:project:00000000-0000-4000-8000-000000000001";

/// The ARN of a phone with remote access.
pub const PHONE: &str = "arn:aws:devicefarm:us-west-2::device:PHONE00000000000000000000000001";

/// The ARN of a tablet with remote access.
pub const TABLET: &str = "arn:aws:devicefarm:us-west-2::device:TABLET0000000000000000000000001";

/// The ARN of a device without remote access.
pub const WEARABLE: &str = "arn:aws:devicefarm:us-west-2::device:PHONE00000000000000000000000002";

pub(crate) fn project() -> Project {
    Project::builder()
        .arn(PROJECT)
        .name("Fake project")
        .default_job_timeout_minutes(150)
        .created(Timestamp::from_secs(1_700_000_000))
        .build()
}

pub(crate) fn devices() -> Vec<Device> {
    let phone = DeviceFormFactor::Phone;
    vec![
        device(PHONE, "Fake Pixel", "Google", DevicePlatform::Android, phone.clone(), "14", true),
        device(TABLET, "Fake iPad", "Apple", DevicePlatform::Ios, DeviceFormFactor::Tablet, "17.1", true),
        device(WEARABLE, "Fake Old Phone", "Samsung", DevicePlatform::Android, phone, "6.0.1", false),
    ]
}

fn device(
    arn: &str,
    name: &str,
    manufacturer: &str,
    platform: DevicePlatform,
    form_factor: DeviceFormFactor,
    os: &str,
    remote_access: bool,
) -> Device {
    Device::builder()
        .arn(arn)
        .name(name)
        .manufacturer(manufacturer)
        .model(name)
        .platform(platform)
        .form_factor(form_factor)
        .os(os)
        .resolution(Resolution::builder().width(1080).height(2400).build())
        .remote_access_enabled(remote_access)
        .fleet_type("PUBLIC")
        .availability(DeviceAvailability::HighlyAvailable)
        .build()
}

/// Returns the ARN of the project's `number`th resource of a kind.
pub(crate) fn arn(kind: &str, number: usize) -> String {
    let project = PROJECT.rsplit_once(':').map_or("", |(_, id)| id);
    format!("arn:aws:devicefarm:us-west-2:123456789012:{kind}:{project}/00000000-0000-4000-8000-{number:012}")
}

/// A kind of resource.
pub(crate) trait Named {
    fn named(&self) -> Option<&str>;
}

macro_rules! named {
    ($($ty:ty)*) => {$(
        impl Named for $ty {
            fn named(&self) -> Option<&str> {
                self.arn()
            }
        }
    )*};
}

named! { Device Project RemoteAccessSession Upload }
