//! The service model, in Smithy's terms. The front ends create it from a file of either format, and all later stages
//! use it. It does not depend on JSON or Rust.

mod check;
mod closure;
mod context;
mod depth;
mod example;
pub mod http;
mod id;
pub(crate) mod jmespath;
pub(crate) mod member_path;
mod names;
pub mod prelude;
mod protocol;
pub mod retry;
pub mod rules;
mod service;
mod shape;
mod shapes;
mod support;
mod traits;
pub mod waiter;
mod xml;

pub use check::check;
pub(crate) use check::host_labels;
pub use closure::{Closure, directly_recursive, holds_sensitive};
pub use context::{Auth, ClientParam, Context, ParameterKind, ParameterValue, PathParam, StaticParam};
pub(crate) use depth::{DEEPEST_TYPE, depth, large, recursion_limit};
pub use example::{Example, Value};
pub use http::{Binding, Http};
pub use id::ShapeId;
pub(crate) use jmespath::path_text;
pub use jmespath::{Comparison, Expression, Literal, Step};
pub use names::{GivenName, Named, Names};
pub use protocol::Protocol;
pub(crate) use protocol::listed;
pub use retry::RetryRule;
pub use service::Service;
pub use shape::{EnumMember, IntEnumMember, Kind, Member, Shape};
pub use shapes::Shapes;
pub(crate) use support::note_documents;
pub use support::unsupported;
pub use traits::{
    Bounds, Constraints, Deprecated, Documentation, ErrorTrait, Kept, Markup, QueryError, TimestampFormat, Traits,
    XmlNamespace,
};
pub(crate) use xml::settle_xml_names;

use crate::diagnostic::{Origin, SourceId};

/// A service with its operations and shapes.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service.
    pub service: Service,
    /// Its operations, in the model's order.
    pub operations: Vec<Operation>,
    /// Its shapes, in the model's order.
    pub shapes: Shapes,
    /// The source of the overlay, if one is applied.
    pub overlay: Option<SourceId>,
    /// The names that items keep.
    pub names: Names,
}

impl Model {
    /// Returns the operation of this name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id.name() == name)
    }

    /// Returns whether a value comes from the overlay. Problems with such a value are errors, because the overlay can
    /// be corrected.
    #[must_use]
    pub fn is_ours(&self, origin: &Origin) -> bool {
        self.overlay == Some(origin.source)
    }

    /// Returns the same model with its shapes and operations in another namespace. Old models of botocore have no
    /// `serviceId`, so that their namespace is derived from the service's full name.
    pub(crate) fn in_namespace(mut self, namespace: &str) -> Self {
        let former = self.service.id.namespace().to_owned();
        if former == namespace {
            return self;
        }
        let moved = |id: &mut ShapeId| {
            if id.namespace() == former {
                *id = ShapeId::new(namespace, id.name());
            }
        };
        moved(&mut self.service.id);
        for operation in &mut self.operations {
            moved(&mut operation.id);
            operation.input.iter_mut().chain(&mut operation.output).chain(&mut operation.errors).for_each(moved);
            operation.retired_errors.iter_mut().for_each(|(id, _)| moved(id));
        }
        let mut shapes = Shapes::default();
        for mut shape in self.shapes.iter().cloned() {
            moved(&mut shape.id);
            shape.kind.members_mut().for_each(|member| moved(&mut member.target));
            shapes.insert(shape);
        }
        let names = std::mem::take(&mut self.names).moved(moved);
        Self { shapes, names, ..self }
    }
}

/// A feature of an operation that is not supported, and without which its requests or responses would be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The unsupported feature, such as `its input is an event stream`.
    pub what: String,
    /// The remedy, if there is one.
    pub help: Option<&'static str>,
    /// The place in the model that requires the feature.
    pub origin: Origin,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its id.
    pub id: ShapeId,
    /// The input structure, if there is one.
    pub input: Option<ShapeId>,
    /// The output structure, if there is one.
    pub output: Option<ShapeId>,
    /// The errors that it lists, in the model's order.
    pub errors: Vec<ShapeId>,
    /// The errors among them that the service no longer returns.
    pub retired_errors: Vec<(ShapeId, Deprecated)>,
    /// Documentation and other traits.
    pub traits: Traits,
    /// `smithy.api#readonly`: the operation changes nothing.
    pub readonly: bool,
    /// `smithy.api#idempotent`: executing a request twice has the same effect as executing it once.
    pub idempotent: bool,
    /// `codegen.overlay#notIdempotent`: the overlay states that a request must not be executed twice. It overrides all
    /// other evidence.
    pub not_idempotent: bool,
    /// The auth scheme of its requests.
    pub auth: Auth,
    /// The endpoint parameters that it sets.
    pub context: Context,
    /// The pagination of its response, if any.
    pub paginated: Option<Pagination>,
    /// The waiters that poll with it.
    pub waiters: Vec<waiter::Waiter>,
    /// Examples of calls.
    pub examples: Vec<Example>,
    /// `smithy.api#http`; `None` if the service's protocol does not use it.
    pub http: Option<Http>,
    /// `smithy.api#endpoint`: the host prefix, with `{labels}`.
    pub host_prefix: Option<String>,
    /// `smithy.api#requestCompression` with gzip.
    pub compressed: bool,
    /// `smithy.api#httpChecksumRequired`: the place of the trait; `None` without it.
    pub checksum: Option<Origin>,
    /// The member through which its input or output contains a document, if the protocol does not support documents.
    pub document: Option<Origin>,
    /// Headers that every request has, from `customizations.rs`.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The reason why its requests cannot be sent correctly, from `customizations.rs`.
    pub unsupported: Option<&'static str>,
    /// The place in the source.
    pub origin: Origin,
}

/// The trait for pagination that `smithy.api#paginated` cannot describe. That trait has one token, one list of items,
/// and no member that announces further pages.
pub(crate) const PAGES: &str = "codegen.model#paginated";

/// The trait for an error's code that differs from the shape's name. Smithy has such a trait only for the query
/// protocols: `aws.protocols#awsQueryError`.
pub(crate) const ERROR_CODE: &str = "codegen.model#errorCode";

/// The trait for the name of a service in `awsJson` protocols, if that name cannot be the name of a shape.
pub(crate) const TARGET_PREFIX: &str = "codegen.model#targetPrefix";

/// The name of an operation's pages in `Operation$pages`.
pub(crate) const PAGES_PART: &str = "pages";

/// The name of the items of an operation's pages in `Operation$items`.
pub(crate) const ITEMS_PART: &str = "items";

/// The pagination of an operation's response: paths of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The members of the input that take the page tokens.
    pub input_token: Vec<String>,
    /// The paths in the output to the page tokens of the next page.
    pub output_token: Vec<String>,
    /// The paths in the output to the lists or maps of items.
    pub items: Vec<String>,
    /// The member of the input that limits the items of a page.
    pub page_size: Option<String>,
    /// The path in the output to a boolean that is false on the last page.
    pub more_results: Option<String>,
    /// True if the last page has the token of its request.
    pub ends_with_same_token: bool,
    /// The items of a former model, whose methods are retained. Their methods come before those of `items`.
    pub kept_items: Vec<KeptItems>,
    /// The deprecation, if the model no longer declares it.
    pub deprecated: Option<Deprecated>,
    /// The place in the model that declares it.
    pub origin: Origin,
}

/// The items of pages whose method is retained from a former model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItems {
    /// The builder's method, such as `items`.
    pub method: String,
    /// The path in the output to the list or map of items.
    pub path: String,
    /// The deprecation, if the model no longer lists the items.
    pub deprecated: Option<Deprecated>,
    /// The place in the source.
    pub origin: Origin,
}
