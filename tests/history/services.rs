//! Services in two releases of botocore years apart, each with its paginators, waiters, examples and endpoint rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use codegen::diff::{ChangeCode, Level, Report};
use tests::botocore::{self, Service};

use super::{compared, compared_inputs, is_explained, semver};

/// The kinds of changes that come of the files beside a model.
const BESIDE: [ChangeCode; 12] = [
    ChangeCode::EndpointRulesChanged,
    ChangeCode::ClientParametersChanged,
    ChangeCode::EndpointParametersChanged,
    ChangeCode::ExamplesChanged,
    ChangeCode::PaginationAdded,
    ChangeCode::PaginationRemoved,
    ChangeCode::PageTokensChanged,
    ChangeCode::PageItemsChanged,
    ChangeCode::WaiterAdded,
    ChangeCode::WaiterRemoved,
    ChangeCode::WaiterChanged,
    ChangeCode::DocumentationChanged,
];

/// A service in both releases.
fn sides(folders: &[std::path::PathBuf; 2], service: &str) -> [Service; 2] {
    folders.each_ref().map(|it| Service::read(it, service))
}

fn report(service: &str, versions: [&str; 2], sides: &[Service; 2]) -> Report {
    sides[0].with(versions[0], |old| sides[1].with(versions[1], |new| compared_inputs(service, old, new)))
}

/// The changes by kind.
fn counted(report: &Report) -> BTreeMap<ChangeCode, usize> {
    report.changes.iter().fold(BTreeMap::new(), |mut count, change| {
        *count.entry(change.code).or_default() += 1;
        count
    })
}

#[test]
fn the_verdicts_on_other_services_agree_with_cargo_semver_checks() {
    let Some(folders) = botocore::folders() else { return };
    let versions = folders.each_ref().map(|it| botocore::version(it));
    assert!(semver::recorded("services.json").len() >= 5, "too few services are recorded");
    semver::compare("services.json", &|[service, old, new]| {
        assert_eq!([old, new], versions.each_ref().map(String::as_str), "other releases were recorded");
        let sides = sides(&folders, service);
        let report = report(service, [old, new], &sides);
        is_explained(service, &report);
        println!("{service}: {}", report.level());
        semver::Ours { report, models: sides.map(|it| it.model) }
    });
}

/// The verdict on pages, waiters and endpoints, and that they change nothing of the verdict on the rest.
#[test]
fn the_verdicts_on_other_services_cover_pages_waiters_and_endpoints() {
    let Some(folders) = botocore::folders() else { return };
    let versions = folders.each_ref().map(|it| botocore::version(it));
    let versions = versions.each_ref().map(String::as_str);
    let mut table = format!("botocore {} and {}\n", versions[0], versions[1]);
    let mut all: BTreeMap<ChangeCode, usize> = BTreeMap::new();
    for service in ["dynamodb", "ecs", "glue", "lambda", "sagemaker", "sqs"] {
        let sides = sides(&folders, service);
        assert!(sides.iter().all(|it| it.has("paginators-1.json")), "{service} has paginators");
        assert!(sides[1].has("endpoint-rule-set-1.json") && sides[1].has("partitions.json"), "{service} has rules");
        let whole = report(service, versions, &sides);
        let alone = compared(service, (versions[0], &sides[0].model), (versions[1], &sides[1].model));
        let (mut of_whole, mut of_alone) = (counted(&whole), counted(&alone));
        let beside: BTreeMap<ChangeCode, usize> =
            BESIDE.into_iter().filter_map(|code| Some((code, of_whole.remove(&code)?))).collect();
        of_alone.retain(|code, _| !BESIDE.contains(code));
        assert_eq!(of_whole, of_alone, "{service}: the changes of the model itself");
        assert!(whole.level() >= alone.level(), "{service}: {} and {}", whole.level(), alone.level());
        let text: Vec<String> = beside.iter().map(|(code, count)| format!("{} {count}", code.as_str())).collect();
        writeln!(table, "{service}: {}; {}", whole.level(), text.join(", ")).expect("a string takes it");
        beside.iter().for_each(|(code, count)| *all.entry(*code).or_default() += count);
        let is_major = |code: ChangeCode| whole.changes.iter().any(|it| it.code == code && it.level == Level::Major);
        assert!(!is_major(ChangeCode::PaginationAdded) && !is_major(ChangeCode::WaiterAdded), "{service}");
    }
    for code in [ChangeCode::EndpointRulesChanged, ChangeCode::PaginationAdded, ChangeCode::WaiterAdded] {
        assert!(all.contains_key(&code), "no service has {}: {all:?}", code.as_str());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/services.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(table == expected, "{table}\nto accept: BLESS=1 cargo test -p tests history::");
}
