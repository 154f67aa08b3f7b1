//! Operations with their traits.

use std::collections::HashSet;

use super::ast::{self, Placed};
use super::shapes::ShapeBuilder;
use super::traits::TraitReader;
use crate::diagnostic::Code;
use crate::frontend::json::Node;
use crate::frontend::{context, paginators, waiters};
use crate::model::{Auth, Example, Http, Operation, Pagination, ShapeId};

use crate::model::PAGES;

const UNIT: &str = "smithy.api#Unit";

/// The properties of a service that apply to all of its operations.
pub(super) struct Common<'a, 'v> {
    pub(super) errors: &'a [ShapeId],
    pub(super) paginated: Option<&'a Placed<'v>>,
    pub(super) is_rest: bool,
    pub(super) auth: &'a [&'a str],
}

impl ShapeBuilder<'_, '_> {
    pub(super) fn operation(&self, shape: &ast::Shape<'_>, common: &Common<'_, '_>) -> Operation {
        let asked = TraitReader { traits: &shape.traits, reader: self.reader };
        let end = |key: &str| {
            let end = shape.property(key)?;
            let id = end.target(self.reader).filter(|id| !is_unit(id))?;
            self.holds_values(&id, &end.origin, &shape.id).then(|| self.id(&id))
        };
        let own = shape.targets("errors", self.reader);
        let own = own.into_iter().filter(|(id, origin)| self.holds_values(id, origin, &shape.id)).map(|(id, _)| id);
        let own: Vec<ShapeId> = own.collect();
        let known: HashSet<&ShapeId> = own.iter().collect();
        let further = common.errors.iter().filter(|id| !known.contains(id));
        let errors: Vec<ShapeId> = own.iter().chain(further).map(|id| self.id(id)).collect();
        let discovered = asked.node("aws.api#clientDiscoveredEndpoint").filter(|node| node.flag("required"));
        if let Some(node) = discovered {
            crate::frontend::names::discovered(&node, shape.id.name());
        }
        let endpoint = asked.node("smithy.api#endpoint").filter(|node| node.object().is_some());
        Operation {
            id: shape.id.clone(),
            input: end("input"),
            output: end("output"),
            errors,
            retired_errors: Vec::new(),
            traits: asked.all(),
            readonly: asked.flag("smithy.api#readonly"),
            idempotent: asked.flag("smithy.api#idempotent"),
            not_idempotent: false,
            paginated: self.paginated(asked, common.paginated),
            waiters: asked.node("smithy.waiters#waitable").map(|node| waiters::waitable(&node)).unwrap_or_default(),
            examples: asked.nodes("smithy.api#examples").flat_map(|node| examples(&node)).collect(),
            auth: auth(asked, common.auth),
            context: context::context(
                asked.node("smithy.rules#staticContextParams").as_ref(),
                asked.node("smithy.rules#operationContextParams").as_ref(),
            ),
            http: asked.node("smithy.api#http").filter(|_| common.is_rest).and_then(|node| http(&node)),
            host_prefix: endpoint.and_then(|node| node.text_at("hostPrefix")),
            compressed: asked.node("smithy.api#requestCompression").is_some_and(|node| gzip(&node)),
            checksum: checksum(asked),
            document: None,
            headers: Vec::new(),
            unsupported: None,
            origin: shape.node.origin.clone(),
        }
    }

    /// Reads the pagination of an operation. Missing keys are taken from the service's trait.
    pub(super) fn paginated(&self, asked: TraitReader<'_, '_>, common: Option<&Placed<'_>>) -> Option<Pagination> {
        if let Some(pages) = asked.node(PAGES) {
            return paginators::described(&pages);
        }
        let own = asked.node("smithy.api#paginated")?;
        own.object()?;
        let common = common.map(|placed| placed.node(self.reader));
        let text = |key: &str| own.text_at(key).or_else(|| common.as_ref()?.text_at(key));
        let (input, output) = (text("inputToken"), text("outputToken"));
        for (key, value) in [("inputToken", &input), ("outputToken", &output)] {
            if value.is_none() && own.get(key).is_none() {
                own.error_with_help(
                    Code::MissingKey,
                    format!("`{key}` is missing"),
                    "say it here, or for all operations in the service's `smithy.api#paginated`",
                );
            }
        }
        Some(Pagination {
            input_token: vec![input?],
            output_token: vec![output?],
            items: text("items").into_iter().collect(),
            page_size: text("pageSize"),
            more_results: None,
            ends_with_same_token: false,
            kept_items: Vec::new(),
            deprecated: None,
            origin: own.origin(),
        })
    }
}

pub(super) fn is_unit(id: &ShapeId) -> bool {
    id.to_string() == UNIT
}

fn http(node: &Node<'_>) -> Option<Http> {
    let (method, uri) = (node.need("method"), node.need("uri"));
    let code = node.get("code").and_then(|node| node.status()).unwrap_or(200);
    let (method, uri) = (method?.method()?, uri?.uri()?);
    Some(Http { method, uri, code, origin: node.origin() })
}

/// Reads the examples of successful calls. The others show errors, and not how to call the operation.
fn examples(node: &Node<'_>) -> Vec<Example> {
    let good = |node: &Node<'_>| node.get("error").is_none();
    let example = |node: Node<'_>| {
        let title = node.need("title")?.text()?.to_owned();
        let input = node.get("input");
        let origin = input.as_ref().map_or_else(|| node.origin(), Node::origin);
        let input = input.map_or(crate::model::Value::Object(Vec::new()), |input| input.as_value());
        Some(Example { title, input, origin })
    };
    node.elements().filter(good).filter_map(example).collect()
}

/// Reads the auth scheme of an operation: its own if it states one, otherwise that of the service. An operation with
/// `optionalAuth` is not signed, as in AWS's own clients.
fn auth(asked: TraitReader<'_, '_>, common: &[&str]) -> Auth {
    if asked.flag("smithy.api#optionalAuth") {
        return Auth::None;
    }
    let own = asked.node("smithy.api#auth");
    let own = own.as_ref().map(|own| own.elements().filter_map(|node| node.text()).collect::<Vec<_>>());
    match Auth::of(own.as_deref().unwrap_or(common)) {
        Auth::SigV4 if asked.flag("aws.auth#unsignedPayload") => Auth::SigV4UnsignedPayload,
        auth => auth,
    }
}

/// Returns whether gzip is among the encodings of a compression trait.
fn gzip(compression: &Node<'_>) -> bool {
    let encodings = compression.need("encodings");
    encodings.iter().flat_map(Node::elements).any(|node| node.text() == Some("gzip"))
}

/// Returns the place of the trait by which an operation requires a checksum; `None` if it does not.
fn checksum(asked: TraitReader<'_, '_>) -> Option<crate::diagnostic::Origin> {
    let by_trait = || asked.node("aws.protocols#httpChecksum").filter(|node| node.flag("requestChecksumRequired"));
    asked.node("smithy.api#httpChecksumRequired").or_else(by_trait).map(|node| node.origin())
}
