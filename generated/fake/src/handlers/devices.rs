//! Projects, devices and their instances.

use generated::devicefarm::operation::get_device::{GetDeviceError, GetDeviceInput, GetDeviceOutput};
use generated::devicefarm::operation::get_device_instance::{
    GetDeviceInstanceError, GetDeviceInstanceInput, GetDeviceInstanceOutput,
};
use generated::devicefarm::operation::get_project::{GetProjectError, GetProjectInput, GetProjectOutput};
use generated::devicefarm::operation::list_device_instances::{
    ListDeviceInstancesError, ListDeviceInstancesInput, ListDeviceInstancesOutput,
};
use generated::devicefarm::operation::list_devices::{ListDevicesError, ListDevicesInput, ListDevicesOutput};
use generated::devicefarm::operation::list_projects::{ListProjectsError, ListProjectsInput, ListProjectsOutput};
use generated::devicefarm::types::DeviceInstance;

use super::filters;
use super::replies::{find, page, refused};
use crate::farm::State;

pub(super) fn list_projects(
    state: &mut State,
    input: &ListProjectsInput,
) -> Result<ListProjectsOutput, ListProjectsError> {
    let wanted = state.projects.iter().filter(|project| input.arn().is_none_or(|arn| project.arn() == Some(arn)));
    let (projects, next) =
        page(wanted.cloned().collect(), input.next_token(), None).map_err(ListProjectsError::ArgumentException)?;
    Ok(ListProjectsOutput::builder().projects(projects).next_token(next).build())
}

pub(super) fn get_project(state: &mut State, input: &GetProjectInput) -> Result<GetProjectOutput, GetProjectError> {
    let project = find(&state.projects, "project", input.arn()).map_err(GetProjectError::NotFoundException)?;
    Ok(GetProjectOutput::builder().project(project.clone()).build())
}

pub(super) fn get_device(state: &mut State, input: &GetDeviceInput) -> Result<GetDeviceOutput, GetDeviceError> {
    let devices = state.devices_now();
    let device = find(&devices, "device", input.arn()).map_err(GetDeviceError::NotFoundException)?;
    Ok(GetDeviceOutput::builder().device(device.clone()).build())
}

pub(super) fn list_devices(state: &mut State, input: &ListDevicesInput) -> Result<ListDevicesOutput, ListDevicesError> {
    use ListDevicesError as Refusal;
    if input.arn().is_some() {
        find(&state.projects, "project", input.arn()).map_err(Refusal::NotFoundException)?;
    }
    if let Some(fault) = input.filters().iter().find_map(filters::fault) {
        return Err(Refusal::ArgumentException(refused(fault)));
    }
    let mut devices = state.devices_now();
    devices.retain(|device| input.filters().iter().all(|filter| filters::passes(device, filter)));
    let (devices, next) = page(devices, input.next_token(), None).map_err(Refusal::ArgumentException)?;
    Ok(ListDevicesOutput::builder().devices(devices).next_token(next).build())
}

/// Returns the instances of all private devices.
fn instances(state: &State) -> Vec<DeviceInstance> {
    state.devices_now().into_iter().flat_map(|device| device.instances.unwrap_or_default()).collect()
}

pub(super) fn list_instances(
    state: &mut State,
    input: &ListDeviceInstancesInput,
) -> Result<ListDeviceInstancesOutput, ListDeviceInstancesError> {
    let (instances, next) = page(instances(state), input.next_token(), input.max_results())
        .map_err(ListDeviceInstancesError::ArgumentException)?;
    Ok(ListDeviceInstancesOutput::builder().device_instances(instances).next_token(next).build())
}

pub(super) fn get_instance(
    state: &mut State,
    input: &GetDeviceInstanceInput,
) -> Result<GetDeviceInstanceOutput, GetDeviceInstanceError> {
    let instances = instances(state);
    let instance =
        find(&instances, "device instance", input.arn()).map_err(GetDeviceInstanceError::NotFoundException)?;
    Ok(GetDeviceInstanceOutput::builder().device_instance(instance.clone()).build())
}
