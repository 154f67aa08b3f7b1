//! The verdicts of cargo-semver-checks, recorded by `vectors/semver/record.py`, beside ours. The lints that it reports are those that
//! our list of changed items stands for, item by item. Where the level differs, `vectors/semver/reasons.json` says why ours is right, and
//! the reason is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use codegen::api::{ApiItem, ApiKind};
use codegen::diff::{ApiChange, Level, Report};
use serde_json::Value;

/// A file beside the vectors.
fn file(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/semver").join(name);
    let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The recorded steps of a file.
pub(crate) fn recorded(name: &str) -> Vec<Value> {
    file(name)["steps"].as_array().expect("the file has steps").clone()
}

/// A step by its service and the names of its sides.
fn step(of: &Value) -> [&str; 3] {
    ["service", "old", "new"].map(|key| of[key].as_str().unwrap_or_default())
}

/// The items that changed, each once.
fn items(report: &Report) -> Vec<&ApiChange> {
    let mut seen = BTreeSet::new();
    let changes = report.changes.iter().flat_map(|change| &change.api);
    changes.filter(|it| seen.insert(it.old.as_ref().or(it.new.as_ref()).map(|item| (&item.path, item.kind)))).collect()
}

/// The number of parameters of a structure.
fn parameters(item: &ApiItem) -> usize {
    item.signature.matches(" = ").count()
}

/// The lints that report a change, by the rules of cargo-semver-checks: the lint of what is gone, unless what it belonged to is gone as
/// well, and those of a new deprecation and of fewer parameters of a type.
fn lint(change: &ApiChange, gone: &BTreeSet<&str>) -> Option<&'static str> {
    let old = change.old.as_ref()?;
    let owner = old.path.rsplit_once("::").map_or("", |(owner, _)| owner);
    let Some(new) = &change.new else {
        return match old.kind {
            ApiKind::Module => Some("module_missing"),
            ApiKind::Struct => Some("struct_missing"),
            ApiKind::Enum => Some("enum_missing"),
            ApiKind::Trait => Some("trait_missing"),
            ApiKind::Static => Some("pub_static_missing"),
            _ if gone.contains(owner) => None,
            ApiKind::Field => Some("struct_pub_field_missing"),
            ApiKind::Variant => Some("enum_variant_missing"),
            ApiKind::Function => Some("inherent_method_missing"),
            ApiKind::Const => Some("inherent_associated_const_missing"),
            ApiKind::Reexport | ApiKind::Type | ApiKind::Impl => None,
        };
    };
    if old.deprecated.is_none() && new.deprecated.is_some() {
        return match old.kind {
            ApiKind::Field => Some("struct_field_marked_deprecated"),
            ApiKind::Function => Some("type_method_marked_deprecated"),
            ApiKind::Variant => Some("enum_variant_marked_deprecated"),
            ApiKind::Struct | ApiKind::Enum => Some("type_marked_deprecated"),
            _ => None,
        };
    }
    let is_shorter = old.kind == ApiKind::Struct && parameters(new) < parameters(old);
    is_shorter.then_some("type_allows_fewer_generic_type_params")
}

/// The lints that our list of changed items stands for, with the number of items of each.
fn lints(report: &Report) -> BTreeMap<&'static str, u64> {
    let items = items(report);
    let gone = items.iter().filter(|it| it.new.is_none()).filter_map(|it| it.old.as_ref());
    let gone: BTreeSet<&str> =
        gone.filter(|it| matches!(it.kind, ApiKind::Struct | ApiKind::Enum)).map(|it| it.path.as_str()).collect();
    // rustdoc calls the fields of a deprecated structure deprecated, and the tool does not count them.
    let is_deprecated =
        |path: &str| items.iter().filter_map(|it| it.new.as_ref()).any(|it| it.path == path && it.deprecated.is_some());
    let is_implied = |it: &ApiItem| {
        it.kind == ApiKind::Field && it.path.rsplit_once("::").is_some_and(|(owner, _)| is_deprecated(owner))
    };
    let said = items.iter().filter(|it| !it.new.as_ref().is_some_and(is_implied));
    said.filter_map(|it| lint(it, &gone)).fold(BTreeMap::new(), |mut count, lint| {
        *count.entry(lint).or_default() += 1;
        count
    })
}

/// Returns whether a reason for another level holds for a step.
fn holds(reason: &str, report: &Report) -> bool {
    let items = items(report);
    match reason {
        // New items are all that makes the step more than a patch.
        "additions" => {
            let mut greater = items.iter().filter(|it| it.level > Level::Patch).peekable();
            greater.peek().is_some() && greater.all(|it| it.old.is_none())
        }
        // Methods of builders are all that makes the step major, and each took an absent value or needed no such member before.
        "required-members" => {
            let mut major = items.iter().filter(|it| it.level == Level::Major).peekable();
            major.peek().is_some()
                && major.all(|it| it.old.as_ref().is_some_and(|old| old.path.contains("Builder")))
                && items.iter().any(|it| {
                    let (old, new) = (it.old.as_ref(), it.new.as_ref());
                    let has = |item: Option<&ApiItem>, text| item.is_some_and(|item| item.signature.contains(text));
                    has(old, "impl runtime::IntoMember<") && has(new, "impl runtime::IntoValue<")
                })
        }
        other => panic!("`{other}` is not a reason that can be checked"),
    }
}

/// The number of enums in which two values that both models have changed places. The order of an enum in Rust is that of its values.
fn reordered(old: &Value, new: &Value) -> u64 {
    let values = |shape: &Value| shape["enum"].as_array().cloned().unwrap_or_default();
    let empty = serde_json::Map::new();
    let shapes = old["shapes"].as_object().unwrap_or(&empty).iter();
    let moved = shapes.filter(|(name, shape)| {
        let (before, after) = (values(shape), values(&new["shapes"][name.as_str()]));
        let kept: Vec<&Value> = before.iter().filter(|value| after.contains(value)).collect();
        kept != after.iter().filter(|value| before.contains(value)).collect::<Vec<_>>()
    });
    moved.count() as u64
}

/// A step of ours with the texts of its models.
pub(crate) struct Ours {
    pub(crate) report: Report,
    pub(crate) models: [Vec<u8>; 2],
}

/// Compares the recorded verdicts of a file with ours.
pub(crate) fn compare(name: &str, ours: &dyn Fn([&str; 3]) -> Ours) {
    let (recorded, table) = (recorded(name), file("reasons.json"));
    let list = |key: &str| table[key].as_array().unwrap_or_else(|| panic!("reasons.json has no {key}")).iter();
    for recorded in &recorded {
        let step = step(recorded);
        let Ours { report, models } = ours(step);
        let theirs: BTreeMap<String, u64> =
            serde_json::from_value(recorded["lints"].clone()).expect("lints with their numbers");
        let expected: BTreeMap<String, u64> =
            lints(&report).into_iter().map(|(lint, count)| (lint.to_owned(), count)).collect();
        assert_eq!(expected, theirs, "{step:?}: the lints of our changed items, and the recorded ones");

        let level = report.level().max(Level::Patch).as_str();
        let required = recorded["required"].as_str().expect("a level");
        let reasons: Vec<&Value> = list("disagreements").filter(|it| self::step(it) == step).collect();
        match reasons.as_slice() {
            [] => assert_eq!(level, required, "{step:?}: ours and theirs, and reasons.json does not say why"),
            [it] => {
                assert_ne!(level, required, "{step:?} agrees: remove it from reasons.json");
                assert_eq!(
                    [&it["ours"], &it["theirs"]],
                    [level, required],
                    "{step:?}: reasons.json has other verdicts"
                );
                let reason = it["reason"].as_str().unwrap_or_default();
                assert!(table["reasons"][reason].is_string(), "{step:?}: reasons.json does not explain `{reason}`");
                assert!(holds(reason, &report), "{step:?}: the reason `{reason}` does not hold");
            }
            _ => panic!("{step:?} is in reasons.json more than once"),
        }

        let [old, new] = models.map(|text| serde_json::from_slice::<Value>(&text).expect("a model is JSON"));
        let moved: u64 =
            list("reordered").filter(|it| self::step(it) == step).filter_map(|it| it["enums"].as_u64()).sum();
        assert_eq!(reordered(&old, &new), moved, "{step:?}: enums of which values changed places");
        let warnings: Vec<&String> = recorded["warnings"].as_object().expect("warnings").keys().collect();
        let unexplained = warnings.iter().find(|it| !table["warnings"][it.as_str()].is_string());
        assert_eq!(unexplained, None, "{step:?}: reasons.json does not explain the warning");
    }
    // Each reason is of a step that was recorded.
    let steps: BTreeSet<[&str; 3]> = recorded.iter().map(step).collect();
    let service = steps.iter().map(|step| step[0]).collect::<BTreeSet<_>>();
    for it in list("disagreements").chain(list("reordered")).filter(|it| service.contains(step(it)[0])) {
        assert!(steps.contains(&step(it)), "reasons.json has {:?}, which is not recorded", step(it));
    }
}
