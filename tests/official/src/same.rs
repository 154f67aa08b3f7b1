//! Compares how both clients read a response, down to its last member. The measurements would mean nothing
//! otherwise, least of all how long an error takes.

use aws_sdk_devicefarm::operation::create_remote_access_session as official_create;
use aws_sdk_devicefarm::operation::list_devices as official_list;
use aws_sdk_devicefarm::types as official;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionOutput;
use generated::devicefarm::operation::list_devices::ListDevicesOutput;
use generated::devicefarm::types as ours;

use crate::responses::DEVICES;

/// Members of the same name that are of the same type on both sides.
macro_rules! members {
    ($ours:expr, $official:expr, $($member:ident)*) => {
        $(assert_eq!($ours.$member(), $official.$member(), stringify!($member));)*
    };
}

/// Members of the same name that are enums, which are compared by their texts.
macro_rules! enums {
    ($ours:expr, $official:expr, $($member:ident)*) => {$(
        let (ours, official) = ($ours.$member().map(|e| e.as_str()), $official.$member().map(|e| e.as_str()));
        assert_eq!(ours, official, stringify!($member));
    )*};
}

/// # Panics
/// If the clients return different values, or others than the response holds.
pub fn created(ours: &CreateRemoteAccessSessionOutput, official: &official_create::CreateRemoteAccessSessionOutput) {
    let ours = ours.remote_access_session().expect("ours has the session");
    let official = official.remote_access_session().expect("the official one has the session");
    assert!(ours.arn().is_some_and(|arn| arn.contains(":session:")), "the session has its ARN");
    members!(ours, official, arn name message instance_arn device_udid skip_app_resign app_upload);
    enums!(ours, official, status result billing_method);
    let created = ours.created().map(|time| time.as_millis());
    assert_eq!(created, official.created().map(|time| time.to_millis().expect("it is not far away")));
    let (our_minutes, minutes) = (ours.device_minutes().expect("minutes"), official.device_minutes().expect("minutes"));
    members!(our_minutes, minutes, total metered unmetered);
    device(ours.device().expect("ours has the device"), official.device().expect("the official one has the device"));
}

/// # Panics
/// If the clients return different values, or others than the response holds.
pub fn listed(ours: &ListDevicesOutput, official: &official_list::ListDevicesOutput) {
    assert_eq!(ours.devices().len(), DEVICES);
    assert_eq!(official.devices().len(), DEVICES);
    members!(ours, official, next_token);
    for (ours, official) in ours.devices().iter().zip(official.devices()) {
        device(ours, official);
    }
}

#[allow(deprecated, reason = "the service still sends such members")]
fn device(ours: &ours::Device, official: &official::Device) {
    assert!(ours.arn().is_some_and(|arn| arn.contains("::device:")), "the device has its ARN");
    members!(ours, official, arn name manufacturer model model_id os heap_size memory image carrier radio);
    members!(ours, official, remote_access_enabled remote_debug_enabled fleet_type fleet_name);
    enums!(ours, official, form_factor platform availability);
    let (our_cpu, cpu) = (ours.cpu().expect("a processor"), official.cpu().expect("a processor"));
    members!(our_cpu, cpu, frequency architecture clock);
    let (our_screen, screen) = (ours.resolution().expect("a screen"), official.resolution().expect("a screen"));
    members!(our_screen, screen, width height);
    assert_eq!(ours.instances().len(), official.instances().len(), "instances");
    for (ours, official) in ours.instances().iter().zip(official.instances()) {
        instance(ours, official);
    }
}

fn instance(ours: &ours::DeviceInstance, official: &official::DeviceInstance) {
    members!(ours, official, arn device_arn labels udid);
    enums!(ours, official, status);
    let (ours, official) =
        (ours.instance_profile().expect("a profile"), official.instance_profile().expect("a profile"));
    members!(ours, official, arn package_cleanup exclude_app_packages_from_cleanup reboot_after_use name description);
}
