//! The Rust that will be written, decided and not yet printed: names, types, attributes and documentation.
//! Renderers make text of it and have nothing left to ask the model.

mod context;
mod endpoint;
mod operation;
mod paging;
mod service;

pub use context::{EndpointParam, Hop, HopField, ParamSource, Reached};
pub use endpoint::{Absent, Endpoint, Leaf, Maybe, Parameter, ParameterSource, Statement, Test, Value};
pub use operation::{Example, Expression, HostLabel, Http, ListedError, Operation, Token};
pub use paging::{Acceptor, PageList, Pages, ResponseMatcher, Sender, Waiter};
pub use service::{Client, Protocol, RequiredTrait, Service};

/// Lines of a doc comment.
pub type Docs = Vec<String>;

/// A service's module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: String,
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
    /// What it imports, as paths.
    pub uses: Vec<String>,
    /// What is in it.
    pub items: Vec<Item>,
}

/// An item, or a few that belong together.
#[derive(Clone, Debug)]
pub enum Item {
    /// `pub mod x;`, and what is visible of it here.
    Modules(Vec<ModuleItem>),
    /// `pub use`.
    Reexports(Vec<Reexport>),
    /// A structure with its wire form.
    Structure(Structure),
    /// The typestate builder of a structure.
    Builder(Builder),
    /// An enum of strings.
    StringEnum(StringEnum),
    /// An enum of integers.
    IntEnum(IntEnum),
    /// A union.
    Union(Union),
    /// What makes a structure an error.
    ModelledError(ModelledError),
    /// An operation with its error enum and the client's method.
    Operation(Box<Operation>),
    /// The pages of an operation.
    Pages(Pages),
    /// A waiter.
    Waiter(Box<Waiter>),
    /// The traits that say which required members are set.
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
    /// Whether it is seen from outside.
    pub public: bool,
    /// Its documentation, where the file has none of its own.
    pub docs: Docs,
    /// Whether it is there only with the feature `client`.
    pub with_client: bool,
    /// Whether rustfmt is to leave it alone, which holds for everything below it too.
    pub skip_rustfmt: bool,
}

/// Names that are visible in another place too.
#[derive(Clone, Debug)]
pub struct Reexport {
    /// The path up to the names.
    pub path: String,
    /// The names.
    pub names: Vec<String>,
    /// What a single name is called here.
    pub alias: Option<String>,
    /// Whether it is there only with the feature `client`.
    pub with_client: bool,
}

/// `#[deprecated]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// Since when, in the form of a version.
    pub since: Option<String>,
    /// What to do instead.
    pub note: Option<String>,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A type without parameters, by its path.
    Path(String),
    /// `Vec<_>`.
    List(Box<Type>),
    /// `BTreeMap<_, _>`.
    Map(Box<Type>, Box<Type>),
    /// `Option<_>`: an element of a sparse list or map.
    Sparse(Box<Type>),
    /// `Box<_>`: a recursive member.
    Boxed(Box<Type>),
}

/// How an accessor gives a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// `Option<&str>`.
    Str,
    /// A copy.
    Copy,
    /// A slice, empty where the field is absent.
    List,
    /// `Option<&T>`.
    Borrow,
    /// `Option<&T>` of an `Option<Box<T>>`.
    Boxed,
}

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Its name.
    pub name: String,
    /// The shape's name, for messages.
    pub shape: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether `Debug` hides fields, so that it cannot be derived.
    pub redacts: bool,
    /// Whether it is an error, whose message says what it is.
    pub is_error: bool,
    /// The operation whose answer it is, if it is one.
    pub answers: Option<String>,
    /// The builder that it has for tests only, where requests never have it.
    pub test_builder: Option<String>,
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, without `r#`.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its type, which the field has in an `Option`.
    pub ty: Type,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// How its accessor gives it.
    pub access: Access,
    /// The runtime's type of its timestamp format, where it is not the protocol's.
    pub format: Option<&'static str>,
    /// Where in a request or an answer it stands, if not in the JSON body.
    pub location: Option<Location>,
    /// The trait that says that it is set, if it is required.
    pub required: Option<String>,
}

/// Where in a request or an answer a field stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The runtime's word for the place, such as `header`.
    pub place: &'static str,
    /// The name there, or the content type of a body.
    pub name: String,
}

impl Location {
    /// A place and the name there.
    #[must_use]
    pub fn new(place: &'static str, name: &str) -> Self {
        Self { place, name: name.to_owned() }
    }
}

/// A builder.
#[derive(Clone, Debug)]
pub struct Builder {
    /// Its name.
    pub name: String,
    /// The structure that it builds.
    pub target: String,
    /// The setters, in the structure's order.
    pub fields: Vec<Field>,
    /// Whether it can send what it builds, as the input of this operation.
    pub sends: Option<String>,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its value on the wire.
    pub value: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
}

/// An enum of integers.
#[derive(Clone, Debug)]
pub struct IntEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its variants, whose values are written as integers.
    pub variants: Vec<Variant>,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// The shape's name, for messages.
    pub shape: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Its members.
    pub members: Vec<UnionMember>,
    /// Whether `Debug` hides members, so that it cannot be derived.
    pub redacts: bool,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct UnionMember {
    /// The variant's name.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// The runtime's type of its timestamp format, where it is not the protocol's.
    pub format: Option<&'static str>,
}

/// What makes a structure an error.
#[derive(Clone, Debug)]
pub struct ModelledError {
    /// The structure.
    pub name: String,
    /// Its code on the wire.
    pub code: String,
    /// The runtime's name of who is at fault.
    pub fault: &'static str,
    /// The runtime's name of whether to try again.
    pub retry: &'static str,
    /// The field with its message.
    pub message: Option<String>,
}
