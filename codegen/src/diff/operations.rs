//! Changes of operations: which there are, how they are sent, their errors, pages and waiters.

mod presence;

use std::collections::BTreeSet;

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::compare::{Comparison, paired};
use super::side::{Lowered, Side};
use crate::model;
use crate::rust::item::{Http, Operation, PageList, Pages, Waiter};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let before: Vec<Lowered<'_>> = comparison.before.operations.values().cloned().collect();
    let after: Vec<Lowered<'_>> = comparison.after.operations.values().cloned().collect();
    let (both, gone, added) = paired(&before, &after, |it| it.operation.wire.clone());
    for lowered in gone {
        let change = presence::removed(comparison, lowered);
        comparison.push(change);
    }
    for lowered in added {
        let change = presence::added(comparison, lowered);
        comparison.push(change);
    }
    presence::unsupported(comparison);
    for (old, new) in both {
        let name = &new.operation.wire;
        let (one, other) = (comparison.old.model.operation(name), comparison.new.model.operation(name));
        if let (Some(one), Some(other)) = (one, other) {
            comparison.documentation(one.traits.documentation.as_ref(), other.traits.documentation.as_ref());
            let pair = Pair { side: comparison.new, old, new, origin: &other.origin };
            let found = [pair.sent(), pair.errors(), pair.pages(), pair.waiters()].into_iter().flatten();
            comparison.changes.extend(found);
            ends(comparison, one, other, &new.path);
        }
    }
}

/// A change of an operation, which explains no item yet.
fn of_operation(code: ChangeCode, name: &str, message: String) -> Change {
    let mut change = Change::new(code, message).shape(name);
    change.operations = vec![name.to_owned()];
    change.view = Some(name.to_owned());
    change
}

/// The shapes of input and output, of which only the operation's name is visible.
fn ends(comparison: &mut Comparison<'_>, old: &model::Operation, new: &model::Operation, path: &str) {
    for (old, new) in [(&old.input, &new.input), (&old.output, &new.output)] {
        let (Some(old), Some(new)) = (old, new) else { continue };
        if old.name() != new.name() {
            let message = format!("the shape `{}` is called `{}` now", old.name(), new.name());
            let mut change = Change::new(ChangeCode::ShapeRenamed, message).shape(new.name());
            change.operations = comparison.operations(Some(old), Some(new));
            change.origin = comparison.new.model.shapes.get(new).map(|shape| shape.origin.clone());
            change.rust = Some(comparison.new.full(path));
            comparison.push(change.values(old.name(), new.name()));
        }
    }
}

/// An operation that both sides have.
struct Pair<'a> {
    side: &'a Side,
    old: &'a Lowered<'a>,
    new: &'a Lowered<'a>,
    origin: &'a crate::diagnostic::Origin,
}

impl Pair<'_> {
    fn wire(&self) -> &str {
        &self.new.operation.wire
    }

    fn change(&self, code: ChangeCode, message: impl Into<String>) -> Change {
        of_operation(code, self.wire(), message.into()).at(self.origin)
    }

    /// The path of an item beside the operation.
    fn beside(&self, item: &str) -> String {
        self.side.full(&format!("{}::{item}", self.new.path))
    }

    fn method(&self, name: &str) -> String {
        self.beside(&format!("{}::{name}", self.new.operation.builder))
    }

    /// How requests are sent.
    fn sent(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        let client = self.side.full(&format!("Client::{}", new.method));
        let kept = self.side.model.operation(name).and_then(|operation| operation.traits.kept.as_ref());
        match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) if kept.is_some_and(|kept| kept.is_removed) => {
                let message = format!("the operation `{name}` is gone from the model and retained");
                let change = self.change(ChangeCode::OperationRetired, message).rust(client);
                found.push(change.effect(Effect::Rejected, "the service rejects the requests of the operation"));
            }
            (None, Some(_)) => found.push(
                self.change(ChangeCode::OperationDeprecated, format!("the operation `{name}` is deprecated"))
                    .rust(client),
            ),
            (Some(before), Some(after)) if before != after => {
                let message = format!("the deprecation of the operation `{name}` changed");
                let change = self.change(ChangeCode::DeprecationChanged, message).rust(client);
                found.push(change.values(before.to_string(), after.to_string()));
            }
            (Some(_), None) => {
                let message = format!("the operation `{name}` is no longer deprecated");
                found.push(self.change(ChangeCode::OperationNoLongerDeprecated, message).rust(client));
            }
            _ => {}
        }
        found.extend(self.http());
        found.extend(self.authenticated());
        found.extend(self.repeated());
        found
    }

    fn http(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        let mut differs = |code, what: &str, old: &str, new: &str| {
            if old != new {
                let change = self.change(code, format!("the {what} of `{name}` changed")).values(old, new);
                found.push(change.effect(Effect::RequestChanged, "requests have the new form"));
            }
        };
        if let (Some(Http { method: one, uri: before }), Some(Http { method: other, uri: after })) =
            (&old.http, &new.http)
        {
            differs(ChangeCode::HttpMethodChanged, "HTTP method", one, other);
            differs(ChangeCode::HttpUriChanged, "URI", before, after);
        }
        let prefix = |it: &Operation| it.host_prefix.clone().unwrap_or_default();
        differs(ChangeCode::HostPrefixChanged, "host prefix", &prefix(old), &prefix(new));
        let compressed = |it: &Operation| if it.compressed { "gzip" } else { "none" };
        differs(ChangeCode::RequestCompressionChanged, "request compression", compressed(old), compressed(new));
        let input = |it: &Operation| if it.without_input { "no input" } else { "an input" };
        differs(ChangeCode::InputPresenceChanged, "input", input(old), input(new));
        found
    }

    fn authenticated(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        if old.auth != new.auth {
            let auth = |it: &Operation| it.auth.unwrap_or("SigV4");
            let change =
                self.change(ChangeCode::AuthChanged, format!("requests of `{name}` are authenticated in another way"));
            found.push(
                change
                    .values(auth(old), auth(new))
                    .effect(Effect::RequestChanged, "requests have another signature, or none"),
            );
        }
        let params = |it: &Operation| it.endpoint_params.iter().map(|it| format!("{it:?}")).collect::<BTreeSet<_>>();
        if params(old) != params(new) {
            let names =
                |it: &Operation| it.endpoint_params.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
            let message = format!("`{name}` sets other endpoint parameters");
            let change = self.change(ChangeCode::EndpointParametersChanged, message).values(names(old), names(new));
            found.push(change.effect(Effect::RequestChanged, "requests may go to another endpoint"));
        }
        found
    }

    fn repeated(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        if old.retry_safety != new.retry_safety {
            let text = if new.retry_safety == "Idempotent" {
                "the client retries the request after transient failures"
            } else {
                "the client sends the request at most once, unless the service provably did nothing"
            };
            let message = format!("the retry safety of `{name}` changed");
            let change =
                self.change(ChangeCode::RetrySafetyChanged, message).values(old.retry_safety, new.retry_safety);
            found.push(change.effect(Effect::ClientChanged, text));
        }
        let token = |it: &Operation| it.token.as_ref().map(|token| token.field.clone()).unwrap_or_default();
        if token(old) != token(new) {
            let message = format!("the idempotency token of `{name}` changed");
            let change = self.change(ChangeCode::IdempotencyTokenChanged, message).values(token(old), token(new));
            // A required member that is a token need not be set.
            let change = change.covers(self.beside(&new.builder));
            let tokens = [token(old), token(new)];
            let setters = tokens.iter().filter(|field| !field.is_empty()).map(|field| self.method(field));
            let change = setters.fold(change, Change::covers);
            found.push(change.effect(
                Effect::RequestChanged,
                "the client fills the new member with a random value, and not the old one",
            ));
        }
        found
    }

    fn errors(&self) -> Vec<Change> {
        let (old, new) = (&self.old.operation.errors, &self.new.operation.errors);
        let name = self.wire();
        // The code of an error is a property of its type, which `types` compares.
        let (_, gone, added) = paired(old, new, |error| error.variant.clone());
        let path = |variant: &str| self.beside(&format!("{}::{variant}", self.new.operation.error));
        // A variant of the error of the whole service too, if no other operation lists the error.
        let of_service = |variant: &str| self.side.full(&format!("ErrorKind::{variant}"));
        let gone = gone.into_iter().map(|error| {
            let message = format!("`{name}` no longer lists the error `{}`", error.variant);
            let change = self.change(ChangeCode::ErrorRemoved, message).rust(path(&error.variant));
            let change = change.covers(of_service(&error.variant));
            change.effect(Effect::ResponseChanged, "the error, if it still comes, is not deserialized")
        });
        let added = added.into_iter().map(|error| {
            let message = format!("`{name}` has the new error `{}`", error.variant);
            let change = self.change(ChangeCode::ErrorAdded, message).rust(path(&error.variant));
            let change = change.covers(of_service(&error.variant));
            change.effect(Effect::ResponseChanged, "the service can fail in a way that older clients report as `Other`")
        });
        let retired = new.iter().filter(|new| {
            let was_listed = old.iter().any(|old| old.variant == new.variant && old.deprecated.is_none());
            was_listed && new.deprecated.is_some()
        });
        let retired = retired.map(|error| {
            let message = format!("`{name}` no longer lists the error `{}`, which is retained", error.variant);
            let change = self.change(ChangeCode::ErrorRetired, message).rust(path(&error.variant));
            change.effect(Effect::ResponseChanged, "the service no longer fails in this way")
        });
        gone.chain(added).chain(retired).collect()
    }

    fn pages(&self) -> Vec<Change> {
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
            (Some(old), Some(new)) => self.pages_changed(old, new),
        }
    }

    /// Makes a change explain what belongs to the lists of items.
    fn lists(&self, mut change: Change, pages: &Pages) -> Change {
        for (key, list) in pages.lists.iter().enumerate() {
            change = change.covers(self.beside(&format!("{}::PaginatedItems<{key}>", pages.operation)));
            change = change.covers(self.method(&list.method));
        }
        change
    }

    fn pages_changed(&self, old: &Pages, new: &Pages) -> Vec<Change> {
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
        let key = |it: &PageList| (it.path.clone(), it.ty.clone());
        if old.lists.iter().map(key).ne(new.lists.iter().map(key)) {
            let lists = |pages: &Pages| {
                let list = |it: &PageList| format!("{} of {}", it.path.join("."), crate::api::shown(&it.ty));
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

    fn waiters(&self) -> Vec<Change> {
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
        let changed = both.into_iter().filter(|(old, new)| rules(old) != rules(new)).map(|(old, new)| {
            let change =
                self.change(ChangeCode::WaiterChanged, format!("the rules of the waiter `{}` changed", new.wire));
            let change =
                change.effect(Effect::ClientChanged, "the waiter ends under other conditions, or pauses differently");
            covered(change.values(waiter_text(old), waiter_text(new)), new)
        });
        gone.chain(added).chain(changed).collect()
    }
}

/// The rules of a waiter in a few words.
fn waiter_text(it: &Waiter) -> String {
    let acceptors = it.acceptors.iter().map(|acceptor| format!("{} on {:?}", acceptor.state, acceptor.test));
    let acceptors = acceptors.collect::<Vec<_>>().join("; ");
    format!("{acceptors}; pauses of {} to {} s", it.delays.0, it.delays.1)
}
