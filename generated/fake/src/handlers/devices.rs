//! Projects and devices, which do not change.

use generated::devicefarm::operation::get_device::{GetDeviceError, GetDeviceInput, GetDeviceOutput};
use generated::devicefarm::operation::get_project::{GetProjectError, GetProjectInput, GetProjectOutput};
use generated::devicefarm::operation::list_devices::{ListDevicesError, ListDevicesInput, ListDevicesOutput};
use generated::devicefarm::operation::list_projects::{ListProjectsError, ListProjectsInput, ListProjectsOutput};
use generated::devicefarm::types::{Device, DeviceFilter, DeviceFilterAttribute, RuleOperator};

use super::{find, page, refused};
use crate::farm::State;

pub(super) fn list_projects(
    state: &mut State,
    input: &ListProjectsInput,
) -> Result<ListProjectsOutput, ListProjectsError> {
    let wanted = state.projects.iter().filter(|project| input.arn().is_none_or(|arn| project.arn() == Some(arn)));
    let (projects, next) =
        page(wanted.cloned().collect(), input.next_token()).map_err(ListProjectsError::ArgumentException)?;
    Ok(ListProjectsOutput::builder().projects(projects).next_token(next).build())
}

pub(super) fn get_project(state: &mut State, input: &GetProjectInput) -> Result<GetProjectOutput, GetProjectError> {
    let project = find(&state.projects, "project", input.arn()).map_err(GetProjectError::NotFoundException)?;
    Ok(GetProjectOutput::builder().project(project.clone()).build())
}

pub(super) fn get_device(state: &mut State, input: &GetDeviceInput) -> Result<GetDeviceOutput, GetDeviceError> {
    let device = find(&state.devices, "device", input.arn()).map_err(GetDeviceError::NotFoundException)?;
    Ok(GetDeviceOutput::builder().device(device.clone()).build())
}

pub(super) fn list_devices(state: &mut State, input: &ListDevicesInput) -> Result<ListDevicesOutput, ListDevicesError> {
    let mut devices = Vec::new();
    for device in &state.devices {
        let mut fits = true;
        for filter in input.filters() {
            fits &= passes(device, filter).map_err(refused).map_err(ListDevicesError::ArgumentException)?;
        }
        devices.extend(fits.then(|| device.clone()));
    }
    let (devices, next) = page(devices, input.next_token()).map_err(ListDevicesError::ArgumentException)?;
    Ok(ListDevicesOutput::builder().devices(devices).next_token(next).build())
}

/// Returns whether a device passes a filter; a message where the farm does not know the filter.
fn passes(device: &Device, filter: &DeviceFilter) -> Result<bool, String> {
    let text = match filter.attribute() {
        Some(DeviceFilterAttribute::Arn) => device.arn(),
        Some(DeviceFilterAttribute::Platform) => device.platform().map(AsRef::as_ref),
        Some(DeviceFilterAttribute::FormFactor) => device.form_factor().map(AsRef::as_ref),
        Some(DeviceFilterAttribute::Manufacturer) => device.manufacturer(),
        Some(DeviceFilterAttribute::Model) => device.model(),
        Some(DeviceFilterAttribute::OsVersion) => device.os(),
        Some(DeviceFilterAttribute::FleetType) => device.fleet_type(),
        Some(DeviceFilterAttribute::Availability) => device.availability().map(AsRef::as_ref),
        Some(DeviceFilterAttribute::RemoteAccessEnabled) => {
            device.remote_access_enabled().map(|enabled| if enabled { "TRUE" } else { "FALSE" })
        }
        other => return Err(format!("this farm has no filter by {other:?}")),
    };
    let text = text.unwrap_or_default();
    let equal = |value: &String| value.eq_ignore_ascii_case(text);
    match filter.operator() {
        Some(RuleOperator::Equals | RuleOperator::In) => Ok(filter.values().iter().any(equal)),
        Some(RuleOperator::NotIn) => Ok(!filter.values().iter().any(equal)),
        Some(RuleOperator::Contains) => Ok(filter.values().iter().any(|value| text.contains(value.as_str()))),
        other => Err(format!("this farm cannot compare by {other:?}")),
    }
}
