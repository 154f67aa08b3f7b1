//! The service's responses: always the same bytes, with texts and numbers of the lengths that it sends.

use std::collections::BTreeMap;

use bytes::Bytes;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionOutput;
use generated::devicefarm::operation::list_devices::ListDevicesOutput;
use generated::devicefarm::types::{
    BillingMethod, Cpu, Device, DeviceAvailability, DeviceFormFactor, DeviceInstance, DeviceMinutes, DevicePlatform,
    ExecutionResult, ExecutionStatus, InstanceProfile, InstanceStatus, RemoteAccessSession, Resolution,
};
use generated::runtime::Timestamp;
use generated::runtime::serde_core::Serialize;
use generated::runtime::serde_json::Value;

/// How many devices are in the response to `ListDevices`, which makes it some 800 KB long.
pub const DEVICES: usize = 1_300;

/// A device in so many is private, and has an instance.
const PRIVATE: usize = 10;

/// A kind of device: manufacturer, name, part number, platform, form, system, processor's speed, screen.
type Kind = (&'static str, &'static str, &'static str, DevicePlatform, DeviceFormFactor, &'static str, f64, (i32, i32));

const KINDS: [Kind; 5] = {
    use DeviceFormFactor::{Phone, Tablet};
    use DevicePlatform::{Android, Ios};
    [
        ("Google", "Google Pixel 7 Pro", "GE2AE", Android, Phone, "13", 1785.6, (1440, 3120)),
        ("Samsung", "Samsung Galaxy S23 Ultra", "SM-S918U1", Android, Phone, "14", 2016.0, (1440, 3088)),
        ("Samsung", "Samsung Galaxy Tab S8", "SM-X700", Android, Tablet, "12", 1785.5, (1600, 2560)),
        ("Apple", "Apple iPhone 14 Pro Max", "A2651", Ios, Phone, "16.6.1", 0.0, (1290, 2796)),
        ("Apple", "Apple iPad Pro 12.9 (5th generation)", "A2378", Ios, Tablet, "17.0.3", 0.0, (2048, 2732)),
    ]
};

/// The response to `ListDevices`.
#[must_use]
pub fn list_devices() -> Bytes {
    let mut output = ListDevicesOutput::default();
    output.devices = Some((0..DEVICES).map(device).collect());
    output.next_token = Some(id(DEVICES));
    bytes(&output)
}

/// The response to `ListDevices` with the members of each structure in alphabetical order, and not in the model's order.
#[must_use]
pub fn list_devices_in_alphabetical_order() -> Bytes {
    let parsed = generated::runtime::serde_json::from_slice::<BTreeMap<String, Value>>(&list_devices());
    bytes(&parsed.expect("it is an object"))
}

/// The response to `CreateRemoteAccessSession`.
#[must_use]
pub fn create_remote_access_session() -> Bytes {
    let mut minutes = DeviceMinutes::default();
    (minutes.total, minutes.metered, minutes.unmetered) = (Some(0.0), Some(0.0), Some(0.0));
    let mut session = RemoteAccessSession::default();
    session.arn = Some(format!("arn:aws:devicefarm:us-west-2:123456789101:session:{}/{}/00000", id(1), id(2)));
    session.name = Some("nightly-check-4711".to_owned());
    session.created = Timestamp::from_millis(1_700_259_200_125);
    session.status = Some(ExecutionStatus::Pending);
    session.result = Some(ExecutionResult::Pending);
    session.device = Some(device(0));
    session.billing_method = Some(BillingMethod::Metered);
    session.device_minutes = Some(minutes);
    session.skip_app_resign = Some(false);
    let mut output = CreateRemoteAccessSessionOutput::default();
    output.remote_access_session = Some(session);
    bytes(&output)
}

#[allow(deprecated, reason = "the service still sends such members")]
fn device(number: usize) -> Device {
    let (manufacturer, name, part, platform, form, os, clock, (width, height)) = KINDS[number % KINDS.len()].clone();
    let mut cpu = Cpu::default();
    (cpu.frequency, cpu.architecture, cpu.clock) = (Some("MHz".to_owned()), Some("arm64-v8a".to_owned()), Some(clock));
    let mut screen = Resolution::default();
    (screen.width, screen.height) = (Some(width), Some(height));
    let private = number % PRIVATE == 1;
    let mut device = Device::default();
    device.arn = Some(format!("arn:aws:devicefarm:us-west-2::device:{}", id(number)));
    device.name = Some(name.to_owned());
    device.manufacturer = Some(manufacturer.to_owned());
    device.model = Some(name.to_owned());
    device.model_id = Some(part.to_owned());
    device.form_factor = Some(form);
    device.platform = Some(platform);
    device.os = Some(os.to_owned());
    device.cpu = Some(cpu);
    device.resolution = Some(screen);
    device.heap_size = Some(512_000_000);
    device.memory = Some(128_000_000_000 + number as i64);
    device.image = Some(id(number + DEVICES));
    device.carrier = Some("Verizon".to_owned());
    device.radio = Some("LTE".to_owned());
    device.remote_access_enabled = Some(!number.is_multiple_of(7));
    device.remote_debug_enabled = Some(false);
    device.fleet_type = Some(if private { "PRIVATE" } else { "PUBLIC" }.to_owned());
    device.fleet_name = private.then(|| "the lab's own".to_owned());
    device.instances = Some(private.then(|| instance(number)).into_iter().collect());
    device.availability =
        Some(if private { DeviceAvailability::Available } else { DeviceAvailability::HighlyAvailable });
    device
}

fn instance(number: usize) -> DeviceInstance {
    let mut profile = InstanceProfile::default();
    profile.arn = Some(format!("arn:aws:devicefarm:us-west-2:123456789101:instanceprofile:{}", id(3)));
    profile.package_cleanup = Some(true);
    profile.exclude_app_packages_from_cleanup = Some(vec!["com.example.launcher".to_owned()]);
    profile.reboot_after_use = Some(true);
    profile.name = Some("between sessions".to_owned());
    profile.description = Some("Removes \"everything\" but the launcher".to_owned());
    let mut instance = DeviceInstance::default();
    instance.arn = Some(format!("arn:aws:devicefarm:us-west-2:123456789101:deviceinstance:{}", id(number)));
    instance.device_arn = Some(format!("arn:aws:devicefarm:us-west-2::device:{}", id(number)));
    instance.labels = Some(vec!["lab".to_owned(), format!("shelf {}", number % 40)]);
    instance.status = Some(InstanceStatus::Available);
    instance.udid = Some(id(number));
    instance.instance_profile = Some(profile);
    instance
}

/// 32 digits that look like chance.
fn id(number: usize) -> String {
    format!("{:032X}", (number as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
}

fn bytes<T: Serialize>(response: &T) -> Bytes {
    generated::runtime::serde_json::to_vec(response).expect("the types of responses can be written").into()
}
