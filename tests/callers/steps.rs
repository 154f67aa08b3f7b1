//! The verdicts of `diff` on the published revisions, held beside the compiler: a caller that was written for a revision compiles
//! against the client of the next one unless the verdict is major, and what the compiler rejects is what the verdict names.

use std::collections::{BTreeMap, BTreeSet};

use codegen::api::ApiItem;
use codegen::diff::Level;
use tests::caller::{Caller, Key};
use tests::revision::Revision;

use crate::package::{Message, Packages};
use crate::{models, module, texts};

/// The errors of names that cannot be resolved. While a program has one, the compiler does not look at its types.
const UNRESOLVED: &[&str] =
    &["E0405", "E0412", "E0422", "E0423", "E0425", "E0426", "E0432", "E0433", "E0531", "E0532", "E0574", "E0583"];

/// A caller of one client, compiled against another.
struct Step {
    /// The name of the caller's module.
    name: String,
    items: Vec<ApiItem>,
    client: String,
    /// The items that the compiler rejected.
    rejected: BTreeSet<Key>,
}

impl Step {
    fn caller(&self) -> Caller {
        Caller::without(&self.items, &format!("client::{}", self.client), &self.rejected)
    }
}

/// Compiles all callers, without the uses of unresolved names from the second time on, until the compiler has seen everything.
/// Returns the last messages.
fn compile(packages: &Packages, steps: &mut [Step], name: &str) -> Vec<Message> {
    for _ in 0..5 {
        let mut packages = packages.clone();
        let callers: BTreeMap<String, Caller> =
            steps.iter().map(|step| (step.name.clone(), step.caller())).collect();
        callers.iter().for_each(|(name, caller)| packages.caller(name, caller.text.clone()));
        let messages = packages.check(name);
        let errors = messages.iter().filter(|message| message.level == "error");
        let mut is_whole = true;
        for error in errors {
            let item = callers[&error.module].lines.get(&error.line);
            let item = item.unwrap_or_else(|| panic!("an error belongs to no item:\n{}", error.text));
            let step = steps.iter_mut().find(|step| step.name == error.module).expect("a step");
            step.rejected.insert(item.clone());
            is_whole &= !UNRESOLVED.contains(&error.code.as_str());
        }
        if is_whole {
            return messages;
        }
    }
    panic!("the compiler still has unresolved names after five times");
}

/// The items of a comparison that make it major.
fn major(old: &Revision, new: &Revision) -> (Level, BTreeSet<Key>) {
    let report = new.since(old);
    let changes = report.changes.iter().flat_map(|change| &change.api).filter(|change| change.level == Level::Major);
    let items = changes.filter_map(|change| change.old.as_ref());
    // A comparison names the module as the revision's helper does.
    let path = |item: &ApiItem| item.path.replacen("service", "devicefarm", 1);
    (report.level(), items.map(|item| (path(item), item.kind)).collect())
}

#[test]
fn the_compiler_agrees_with_each_verdict_on_the_published_revisions() {
    let Some(models) = models() else { return };
    let revisions: Vec<Revision> = models.iter().map(|(date, model)| Revision::first(date, model)).collect();
    let mut packages = Packages::default();
    let mut steps = Vec::new();
    for (index, revision) in revisions.iter().enumerate() {
        let name = module(&revision.name);
        packages.client(&name, revision.generate("client", &name).files);
        let items = revision.generate("client", "devicefarm").api;
        if let Some(next) = revisions.get(index + 1) {
            let (name, client) = (format!("{name}_next"), module(&next.name));
            steps.push(Step { name, items: items.clone(), client, rejected: BTreeSet::new() });
        }
        steps.push(Step { client: name.clone(), name, items, rejected: BTreeSet::new() });
    }
    let messages = compile(&packages, &mut steps, "revisions");
    for pair in revisions.windows(2) {
        let name = format!("{}_next", module(&pair[0].name));
        let step = steps.iter().find(|step| step.name == name).expect("a step");
        let (level, major) = major(&pair[0], &pair[1]);
        let of_step: Vec<&Message> =
            messages.iter().filter(|message| message.module == name && message.level == "error").collect();
        println!("{} {level}: {} items rejected, {} named", pair[1].name, step.rejected.len(), major.len());
        let missed: Vec<_> = major.difference(&step.rejected).collect();
        println!("  accepted by the compiler: {missed:#?}");
        let more: Vec<_> = step.rejected.difference(&major).collect();
        println!("  rejected besides: {more:#?}");
        assert_eq!(level == Level::Major, !step.rejected.is_empty(), "{}: {level}\n{}", pair[1].name, texts(&of_step));
    }
    for step in steps.iter().filter(|step| step.name == step.client) {
        assert!(step.rejected.is_empty(), "{} does not compile with its own client: {:?}", step.name, step.rejected);
    }
}
