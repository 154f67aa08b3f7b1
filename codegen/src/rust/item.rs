//! The Rust items to generate, before rendering: names, types, attributes and documentation are decided. Renderers
//! convert items to tokens and do not need the model.

mod class;
mod context;
mod deprecation;
mod endpoint;
mod operation;
mod paging;
mod path;
mod service;
mod shape;
mod ty;

pub use class::{AcceptorState, Auth, Fault, Retry, RetrySafety};
pub use context::{EndpointParam, ParamSource, Reached};
pub use deprecation::{Deprecation, Docs};
pub use endpoint::{
    Absent, Attribute, Endpoint, Function, Leaf, Maybe, OptionalFunction, Parameter, ParameterSource, Statement,
    Target, Test, UnsupportedScheme, Value,
};
pub use operation::{Example, Expression, HostLabel, Http, ListedError, Operation, Token};
pub use paging::{Acceptor, PageList, PageToken, Pages, ResponseMatcher, Sender, TokenStep, Waiter};
pub use path::{Comparison, Condition, Count, Hop, HopField, Scalar};
pub use service::{Client, Protocol, RequiredTrait, Service, ServiceError};
pub use shape::{
    Builder, Field, IntEnum, ModelledError, StringEnum, Structure, Trait, Union, UnionMember, Variant, XmlNamespace,
};
pub use ty::Type;

/// A service's module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its files.
    pub files: Vec<File>,
}

/// A file of the module.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path below the module's folder.
    pub path: String,
    /// The module's documentation.
    pub docs: Docs,
    /// The imports, as paths.
    pub uses: Vec<String>,
    /// The items of the module.
    pub items: Vec<Item>,
}

impl File {
    /// Returns all items, including those inside of [`Item::Contract`].
    pub(crate) fn all_items(&self) -> Vec<&Item> {
        self.items
            .iter()
            .flat_map(|item| match item {
                Item::Contract(_, items) => items.iter().collect(),
                item => vec![item],
            })
            .collect()
    }
}

/// An item, or several items that belong together.
#[derive(Clone, Debug)]
pub enum Item {
    /// Items that need a runtime with this contract.
    Contract(u32, Vec<Item>),
    /// The crate's `recursion_limit`.
    RecursionLimit(usize),
    /// Declarations of modules, such as `pub mod x;`.
    Modules(Vec<ModuleItem>),
    /// `pub use`.
    Reexports(Vec<Reexport>),
    /// A structure with its builder.
    Structure(Structure),
    /// An enum of strings.
    StringEnum(StringEnum),
    /// An enum of integers.
    IntEnum(IntEnum),
    /// A union.
    Union(Union),
    /// The properties of a structure that is an error.
    ModelledError(ModelledError),
    /// The error of all operations of a service.
    ServiceError(ServiceError),
    /// An operation with its error enum and the client's method.
    Operation(Box<Operation>),
    /// The pages of an operation.
    Pages(Pages),
    /// A waiter.
    Waiter(Box<Waiter>),
    /// The traits of required members, by which builders check that they are set.
    Required(Vec<RequiredTrait>),
    /// The service's descriptor.
    Service(Service),
    /// The client.
    Client(Client),
    /// The endpoint rules.
    Endpoint(Endpoint),
    /// The table of partitions.
    Partitions(Vec<crate::partitions::Partition>),
}

/// A module that is declared.
#[derive(Clone, Debug)]
pub struct ModuleItem {
    /// Its name.
    pub name: String,
    /// True if the module is public.
    pub public: bool,
    /// Its documentation, if the file has none of its own.
    pub docs: Docs,
    /// True if it exists only with the feature `client`.
    pub with_client: bool,
    /// True if the module has `#[rustfmt::skip]`, which also applies to the modules below it.
    pub skip_rustfmt: bool,
    /// True if the module is included in a crate of the user, whose lints may differ.
    pub is_included: bool,
    /// True if the module uses deprecated types.
    pub uses_deprecated: bool,
}

/// Re-exported names.
#[derive(Clone, Debug)]
pub struct Reexport {
    /// The path up to the names.
    pub path: String,
    /// The names.
    pub names: Vec<String>,
    /// The alias of a single import.
    pub alias: Option<String>,
    /// True if it exists only with the feature `client`.
    pub with_client: bool,
}
