//! The filters of `ListDevices`: the operators that each attribute supports, and the comparison.

use std::cmp::Ordering;

use generated::devicefarm::types::{
    Device, DeviceAvailability, DeviceFilter, DeviceFilterAttribute as Attribute, DeviceFormFactor, DeviceInstance,
    DevicePlatform, DeviceType, RuleOperator as Operator,
};

const EQUALS: &[&str] = &["EQUALS"];
const CHOICE: &[&str] = &["EQUALS", "IN", "NOT_IN"];
const TEXT: &[&str] = &["EQUALS", "CONTAINS", "IN", "NOT_IN"];
const CONTAINS: &[&str] = &["CONTAINS"];
const ORDER: &[&str] =
    &["EQUALS", "GREATER_THAN", "GREATER_THAN_OR_EQUALS", "IN", "LESS_THAN", "LESS_THAN_OR_EQUALS", "NOT_IN"];

const BOOLEAN: &[&str] = &["TRUE", "FALSE"];

/// Returns the operators that the service accepts for an attribute, and its values if they are limited.
fn rules(attribute: &Attribute) -> (&'static [&'static str], &'static [&'static str]) {
    match attribute {
        Attribute::Platform => (EQUALS, &["ANDROID", "IOS"]),
        Attribute::FormFactor => (EQUALS, &["PHONE", "TABLET"]),
        Attribute::DeviceType => (EQUALS, &["PHYSICAL", "VIRTUAL"]),
        Attribute::Availability => (EQUALS, &["AVAILABLE", "HIGHLY_AVAILABLE", "BUSY", "TEMPORARY_NOT_AVAILABLE"]),
        Attribute::FleetType => (EQUALS, &["PUBLIC", "PRIVATE"]),
        Attribute::RemoteAccessEnabled | Attribute::RemoteDebugEnabled => (EQUALS, BOOLEAN),
        Attribute::OsVersion => (ORDER, &[]),
        Attribute::Model => (TEXT, &[]),
        Attribute::InstanceLabels => (CONTAINS, &[]),
        // Manufacturers and ARNs. Other attributes are refused as values of the enum that do not exist.
        _ => (CHOICE, &[]),
    }
}

/// Returns the reason why the service refuses a filter, if there is one.
pub(super) fn fault(filter: &DeviceFilter) -> Option<String> {
    let (attribute, operator) = (filter.attribute()?, filter.operator()?);
    let (operators, values) = rules(attribute);
    let (name, operator) = (attribute.as_str(), operator.as_str());
    if !operators.contains(&operator) {
        return Some(format!("the filter {name} does not support {operator}; it supports {}", operators.join(", ")));
    }
    let given = filter.values();
    if given.is_empty() || (given.len() > 1 && !matches!(operator, "IN" | "NOT_IN")) {
        return Some(format!("the filter {name} {operator} takes one value, and was given {}", given.len()));
    }
    let is_known = |value: &str| values.is_empty() || values.iter().any(|known| known.eq_ignore_ascii_case(value));
    let unknown = given.iter().find(|value| !is_known(value))?;
    Some(format!("the filter {name} has no value `{unknown}`; its values are {}", values.join(", ")))
}

/// Returns whether a device passes a filter that has no fault.
pub(super) fn passes(device: &Device, filter: &DeviceFilter) -> bool {
    let (Some(attribute), Some(operator)) = (filter.attribute(), filter.operator()) else { return true };
    // The service ignores this filter, because remote debugging is no longer offered.
    if *attribute == Attribute::RemoteDebugEnabled {
        return true;
    }
    let texts = texts(device, attribute);
    let any = |fits: &dyn Fn(&str, &str) -> bool| {
        texts.iter().any(|text| filter.values().iter().any(|value| fits(text, value)))
    };
    let equal = |text: &str, value: &str| text.eq_ignore_ascii_case(value);
    match operator {
        Operator::NotIn => !any(&equal),
        Operator::Contains => any(&|text, value| text.contains(value)),
        Operator::LessThan => any(&|text, value| versions(text, value).is_lt()),
        Operator::LessThanOrEquals => any(&|text, value| versions(text, value).is_le()),
        Operator::GreaterThan => any(&|text, value| versions(text, value).is_gt()),
        Operator::GreaterThanOrEquals => any(&|text, value| versions(text, value).is_ge()),
        _ => any(&equal),
    }
}

/// Returns the values of an attribute. An attribute of instances has several.
fn texts<'d>(device: &'d Device, attribute: &Attribute) -> Vec<&'d str> {
    let instances = device.instances().iter();
    match attribute {
        Attribute::InstanceArn => return instances.filter_map(|instance| instance.arn()).collect(),
        Attribute::InstanceLabels => {
            return instances.flat_map(DeviceInstance::labels).map(String::as_str).collect();
        }
        _ => {}
    }
    let text = match attribute {
        Attribute::Arn => device.arn(),
        Attribute::Platform => device.platform().map(DevicePlatform::as_str),
        Attribute::FormFactor => device.form_factor().map(DeviceFormFactor::as_str),
        Attribute::DeviceType => device.r#type().map(DeviceType::as_str),
        Attribute::Manufacturer => device.manufacturer(),
        Attribute::Model => device.model(),
        Attribute::OsVersion => device.os(),
        Attribute::FleetType => device.fleet_type(),
        Attribute::Availability => device.availability().map(DeviceAvailability::as_str),
        Attribute::RemoteAccessEnabled => {
            device.remote_access_enabled().map(|enabled| if enabled { "TRUE" } else { "FALSE" })
        }
        _ => None,
    };
    text.into_iter().collect()
}

/// Compares two versions number by number. A missing number is zero, so that 17 is the same as 17.0.
fn versions(left: &str, right: &str) -> Ordering {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>();
    let (mut left, mut right) = (numbers(left), numbers(right));
    let length = left.len().max(right.len());
    left.resize(length, 0);
    right.resize(length, 0);
    left.cmp(&right)
}
