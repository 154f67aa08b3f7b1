//! The surface itself, as the service's reference had it before it retired members.

use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionInput, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::types::{
    BillingMethod, Cpu, CreateRemoteAccessSessionConfiguration, Device, DeviceAvailability, DeviceFormFactor,
    DeviceInstance, DeviceMinutes, DevicePlatform, ExecutionResult, ExecutionStatus, InstanceProfile, InstanceStatus,
    InteractionMode, RemoteAccessSession, Resolution, VpcConfig,
};

use super::members::{choices, reach};

reach! { CreateRemoteAccessSessionInput {
    project_arn "projectArn": string,
    device_arn "deviceArn": string,
    instance_arn "instanceArn": string,
    ssh_public_key "sshPublicKey": string,
    remote_debug_enabled "remoteDebugEnabled": boolean,
    remote_record_enabled "remoteRecordEnabled": boolean,
    remote_record_app_arn "remoteRecordAppArn": string,
    name "name": string,
    client_id "clientId": string,
    configuration "configuration": one<CreateRemoteAccessSessionConfiguration>,
    interaction_mode "interactionMode": choice<InteractionMode>,
    skip_app_resign "skipAppResign": boolean,
} }

reach! { CreateRemoteAccessSessionConfiguration {
    billing_method "billingMethod": choice<BillingMethod>,
    vpce_configuration_arns "vpceConfigurationArns": strings,
} }

reach! { CreateRemoteAccessSessionOutput {
    remote_access_session "remoteAccessSession": one<RemoteAccessSession>,
} }

reach! { RemoteAccessSession {
    arn "arn": string,
    name "name": string,
    created "created": timestamp,
    status "status": choice<ExecutionStatus>,
    result "result": choice<ExecutionResult>,
    message "message": string,
    started "started": timestamp,
    stopped "stopped": timestamp,
    device "device": one<Device>,
    instance_arn "instanceArn": string,
    remote_debug_enabled "remoteDebugEnabled": boolean,
    remote_record_enabled "remoteRecordEnabled": boolean,
    remote_record_app_arn "remoteRecordAppArn": string,
    host_address "hostAddress": string,
    client_id "clientId": string,
    billing_method "billingMethod": choice<BillingMethod>,
    device_minutes "deviceMinutes": one<DeviceMinutes>,
    endpoint "endpoint": string,
    device_udid "deviceUdid": string,
    interaction_mode "interactionMode": choice<InteractionMode>,
    skip_app_resign "skipAppResign": boolean,
    vpc_config "vpcConfig": one<VpcConfig>,
} }

reach! { Device {
    arn "arn": string,
    name "name": string,
    manufacturer "manufacturer": string,
    model "model": string,
    model_id "modelId": string,
    form_factor "formFactor": choice<DeviceFormFactor>,
    platform "platform": choice<DevicePlatform>,
    os "os": string,
    cpu "cpu": one<Cpu>,
    resolution "resolution": one<Resolution>,
    heap_size "heapSize": long,
    memory "memory": long,
    image "image": string,
    carrier "carrier": string,
    radio "radio": string,
    remote_access_enabled "remoteAccessEnabled": boolean,
    remote_debug_enabled "remoteDebugEnabled": boolean,
    fleet_type "fleetType": string,
    fleet_name "fleetName": string,
    instances "instances": list<DeviceInstance>,
    availability "availability": choice<DeviceAvailability>,
} }

reach! { Cpu {
    frequency "frequency": string,
    architecture "architecture": string,
    clock "clock": double,
} }

reach! { Resolution {
    width "width": integer,
    height "height": integer,
} }

reach! { DeviceInstance {
    arn "arn": string,
    device_arn "deviceArn": string,
    labels "labels": strings,
    status "status": choice<InstanceStatus>,
    udid "udid": string,
    instance_profile "instanceProfile": one<InstanceProfile>,
} }

reach! { InstanceProfile {
    arn "arn": string,
    package_cleanup "packageCleanup": boolean,
    exclude_app_packages_from_cleanup "excludeAppPackagesFromCleanup": strings,
    reboot_after_use "rebootAfterUse": boolean,
    name "name": string,
    description "description": string,
} }

reach! { DeviceMinutes {
    total "total": double,
    metered "metered": double,
    unmetered "unmetered": double,
} }

reach! { VpcConfig {
    security_group_ids "securityGroupIds": strings,
    subnet_ids "subnetIds": strings,
    vpc_id "vpcId": string,
} }

choices! { check_enums:
    BillingMethod {
        "METERED" Metered,
        "UNMETERED" Unmetered,
    }
    DeviceAvailability {
        "TEMPORARY_NOT_AVAILABLE" TemporaryNotAvailable,
        "BUSY" Busy,
        "AVAILABLE" Available,
        "HIGHLY_AVAILABLE" HighlyAvailable,
    }
    DeviceFormFactor {
        "PHONE" Phone,
        "TABLET" Tablet,
    }
    DevicePlatform {
        "ANDROID" Android,
        "IOS" Ios,
    }
    ExecutionResult {
        "PENDING" Pending,
        "PASSED" Passed,
        "WARNED" Warned,
        "FAILED" Failed,
        "SKIPPED" Skipped,
        "ERRORED" Errored,
        "STOPPED" Stopped,
    }
    ExecutionStatus {
        "PENDING" Pending,
        "PENDING_CONCURRENCY" PendingConcurrency,
        "PENDING_DEVICE" PendingDevice,
        "PROCESSING" Processing,
        "SCHEDULING" Scheduling,
        "PREPARING" Preparing,
        "RUNNING" Running,
        "COMPLETED" Completed,
        "STOPPING" Stopping,
    }
    InstanceStatus {
        "IN_USE" InUse,
        "PREPARING" Preparing,
        "AVAILABLE" Available,
        "NOT_AVAILABLE" NotAvailable,
    }
    InteractionMode {
        "INTERACTIVE" Interactive,
        "NO_VIDEO" NoVideo,
        "VIDEO_ONLY" VideoOnly,
    }
}
