//! The verdicts of `diff` on the published revisions, held beside the compiler: a caller that was written for a revision compiles
//! against the client of the next one unless the verdict is major, and the items that the compiler rejects are named by it.

use std::collections::{BTreeMap, BTreeSet};

use codegen::api::{ApiItem, ApiKind};
use codegen::diff::Level;
use tests::botocore;
use tests::caller::{Caller, Key};
use tests::revision::{Revision, published};

use super::package::{Message, Packages};
use super::{SINCE, module};

/// The errors of names that cannot be resolved. While a program has one, the compiler does not look at its types.
const UNRESOLVED: &[&str] =
    &["E0405", "E0412", "E0422", "E0423", "E0425", "E0426", "E0432", "E0433", "E0531", "E0532", "E0574", "E0583"];

/// A caller of one client, compiled against another.
struct Step {
    /// The name of the caller's module.
    name: String,
    /// The items of the client that it was written for.
    items: Vec<ApiItem>,
    /// The module of the client that it is compiled against.
    client: String,
    /// The items whose use the compiler rejected.
    rejected: BTreeSet<Key>,
}

impl Step {
    fn new(name: String, old: &Revision, client: &str) -> Self {
        let items = old.generate("client", "devicefarm").api;
        Self { name, items, client: client.to_owned(), rejected: BTreeSet::new() }
    }

    fn caller(&self) -> Caller {
        Caller::without(&self.items, &format!("client::{}", self.client), &self.rejected)
    }

    /// Notes the items that errors are about, and returns whether the compiler saw all of the program.
    fn reject(&mut self, caller: &Caller, errors: &[Message]) -> bool {
        let mut is_whole = true;
        for error in errors.iter().filter(|error| error.module == self.name) {
            let item = caller.lines.get(&error.line);
            self.rejected.insert(item.unwrap_or_else(|| panic!("an error is of no item:\n{}", error.text)).clone());
            is_whole &= !UNRESOLVED.contains(&error.code.as_str());
        }
        is_whole
    }
}

/// Compiles all callers, from the second time on without what was rejected before, until the compiler has seen everything.
fn compile(packages: &Packages, steps: &mut [Step], name: &str) {
    for _ in 0..5 {
        let mut packages = packages.clone();
        let callers: Vec<Caller> = steps.iter().map(Step::caller).collect();
        steps.iter().zip(&callers).for_each(|(step, caller)| packages.caller(&step.name, caller.text.clone()));
        let mut errors = packages.check(name);
        errors.retain(|message| message.level == "error");
        let whole: Vec<bool> =
            steps.iter_mut().zip(&callers).map(|(step, caller)| step.reject(caller, &errors)).collect();
        if whole.into_iter().all(|is_whole| is_whole) {
            return;
        }
    }
    panic!("the compiler still finds unresolved names after five times");
}

/// The verdict on a step, with the items that are gone or have another signature.
fn verdict(old: &Revision, new: &Revision) -> (Level, BTreeSet<Key>) {
    let report = new.since(old);
    let changes = report.changes.iter().flat_map(|change| &change.api).filter(|change| change.level == Level::Major);
    let items = changes.filter_map(|change| change.old.as_ref());
    let path = |item: &ApiItem| item.path.replacen("service", "devicefarm", 1);
    (report.level(), items.map(|item| (path(item), item.kind)).collect())
}

/// Returns whether an item has another signature because a builder has another list of required members. A caller that does not name
/// the parameters of the builder compiles; one that names them does not.
fn is_of_builder((path, kind): &Key) -> bool {
    match kind {
        ApiKind::Struct => path.ends_with("Builder"),
        ApiKind::Function => path.rsplit_once("::").is_some_and(|(owner, _)| owner.ends_with("Builder")),
        _ => false,
    }
}

/// Compiles the callers of some revisions, each against its own client, the next one, and the newest one.
fn agree(revisions: &[Revision], name: &str) {
    let mut packages = Packages::default();
    let mut steps = Vec::new();
    for revision in revisions {
        let own = module(&revision.name);
        packages.client(&own, revision.generate("client", &own));
        steps.push(Step::new(own.clone(), revision, &own));
    }
    for pair in revisions.windows(2) {
        steps.push(Step::new(format!("{}_next", module(&pair[0].name)), &pair[0], &module(&pair[1].name)));
    }
    let is_of_pages = |item: &ApiItem| item.kind == ApiKind::Function && item.path.ends_with("Builder::pages");
    assert!(steps.iter().all(|step| step.items.iter().any(is_of_pages)), "{name}: a caller reads no pages");
    compile(&packages, &mut steps, name);
    let rejected: BTreeMap<&str, &BTreeSet<Key>> =
        steps.iter().map(|step| (step.name.as_str(), &step.rejected)).collect();
    for revision in revisions {
        let rejected = rejected[module(&revision.name).as_str()];
        assert!(rejected.is_empty(), "the client of {} rejects its own caller: {rejected:#?}", revision.name);
    }
    for pair in revisions.windows(2) {
        let rejected = rejected[format!("{}_next", module(&pair[0].name)).as_str()];
        let (level, named) = verdict(&pair[0], &pair[1]);
        let date = &pair[1].name;
        println!("{name} {date} {level}: {} items named, {} rejected by the compiler", named.len(), rejected.len());
        assert_eq!(level == Level::Major, !rejected.is_empty(), "{date}: {level}, and rejected are {rejected:#?}");
        let unnamed: Vec<_> = rejected.difference(&named).collect();
        assert!(unnamed.is_empty(), "{date}: the verdict does not name {unnamed:#?}");
        let accepted: Vec<_> = named.difference(rejected).filter(|item| !is_of_builder(item)).collect();
        assert!(accepted.is_empty(), "{date}: the compiler accepts {accepted:#?}");
    }
}

/// The published revisions with pages.
fn with_pages(models: &[(String, Vec<u8>)]) -> Vec<Revision> {
    models.iter().map(|(date, model)| Revision::first(date, model).with_own_paginators()).collect()
}

#[test]
fn the_compiler_agrees_with_each_verdict_since_2021() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(mut models) = published() else { return };
    models.retain(|(date, _)| date.as_str() >= SINCE);
    agree(&with_pages(&models), "since-2021");
}

#[test]
#[ignore = "compiles 21 clients and 41 callers, which takes two minutes"]
fn the_compiler_agrees_with_each_verdict_on_the_published_revisions() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(models) = published() else { return };
    agree(&with_pages(&models), "all-revisions");
}

#[test]
#[ignore = "compiles the whole clients of six services, some of them large, which takes minutes"]
fn the_compiler_agrees_with_the_verdicts_on_other_services() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(folders) = botocore::folders() else { return };
    for service in ["sqs", "dynamodb", "ecs", "lambda", "glue", "sagemaker"] {
        agree(&folders.each_ref().map(|it| Revision::of_botocore(it, service)), service);
    }
}
