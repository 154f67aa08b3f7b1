//! Changes of how an operation is sent: its deprecation, HTTP form, signature, endpoint, and retries.

use std::collections::BTreeSet;

use super::Pair;
use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::rust::item::{Http, Operation, RetrySafety};

impl Pair<'_> {
    /// How requests are sent.
    pub(super) fn sent(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        let client = self.side.full(&format!("Client::{}", new.method));
        let kept = self.side.model.operation(name).and_then(|operation| operation.traits.kept.as_ref());
        match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) if kept.is_some_and(|kept| kept.is_removed) => {
                let message = format!("the operation `{name}` is gone from the model and retained");
                let change = self.change(ChangeCode::OperationRetired, message).rust(client);
                let change = change.covers(self.beside(&new.input)).covers(self.beside(&new.output));
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

    pub(super) fn http(&self) -> Vec<Change> {
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

    pub(super) fn authenticated(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        if old.auth != new.auth {
            let change =
                self.change(ChangeCode::AuthChanged, format!("requests of `{name}` are authenticated in another way"));
            found.push(
                change
                    .values(old.auth.to_string(), new.auth.to_string())
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

    pub(super) fn repeated(&self) -> Vec<Change> {
        let (old, new) = (self.old.operation, self.new.operation);
        let name = self.wire();
        let mut found = Vec::new();
        if old.retry_safety != new.retry_safety {
            let text = if new.retry_safety == RetrySafety::Idempotent {
                "the client retries the request after transient failures"
            } else {
                "the client sends the request at most once, unless the service provably did nothing"
            };
            let message = format!("the retry safety of `{name}` changed");
            let change = self
                .change(ChangeCode::RetrySafetyChanged, message)
                .values(old.retry_safety.to_string(), new.retry_safety.to_string());
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
}
