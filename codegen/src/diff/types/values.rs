//! Changes of the values of enums.

use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::{Comparison, paired};
use crate::model::Kind;
use crate::rust::item::Variant;

/// Compares variants by their names in Rust.
pub(super) fn compare(comparison: &mut Comparison<'_>, path: &str, old: &[Variant], new: &[Variant]) {
    let (both, gone, added) = paired(old, new, |variant| variant.name.as_str());
    let (requests, responses) = comparison.directions(path);
    let name = path.rsplit("::").next().unwrap_or_default();
    let change = |comparison: &Comparison<'_>, code, variant: &Variant, message: String| -> Change {
        let rust = comparison.new.full(&format!("{path}::{}", variant.name));
        comparison.of_type(code, path, message).member(&variant.value).rust(rust)
    };
    let mut found = Vec::new();
    for variant in gone {
        let message = format!("the value `{}` of the enum `{name}` is gone", variant.value);
        let change = change(comparison, ChangeCode::EnumValueRemoved, variant, message);
        found.push(unknown(change, requests, responses));
    }
    for variant in added {
        let message = format!("the enum `{name}` has the new value `{}`", variant.value);
        let change = change(comparison, ChangeCode::EnumValueAdded, variant, message);
        let change = change.effect_if(requests, Effect::Accepted, "the service accepts the value");
        let text = "responses can hold the value, which older clients read as `Unknown`";
        found.push(change.effect_if(responses, Effect::ResponseChanged, text));
    }
    for (old, new) in both {
        if old.value != new.value {
            let message = format!("a value of the enum `{name}` changed");
            let change = change(comparison, ChangeCode::EnumValueChanged, new, message).values(&old.value, &new.value);
            found.push(crate::diff::compare::serialized(change, (requests, responses)));
        }
        if let (Some(before), Some(after)) = (&old.deprecated, &new.deprecated)
            && before != after
        {
            let message = format!("the deprecation of the value `{}` of the enum `{name}` changed", new.value);
            let change = change(comparison, ChangeCode::DeprecationChanged, new, message);
            found.push(change.values(before.to_string(), after.to_string()));
        }
        let (code, text) = match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) if is_retired(comparison, path, new) => {
                let message =
                    format!("the value `{}` of the enum `{name}` is gone from the model and retained", new.value);
                let change = change(comparison, ChangeCode::EnumValueRetired, new, message);
                found.push(unknown(change, requests, responses));
                continue;
            }
            (None, Some(_)) => (ChangeCode::EnumValueDeprecated, "is deprecated"),
            (Some(_), None) => (ChangeCode::EnumValueNoLongerDeprecated, "is no longer deprecated"),
            _ => continue,
        };
        found.push(change(comparison, code, new, format!("the value `{}` of the enum `{name}` {text}", new.value)));
    }
    comparison.changes.extend(found);
}

/// The effects of a value that the service no longer knows.
fn unknown(change: Change, requests: bool, responses: bool) -> Change {
    let change = change.effect_if(requests, Effect::Rejected, "the service may reject the value");
    change.effect_if(responses, Effect::ResponseChanged, "the service no longer returns the value")
}

/// Returns whether a value is kept, and not the model's.
fn is_retired(comparison: &Comparison<'_>, path: &str, variant: &Variant) -> bool {
    let traits = match comparison.new.shape(path).map(|shape| &shape.kind) {
        Some(Kind::Enum(values)) => values.iter().find(|it| it.value == variant.value).map(|it| &it.traits),
        Some(Kind::IntEnum(values)) => {
            values.iter().find(|it| it.value.to_string() == variant.value).map(|it| &it.traits)
        }
        _ => None,
    };
    traits.and_then(|traits| traits.kept.as_ref()).is_some_and(|kept| kept.is_removed)
}
