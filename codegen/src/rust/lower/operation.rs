//! Lowering of operations: names, input and output, errors, retry safety.

use std::collections::HashSet;

use super::shapes::{deprecation, deprecation_of, empty, token_field};
use super::{FileScope, Lower, text};
use crate::diagnostic::Diagnostics;
use crate::model::{self, Auth, Kind, Member, RetryRule, Shape, ShapeId};
use crate::rust::docs::fixed;
use crate::rust::item::{self, Builder, Docs, ListedError, Operation, Structure, Token, Trait};
use crate::rust::names::Scope;

impl Lower<'_> {
    pub(super) fn operation(&self, operation: &model::Operation, diagnostics: &mut Diagnostics) -> Operation {
        let name = self.types.operation(&operation.id);
        let wire = operation.id.name().to_owned();
        let file_scope = FileScope::Operation(&name.name);
        let docs = self.text.operation(&operation.traits, &format!("The operation `{wire}`."), file_scope);
        let (retry_safety, retry_docs) = retry_safety(self.model.retry_rule(operation));
        let mut method_docs = text::summary(&docs);
        method_docs.push(String::new());
        method_docs.extend(text::wrap(&fixed::operation_method(&name.name)));
        Operation {
            input: format!("{}Input", name.name),
            output: format!("{}Output", name.name),
            error: format!("{}Error", name.name),
            builder: format!("{}Builder", name.name),
            method: crate::rust::names::written(&name.module),
            method_docs,
            docs,
            deprecated: deprecation(&operation.traits),
            errors: self.errors(operation, file_scope),
            retry_safety,
            retry_docs: text::wrap(retry_docs),
            auth: match operation.auth {
                // Operations with other schemes are not generated.
                Auth::SigV4 | Auth::Other(_) => item::Auth::SigV4,
                Auth::SigV4UnsignedPayload => item::Auth::SigV4UnsignedPayload,
                Auth::None => item::Auth::None,
            },
            sensitive: operation.input.as_ref().is_some_and(|input| model::holds_sensitive(self.model, input)),
            endpoint_params: self.endpoint_params(operation, diagnostics),
            token: self.token(operation),
            http: self.http(operation),
            without_input: operation.input.is_none()
                && matches!(self.model.service.protocol, model::Protocol::RpcV2Cbor { .. }),
            requires_length: self.requires_length(operation),
            headers: operation.headers.clone(),
            compressed: operation.compressed,
            host_prefix: self.host_prefix(operation),
            host_labels: self.host_labels(operation),
            error_docs: self.error_docs(operation),
            // The example depends on the pages, which are lowered later.
            example: None,
            name: name.name,
            wire,
        }
    }

    /// Returns true if the input has a stream whose length must be known before it is sent.
    fn requires_length(&self, operation: &model::Operation) -> bool {
        let requires = |member: &Member| {
            self.is_stream(member)
                && self.model.shapes.get(&member.target).is_some_and(|target| target.traits.requires_length)
        };
        self.members(operation.input.as_ref()).is_some_and(|(_, members)| members.iter().any(requires))
    }

    /// Lowers the errors of an operation. A variant has the name and the summary of its error structure.
    fn errors(&self, operation: &model::Operation, file_scope: FileScope<'_>) -> Vec<ListedError> {
        let mut scope = Scope::default();
        scope.claim("Other".to_owned());
        let listed = self.listed(operation).into_iter().map(|shape| {
            let structure = self.types.name(&shape.id);
            let variant = scope.claim(structure.clone());
            let fallback = format!("See [`{structure}`]({}{structure}).", file_scope.errors());
            let docs = text::summary(&self.text.shape(&shape.traits, &fallback, file_scope));
            let retired = operation.retired_errors.iter().find(|(id, _)| *id == shape.id);
            let deprecated = retired.map(|(_, deprecated)| deprecation_of(deprecated));
            ListedError { variant, structure, code: shape.error_code().to_owned(), docs, deprecated }
        });
        listed.collect()
    }

    /// Returns the errors of an operation, sorted by name, because the formats publish different orders. Of two errors with
    /// the same code, only the first is kept. The check has already warned about the second.
    fn listed(&self, operation: &model::Operation) -> Vec<&Shape> {
        let mut codes = HashSet::new();
        let shapes = operation.errors.iter().filter_map(|id| self.model.shapes.get(id));
        let mut shapes: Vec<_> = shapes.collect();
        shapes.sort_by_key(|shape| shape.id.name());
        shapes.retain(|shape| codes.insert(shape.error_code()));
        shapes
    }

    /// Returns the section on errors: a list of the errors, each with the summary of its documentation.
    fn error_docs(&self, operation: &model::Operation) -> Docs {
        let error = format!("{}Error", self.types.operation(&operation.id).name);
        if self.listed(operation).is_empty() {
            return text::wrap(&format!(
                "The model lists no errors. Every error is a [`Failure`](rt::Failure) in [`{error}::Other`]."
            ));
        }
        text::wrap(&format!("[`{error}`] lists the errors of the service and says what to do about each."))
    }

    /// Lowers the input and the output structure of an operation.
    pub(super) fn ends(&self, operation: &model::Operation, lowered: &Operation) -> (Structure, Structure) {
        let link = format!("[`{}`]", lowered.name);
        let file_scope = FileScope::Operation(&lowered.name);
        let input = match self.members(operation.input.as_ref()) {
            Some((shape, members)) => {
                let fallback = format!("The input of {link}.");
                let input = self.end(shape, members, &lowered.input, file_scope, fallback);
                filled_in(input, lowered.token.as_ref())
            }
            None => empty(&lowered.input, vec![format!("The input of {link}, which has no members.")]),
        };
        let mut output = match self.members(operation.output.as_ref()) {
            Some((shape, members)) => {
                self.end(shape, members, &lowered.output, file_scope, format!("The output of {link}."))
            }
            None => empty(&lowered.output, vec![format!("The output of {link}, which has no members.")]),
        };
        if operation.traits.xml_unwrapped && self.model.service.protocol.has_xml_names() {
            output.traits.push(Trait::XmlUnwrapped);
        }
        output.output_of = Some(lowered.name.clone());
        output.builder = Some(Builder::TestOnly(format!("{}Builder", lowered.output)));
        (input, output)
    }

    fn end(
        &self,
        shape: &Shape,
        members: &[Member],
        name: &str,
        file_scope: FileScope<'_>,
        fallback: String,
    ) -> Structure {
        let mut structure = self.structure(shape, members, name, file_scope);
        if shape.traits.documentation.is_none() {
            structure.docs = vec![fallback];
        }
        // The structure is an output here, even if the shape is also an error.
        structure.is_error = false;
        structure.builder = None;
        structure
    }

    pub(super) fn members(&self, id: Option<&ShapeId>) -> Option<(&Shape, &[Member])> {
        let shape = self.model.shapes.get(id?)?;
        match &shape.kind {
            Kind::Structure(members) => Some((shape, members)),
            _ => None,
        }
    }

    fn token(&self, operation: &model::Operation) -> Option<Token> {
        token_field(self.model, self.members(operation.input.as_ref())?.0)
    }
}

/// Makes the idempotency token optional in the builder: the client sets it.
fn filled_in(mut input: Structure, token: Option<&Token>) -> Structure {
    for field in input.fields.iter_mut().filter(|field| token.is_some_and(|token| token.field == field.name)) {
        field.required = None;
    }
    input
}

/// Returns the retry safety of an operation, and a sentence about it.
fn retry_safety(rule: Option<RetryRule>) -> (item::RetrySafety, &'static str) {
    match rule {
        Some(RetryRule::ReadOnlyTrait) => (
            item::RetrySafety::Idempotent,
            "This operation is read-only: the client retries it after transient failures; see \
             [`RetrySafety::Idempotent`](rt::RetrySafety::Idempotent).",
        ),
        Some(RetryRule::IdempotentTrait | RetryRule::IdempotencyToken) => (
            item::RetrySafety::Idempotent,
            "This operation is idempotent: the client retries it after transient failures; see \
             [`RetrySafety::Idempotent`](rt::RetrySafety::Idempotent).",
        ),
        Some(RetryRule::SafeMethod | RetryRule::IdempotentMethod) => (
            item::RetrySafety::Idempotent,
            "This operation is idempotent by its HTTP method: the client retries it after transient failures; see \
             [`RetrySafety::Idempotent`](rt::RetrySafety::Idempotent).",
        ),
        Some(RetryRule::ReadingName) => (
            item::RetrySafety::Idempotent,
            "This operation is read-only by its name: the client retries it after transient failures; see \
             [`RetrySafety::Idempotent`](rt::RetrySafety::Idempotent).",
        ),
        None => (
            item::RetrySafety::NotIdempotent,
            "The client sends this request at most once, unless the service provably did nothing; see \
             [`RetrySafety::NotIdempotent`](rt::RetrySafety::NotIdempotent).",
        ),
    }
}
