//! The initial state of the farm: a project, some devices, the account and a VPC endpoint configuration.

use std::collections::BTreeMap;

use generated::devicefarm::types::{
    AccountSettings, Cpu, Device, DeviceAvailability, DeviceFormFactor, DeviceInstance, DevicePlatform, DeviceType,
    EnvironmentVariable, InstanceProfile, InstanceStatus, Project, Resolution, TrialMinutes, VpcConfig,
    VpceConfiguration,
};
use generated::runtime::Timestamp;

/// The number of the account.
pub(crate) const ACCOUNT: &str = "123456789012";

/// The ARN of the project.
pub const PROJECT: &str = "arn:aws:devicefarm:us-west-2:123456789012:project:00000000-0000-4000-8000-000000000001";

/// The ARN of a public Android phone with remote access.
pub const PHONE: &str = "arn:aws:devicefarm:us-west-2::device:PHONE00000000000000000000000001";

/// The ARN of a public iOS tablet with remote access.
pub const TABLET: &str = "arn:aws:devicefarm:us-west-2::device:TABLET0000000000000000000000001";

/// The ARN of a public device without remote access.
pub const WEARABLE: &str = "arn:aws:devicefarm:us-west-2::device:PHONE00000000000000000000000002";

/// The ARN of a private Android phone with remote access. It has two instances.
pub const PRIVATE_PHONE: &str = "arn:aws:devicefarm:us-west-2::device:PHONE00000000000000000000000003";

/// The ARN of the first instance of the private phone. It has labels and an instance profile.
pub const INSTANCE: &str =
    "arn:aws:devicefarm:us-west-2:123456789012:deviceinstance:00000000-0000-4000-8000-00000000000a";

/// The ARN of the second instance of the private phone. It has neither labels nor an instance profile.
pub const OTHER_INSTANCE: &str =
    "arn:aws:devicefarm:us-west-2:123456789012:deviceinstance:00000000-0000-4000-8000-00000000000b";

/// The ARN of the VPC endpoint configuration.
pub const VPCE_CONFIGURATION: &str =
    "arn:aws:devicefarm:us-west-2:123456789012:vpceconfiguration:00000000-0000-4000-8000-00000000000c";

pub(crate) fn project() -> Project {
    let vpc = VpcConfig::builder()
        .vpc_id("vpc-0123456789abcdef0")
        .subnet_ids(["subnet-0123456789abcdef0"])
        .security_group_ids(["sg-0123456789abcdef0"])
        .build();
    Project::builder()
        .arn(PROJECT)
        .name("Fake project")
        .default_job_timeout_minutes(150)
        .created(Timestamp::from_secs(1_700_000_000))
        .vpc_config(vpc)
        .environment_variables([EnvironmentVariable::builder().name("STAGE").value("test").build()])
        .execution_role_arn("arn:aws:iam::123456789012:role/fake-device-farm")
        .build()
}

pub(crate) fn devices() -> Vec<Device> {
    vec![
        phone(PHONE, "Fake Pixel", "Google", "14", true),
        tablet(),
        phone(WEARABLE, "Fake Old Phone", "Samsung", "6.0.1", false),
        private_phone(),
    ]
}

fn phone(arn: &str, name: &str, manufacturer: &str, os: &str, remote_access: bool) -> Device {
    let cpu = Cpu::builder().frequency("MHz").architecture("arm64-v8a").clock(2910.0).build();
    let mut device = device(arn, name, manufacturer, os, cpu);
    device.platform = Some(DevicePlatform::Android);
    device.form_factor = Some(DeviceFormFactor::Phone);
    device.remote_access_enabled = Some(remote_access);
    device.resolution = Some(Resolution::builder().width(1080).height(2400).build());
    device
}

fn tablet() -> Device {
    let cpu = Cpu::builder().frequency("GHz").architecture("arm64").clock(2.99).build();
    let mut device = device(TABLET, "Fake iPad", "Apple", "17.1", cpu);
    device.platform = Some(DevicePlatform::Ios);
    device.form_factor = Some(DeviceFormFactor::Tablet);
    device.remote_access_enabled = Some(true);
    device.resolution = Some(Resolution::builder().width(1640).height(2360).build());
    device
}

fn private_phone() -> Device {
    let mut device = phone(PRIVATE_PHONE, "Fake Private Phone", "Google", "13", true);
    device.fleet_type = Some("PRIVATE".to_owned());
    device.fleet_name = Some("Fake fleet".to_owned());
    let profile = InstanceProfile::builder()
        .arn("arn:aws:devicefarm:us-west-2:123456789012:instanceprofile:00000000-0000-4000-8000-00000000000d")
        .name("Clean")
        .description("Removes apps and restarts the phone")
        .package_cleanup(true)
        .exclude_app_packages_from_cleanup(["com.example.keep"])
        .reboot_after_use(true)
        .build();
    let instance = |arn: &str, udid: &str| {
        DeviceInstance::builder()
            .arn(arn)
            .device_arn(PRIVATE_PHONE)
            .status(InstanceStatus::Available)
            .udid(udid)
            .build()
    };
    let mut first = instance(INSTANCE, "FAKE0000000000000001");
    first.labels = Some(vec!["red".to_owned(), "lab-1".to_owned()]);
    first.instance_profile = Some(profile);
    device.instances = Some(vec![first, instance(OTHER_INSTANCE, "FAKE0000000000000002")]);
    device
}

/// Returns a public device with the members that do not depend on its kind.
#[allow(deprecated, reason = "the service still returns `remoteDebugEnabled`")]
fn device(arn: &str, name: &str, manufacturer: &str, os: &str, cpu: Cpu) -> Device {
    Device::builder()
        .arn(arn)
        .name(name)
        .manufacturer(manufacturer)
        .model(name)
        .model_id(format!("{}-1", name.replace(' ', "-").to_uppercase()))
        .r#type(DeviceType::Physical)
        .os(os)
        .cpu(cpu)
        .heap_size(536_870_912)
        .memory(137_438_953_472)
        .image("FAKEIMAGE1")
        .carrier("Fake carrier")
        .radio("LTE")
        .remote_debug_enabled(false)
        .fleet_type("PUBLIC")
        .availability(DeviceAvailability::HighlyAvailable)
        .build()
}

pub(crate) fn account() -> AccountSettings {
    let slots = BTreeMap::from([(DevicePlatform::Android, 2), (DevicePlatform::Ios, 1)]);
    AccountSettings::builder()
        .aws_account_number(ACCOUNT)
        .unmetered_devices(slots.clone())
        .unmetered_remote_access_devices(slots)
        .max_job_timeout_minutes(150)
        .trial_minutes(TrialMinutes::builder().total(1000.0).remaining(750.5).build())
        .max_slots(BTreeMap::from([("fake-offering".to_owned(), 5)]))
        .default_job_timeout_minutes(150)
        .skip_app_resign(false)
        .build()
}

pub(crate) fn vpce_configurations() -> Vec<VpceConfiguration> {
    let configuration = VpceConfiguration::builder()
        .arn(VPCE_CONFIGURATION)
        .vpce_configuration_name("Fake endpoint")
        .vpce_service_name("com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0")
        .service_dns_name("service.internal.example")
        .vpce_configuration_description("Reaches a service inside a VPC")
        .build();
    vec![configuration]
}

/// Returns the ARN of the project's `number`th resource of a kind.
pub(crate) fn arn(kind: &str, number: usize) -> String {
    let project = PROJECT.rsplit_once(':').map_or("", |(_, id)| id);
    format!("arn:aws:devicefarm:us-west-2:{ACCOUNT}:{kind}:{project}/00000000-0000-4000-8000-{number:012}")
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

named! { Device DeviceInstance Project }
