//! Callers: programs that were written for one version of a model and use each public item of its client. Those of Device Farm's
//! published revisions compile against the client of the newest revision. The published models are not part of this project.

mod package;
mod steps;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use codegen::api::{ApiItem, ApiKind};
use package::{Message, Packages};
use tests::caller::{Caller, Key};
use tests::revision::{Revision, imported, published};
use tests::root;

/// The first revision of which callers must compile against the newest client.
const SINCE: &str = "2021-05-27";

/// The callers of revisions, by their modules.
fn callers<'r>(revisions: impl IntoIterator<Item = &'r Revision>) -> BTreeMap<String, Caller> {
    let revisions = revisions.into_iter();
    revisions.map(|it| (module(&it.name), Caller::of(&items(it), "client::newest"))).collect()
}

/// The name of a revision's module.
fn module(date: &str) -> String {
    format!("r{}", date.replace(['-', '.'], "_"))
}

/// The items of a client, in a module of the name that callers use.
fn items(revision: &Revision) -> Vec<ApiItem> {
    revision.generate("client", "devicefarm").api
}

fn key(item: &ApiItem) -> Key {
    (item.path.clone(), item.kind)
}

/// Compiles callers of revisions, by their modules, against one client. Returns the items in errors and in warnings, by module.
fn compile(name: &str, client: &Revision, callers: &BTreeMap<String, Caller>) -> [BTreeMap<String, BTreeSet<Key>>; 2] {
    let mut packages = Packages::default();
    packages.client("newest", client.generate("client", "newest"));
    callers.iter().for_each(|(module, caller)| packages.caller(module, caller.text.clone()));
    let mut found = [BTreeMap::<String, BTreeSet<Key>>::new(), BTreeMap::new()];
    for Message { level, code, text, module, line } in packages.check(name) {
        let item = callers[&module].lines.get(&line);
        let item = item.unwrap_or_else(|| panic!("a message is of no item:\n{text}")).clone();
        let is_error = level == "error";
        assert!(is_error || code == "deprecated", "a warning of another kind:\n{text}");
        found[usize::from(!is_error)].entry(module).or_default().insert(item);
    }
    found
}

/// Checks that callers compile, and that the compiler warns of each deprecated item that they use.
fn all_compile(name: &str, client: &Revision, callers: &BTreeMap<String, Caller>) {
    let [errors, warnings] = compile(name, client, callers);
    assert!(errors.is_empty(), "callers do not compile: {errors:#?}");
    let deprecated: BTreeSet<Key> = items(client).iter().filter(|item| item.deprecated.is_some()).map(key).collect();
    assert!(!deprecated.is_empty(), "nothing is deprecated");
    for (module, caller) in callers {
        let used: BTreeSet<Key> = caller.lines.values().filter(|key| deprecated.contains(*key)).cloned().collect();
        let warned = warnings.get(module).cloned().unwrap_or_default();
        let silent: Vec<&Key> = used.difference(&warned).collect();
        assert!(silent.is_empty(), "{module}: the compiler does not see the use of {silent:#?}");
    }
}

#[test]
fn callers_of_the_revisions_since_2021_compile_against_the_newest_client() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(mut models) = published() else { return };
    models.retain(|(date, _)| date.as_str() >= SINCE);
    assert!(models.len() >= 6, "there are only {} revisions since {SINCE}", models.len());
    let revisions = imported(&models);
    let alone: Vec<Revision> = models.iter().map(|(date, model)| Revision::first(date, model)).collect();
    all_compile("newest", revisions.last().expect("a revision"), &callers(&alone));
}

/// From 2015 on, a revision's client also has what was retained when it was imported. That is what a dependent of it uses.
#[test]
#[ignore = "compiles 21 callers, which takes a minute"]
fn callers_of_all_published_revisions_compile_against_the_newest_client() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(models) = published() else { return };
    let revisions = imported(&models);
    all_compile("newest-of-all", revisions.last().expect("a revision"), &callers(&revisions));
}

#[test]
fn without_retained_items_a_caller_does_not_compile_against_the_newest_client() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(models) = published() else { return };
    let (date, model) = models.iter().find(|(date, _)| date == "2025-10-22").expect("the revision is published");
    let callers = BTreeMap::from([(module(date), Caller::of(&items(&Revision::first(date, model)), "client::newest"))]);
    let (date, model) = models.last().expect("a model");
    let [errors, _] = compile("without-retained", &Revision::first(date, model), &callers);
    let rejected: Vec<&Key> = errors.values().flatten().collect();
    let path = "devicefarm::types::RemoteAccessSession::host_address";
    for kind in [ApiKind::Field, ApiKind::Function] {
        assert!(rejected.contains(&&(path.to_owned(), kind)), "{kind:?} {path} is not among {rejected:#?}");
    }
}

/// The models of the tests of retained items, of which the newer one lacks most things.
#[test]
fn callers_of_an_older_fixture_compile_against_the_newer_client_with_retained_items() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let read = |name: &str| fs::read(root().join("tests/fixtures/retained").join(name)).expect("a fixture");
    let older = Revision::first("1.0.0", &read("older.json"));
    let newer = older.import("2.0.0", &read("service-2.json"), "2024-05-06", &[]);
    let newer = newer.unwrap_or_else(|failed| panic!("{failed}")).0;
    let callers = callers([&older]);
    all_compile("fixture", &newer, &callers);
    let [errors, _] = compile("fixture-without-retained", &Revision::first("2.0.0", &read("service-2.json")), &callers);
    assert!(!errors.is_empty(), "nothing that the newer model lacks is used");
}

/// The newer model has other items and other tokens in its pages.
#[test]
fn a_caller_of_pages_compiles_against_a_client_whose_pages_have_other_items() {
    let read = |name: &str| fs::read_to_string(root().join("tests/fixtures/retained").join(name)).expect("a fixture");
    let (pages, waiters) = (read("older-paginators.json"), read("older-waiters.json"));
    let older = read("older.json");
    let other = older.replace(r#""books": {"#, r#""volumes": {"#).replace(r#""nextToken""#, r#""marker""#);
    let other = other.replace(r#""Books""#, r#""Volumes""#).replace(r#""Book""#, r#""Volume""#);
    let other_pages = pages.replace("nextToken", "marker").replace("books", "volumes");
    let older = Revision::first("1.0.0", older.as_bytes()).with_polls(pages, waiters.clone());
    let newer = Revision::first("2.0.0", other.as_bytes()).with_polls(other_pages, waiters);
    let accepted = ["GetBookResult$book".to_owned()];
    let (newer, update) =
        older.import_revision(newer, "2024-05-06", &accepted).unwrap_or_else(|failed| panic!("{failed}"));
    assert!(update.retired.contains(&"ListBooks$items".to_owned()), "{update:?}");
    let callers = callers([&older]);
    let [errors, warnings] = compile("other-pages", &newer, &callers);
    // What was accepted is the only break.
    let broken: BTreeSet<&str> = errors.values().flatten().map(|(path, _)| path.as_str()).collect();
    assert!(!broken.is_empty() && broken.iter().all(|path| path.contains("get_book::")), "{broken:#?}");
    let items = "devicefarm::operation::list_books::ListBooksBuilder::items";
    assert!(warnings.values().flatten().any(|(path, _)| path == items), "{warnings:#?}");
}

/// A model with every kind of shape, whose caller has every kind of item.
#[test]
fn a_caller_of_every_kind_of_shape_compiles_against_its_own_client() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let path = root().join("tests/fixtures/parity/everything/smithy.json");
    let model = Revision::first("everything", &fs::read(path).expect("a fixture"));
    let [errors, _] = compile("everything", &model, &callers([&model]));
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_caller_uses_every_item() {
    let Some(models) = published() else { return };
    for (date, model) in models {
        let items = items(&Revision::first(&date, &model));
        let caller = Caller::of(&items, "client::newest");
        let text: Vec<&str> = caller.text.lines().collect();
        let mut listed: BTreeMap<ApiKind, usize> = BTreeMap::new();
        items.iter().for_each(|item| *listed.entry(item.kind).or_default() += 1);
        assert_eq!(caller.uses(), listed, "{date}");
        println!("{date}: {} items: {listed:?}", items.len());
        for (line, (path, kind)) in &caller.lines {
            let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
            // An implementation has the name of its trait last, and the type before.
            let name = if *kind == ApiKind::Impl { owner } else { name };
            assert!(text[line - 1].contains(name), "{date}: line {line} does not use {kind:?} {path}");
        }
    }
}
