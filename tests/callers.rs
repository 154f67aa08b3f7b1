//! Programs that were written for a published revision of Device Farm's model and use each public item of its client: they compile
//! against the client of the newest revision. The models are not part of this project.

#[path = "callers/package.rs"]
mod package;
#[path = "callers/steps.rs"]
mod steps;

use std::fs;

use package::{Message, Packages};
use tests::caller::Caller;
use tests::revision::Revision;

/// The first revision of which callers must compile against the newest client.
const SINCE: &str = "2021-05-27";

/// The published models with their dates, the oldest first; `None` where they are not at hand, which is said.
fn models() -> Option<Vec<(String, Vec<u8>)>> {
    let folder = tests::path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`")?.join("history");
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= 21, "{} has only {} models", folder.display(), paths.len());
    let date = |path: &std::path::Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Some(paths.iter().map(|path| (date(path), fs::read(path).expect("a model"))).collect())
}

/// Imports the models one by one, each over the last with its retained items.
fn imported(models: &[(String, Vec<u8>)]) -> Vec<Revision> {
    let mut revisions: Vec<Revision> = Vec::new();
    for (date, model) in models {
        let next = match revisions.last() {
            None => Revision::first(date, model),
            Some(last) => last.import(date, model, date, &[]).unwrap_or_else(|failed| panic!("{failed}")).0,
        };
        revisions.push(next);
    }
    revisions
}

/// The name of a revision's module.
fn module(date: &str) -> String {
    format!("r{}", date.replace('-', "_"))
}

/// A caller of a revision, written for one client and compiled against another.
fn caller(revision: &Revision, client: &str) -> Caller {
    Caller::of(&revision.generate("client", "devicefarm").api, &format!("client::{client}"))
}

fn errors(messages: &[Message]) -> Vec<&Message> {
    messages.iter().filter(|message| message.level == "error").collect()
}

fn texts(messages: &[&Message]) -> String {
    messages.iter().take(20).map(|message| message.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn callers_of_the_revisions_since_2021_compile_against_the_newest_client() {
    let Some(models) = models() else { return };
    let since: Vec<_> = models.into_iter().filter(|(date, _)| date.as_str() >= SINCE).collect();
    assert!(since.len() >= 6, "there are only {} revisions since {SINCE}", since.len());
    let revisions = imported(&since);
    let newest = revisions.last().expect("a revision");
    let mut packages = Packages::default();
    packages.client("newest", newest.generate("client", "newest").files);
    for (date, model) in &since {
        let caller = caller(&Revision::first(date, model), "newest");
        packages.caller(&module(date), caller.text);
    }
    let messages = packages.check("newest");
    let errors = errors(&messages);
    assert!(errors.is_empty(), "{} errors:\n{}", errors.len(), texts(&errors));
}
