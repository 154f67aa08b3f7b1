//! Changes of the pages and the waiters of an operation.

use super::Pair;
use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::paired;
use crate::rust::item::{Deprecation, PageList, Pages, Waiter};

impl Pair<'_> {
    pub(super) fn pages(&self) -> Vec<Change> {
        let name = self.wire();
        let covered = |change: Change, pages: &Pages| {
            let own = &pages.operation;
            let change =
                change.covers(self.beside(&format!("{own}::PaginatedOperation"))).covers(self.method(&pages.method));
            self.lists(change, pages)
        };
        match (self.old.pages, self.new.pages) {
            (None, None) => Vec::new(),
            (Some(old), None) => {
                let change = self.change(ChangeCode::PaginationRemoved, format!("`{name}` has no pages any more"));
                let change = change.effect(Effect::ClientChanged, "the client reads one page only");
                vec![covered(change, old)]
            }
            (None, Some(new)) => {
                vec![covered(self.change(ChangeCode::PaginationAdded, format!("`{name}` has pages now")), new)]
            }
            (Some(old), Some(new)) => {
                let mut found = self.pages_changed(old, new);
                let change = match (&old.deprecated, &new.deprecated) {
                    (None, Some(_)) => {
                        let message = format!("the pages of `{name}` are gone from the model and retained");
                        let text = "where responses no longer have a page token, the first page is the last one";
                        self.change(ChangeCode::PaginationRetired, message).effect(Effect::ResponseChanged, text)
                    }
                    (Some(_), None) => {
                        self.change(ChangeCode::PaginationAdded, format!("`{name}` has pages in the model again"))
                    }
                    (before, after) if before != after => {
                        let message = format!("the deprecation of the pages of `{name}` changed");
                        self.change(ChangeCode::DeprecationChanged, message).values(text(before), text(after))
                    }
                    _ => return found,
                };
                found.push(covered(change, new));
                found
            }
        }
    }

    /// Makes a change explain what belongs to the lists of items.
    pub(super) fn lists(&self, mut change: Change, pages: &Pages) -> Change {
        for (key, list) in pages.lists.iter().enumerate() {
            change = change.covers(self.beside(&format!("{}::PaginatedItems<{key}>", pages.operation)));
            change = change.covers(self.method(&list.method));
        }
        change
    }

    pub(super) fn pages_changed(&self, old: &Pages, new: &Pages) -> Vec<Change> {
        let name = self.wire();
        let mut found = Vec::new();
        let ends = |it: &Pages| (it.more_results.clone(), it.ends_with_same_token);
        if old.tokens == new.tokens && ends(old) != ends(new) {
            let change = self.change(ChangeCode::PageTokensChanged, format!("the last page of `{name}` is another"));
            let end = |it: &Pages| match (&it.more_results, it.ends_with_same_token) {
                (Some(path), _) => format!("where `{}` is false", path.join(".")),
                (None, true) => "where the token is that of the request".to_owned(),
                (None, false) => "where there is no token".to_owned(),
            };
            found.push(change.values(end(old), end(new)).effect(Effect::ClientChanged, "the client reads other pages"));
        }
        if old.tokens != new.tokens {
            let tokens = |pages: &Pages| pages.tokens.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let change = self.change(ChangeCode::PageTokensChanged, format!("the page tokens of `{name}` changed"));
            let change = change.values(tokens(old), tokens(new));
            let change = change.effect(Effect::RequestChanged, "the client reads and sends the token in other members");
            found.push(change.effect(
                Effect::ClientChanged,
                "where the service does not know the new members, the first page is the last one",
            ));
        }
        // The deprecation of all pages is a change of its own.
        let is_retired = |it: &PageList, of: &Pages| it.deprecated.is_some() && of.deprecated.is_none();
        let key = |it: &PageList, of: &Pages| (it.path.clone(), it.ty.clone(), is_retired(it, of));
        if old.lists.iter().map(|it| key(it, old)).ne(new.lists.iter().map(|it| key(it, new))) {
            let lists = |pages: &Pages| {
                let list = |it: &PageList| {
                    let retired = if is_retired(it, pages) { ", retained" } else { "" };
                    format!("{} of {}{retired}", it.path.join("."), crate::api::shown(&it.ty))
                };
                let lists: Vec<String> = pages.lists.iter().map(list).collect();
                if lists.is_empty() { "none".to_owned() } else { lists.join(", ") }
            };
            let change =
                self.change(ChangeCode::PageItemsChanged, format!("the items in the pages of `{name}` changed"));
            let change = self.lists(self.lists(change, old), new).values(lists(old), lists(new));
            let text = match (old.lists.is_empty(), new.lists.is_empty()) {
                (false, true) => "there is no stream of items any more; pages are read as before",
                (true, false) => "there is a stream of items now; pages are read as before",
                _ => "the streams of items have other items",
            };
            found.push(change.effect(Effect::ClientChanged, text));
        }
        found
    }

    pub(super) fn waiters(&self) -> Vec<Change> {
        let (both, gone, added) = paired(&self.old.waiters, &self.new.waiters, |it| it.wire.clone());
        let covered = |change: Change, waiter: &Waiter| {
            change.rust(self.beside(&waiter.name)).covers(self.method(&waiter.method))
        };
        let gone = gone
            .into_iter()
            .map(|it| covered(self.change(ChangeCode::WaiterRemoved, format!("the waiter `{}` is gone", it.wire)), it));
        let added = added
            .into_iter()
            .map(|it| covered(self.change(ChangeCode::WaiterAdded, format!("the waiter `{}` is new", it.wire)), it));
        let rules = |it: &Waiter| format!("{:?} {:?} {:?}", it.delays, it.acceptors, it.state);
        let changed = both.iter().filter(|(old, new)| rules(old) != rules(new)).map(|(old, new)| {
            let change =
                self.change(ChangeCode::WaiterChanged, format!("the rules of the waiter `{}` changed", new.wire));
            let change =
                change.effect(Effect::ClientChanged, "the waiter ends under other conditions, or pauses differently");
            covered(change.values(waiter_text(old), waiter_text(new)), new)
        });
        let deprecated = both.iter().filter_map(|(old, new)| self.waiter_deprecated(old, new));
        let deprecated: Vec<Change> = deprecated.map(|(change, it)| covered(change, it)).collect();
        gone.chain(added).chain(changed).chain(deprecated).collect()
    }

    /// A waiter that is deprecated on one side, or in another way.
    fn waiter_deprecated<'w>(&self, old: &Waiter, new: &'w Waiter) -> Option<(Change, &'w Waiter)> {
        let wire = &new.wire;
        let change = match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) => {
                let message = format!("the waiter `{wire}` is gone from the model and retained");
                self.change(ChangeCode::WaiterRetired, message)
            }
            (Some(_), None) => {
                self.change(ChangeCode::WaiterAdded, format!("the waiter `{wire}` is in the model again"))
            }
            (before, after) if before != after => {
                let message = format!("the deprecation of the waiter `{wire}` changed");
                self.change(ChangeCode::DeprecationChanged, message).values(text(before), text(after))
            }
            _ => return None,
        };
        Some((change, new))
    }
}

/// The text of a deprecation; empty without one.
fn text(deprecation: &Option<Deprecation>) -> String {
    deprecation.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The rules of a waiter in a few words.
fn waiter_text(it: &Waiter) -> String {
    let acceptors = it.acceptors.iter().map(|acceptor| format!("{} on {:?}", acceptor.state, acceptor.test));
    let acceptors = acceptors.collect::<Vec<_>>().join("; ");
    format!("{acceptors}; pauses of {} to {} s", it.delays.0, it.delays.1)
}
