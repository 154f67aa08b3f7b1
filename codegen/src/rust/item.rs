//! The Rust that will be written, decided and not yet printed: names, types, attributes and documentation.
//! Renderers make text of it and have nothing left to ask the model.

mod condition;
mod context;
mod endpoint;
mod operation;
mod paging;
mod service;

pub use condition::{Comparison, Condition, Count, Scalar};
pub use context::{EndpointParam, Hop, HopField, ParamSource, Reached};
pub use endpoint::{Absent, Endpoint, Leaf, Maybe, Parameter, ParameterSource, Statement, Target, Test, Value};
pub use operation::{Example, Expression, HostLabel, Http, ListedError, Operation, Token};
pub use paging::{Acceptor, PageList, PageToken, Pages, ResponseMatcher, Sender, TokenStep, Waiter};
pub use service::{Client, Protocol, RequiredTrait, Service, ServiceError};

/// Lines of a doc comment.
pub type Docs = Vec<String>;

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
    /// All items, also those that need a contract.
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

/// An item, or a few that belong together.
#[derive(Clone, Debug)]
pub enum Item {
    /// Items that need a runtime with this contract.
    Contract(u32, Vec<Item>),
    /// The crate's `recursion_limit`.
    RecursionLimit(usize),
    /// `pub mod x;`, and what is visible of it here.
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
    /// True if it is seen from outside.
    pub public: bool,
    /// Its documentation, where the file has none of its own.
    pub docs: Docs,
    /// True if it is there only with the feature `client`.
    pub with_client: bool,
    /// True if rustfmt is to leave it alone, which holds for everything below it too.
    pub skip_rustfmt: bool,
    /// True if the module is included in a crate that may hold its own code to other lints.
    pub is_included: bool,
    /// True if it uses types that are deprecated.
    pub uses_deprecated: bool,
}

/// Names that are visible in another place too.
#[derive(Clone, Debug)]
pub struct Reexport {
    /// The path up to the names.
    pub path: String,
    /// The names.
    pub names: Vec<String>,
    /// The alias of a single import.
    pub alias: Option<String>,
    /// True if it is there only with the feature `client`.
    pub with_client: bool,
}

/// `#[deprecated]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// Since when, in the form of a version.
    pub since: Option<String>,
    /// The replacement, as a sentence.
    pub note: Option<String>,
}

/// The version and the sentence, as far as there are any.
impl std::fmt::Display for Deprecation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.since, &self.note) {
            (None, None) => f.write_str("without a version"),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(note)) => f.write_str(note),
            (Some(since), Some(note)) => write!(f, "since {since}: {note}"),
        }
    }
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
    /// `(_, _)`: an entry of a map, where the entries are the items of a page.
    Entry(Box<Type>, Box<Type>),
}

impl Type {
    /// Returns the type of texts.
    #[must_use]
    pub fn string() -> Self {
        Self::Path("String".to_owned())
    }
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
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// True if it is an error, whose message says what it is.
    pub is_error: bool,
    /// The operation whose output it is, if it is one.
    pub output_of: Option<String>,
    /// The traits of the shape itself.
    pub traits: Vec<Trait>,
    /// Its builder, if it has one.
    pub builder: Option<Builder>,
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
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits that the runtime needs.
    pub traits: Vec<Trait>,
    /// The trait that says that it is set, if it is required.
    pub required: Option<String>,
}

/// A trait of a member, as the runtime's `Traits` have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    /// `timestampFormat("epoch-seconds")`.
    EpochSeconds,
    /// `timestampFormat("date-time")`.
    DateTime,
    /// `timestampFormat("http-date")`.
    HttpDate,
    /// `httpLabel`, by the label's name.
    Label(String),
    /// `httpQuery`, by the parameter's name.
    Query(String),
    /// `httpQueryParams`.
    QueryParams,
    /// `httpHeader`, by the header's name.
    Header(String),
    /// `httpPrefixHeaders`, by the prefix.
    PrefixHeaders(String),
    /// `httpResponseCode`.
    StatusCode,
    /// `httpPayload` of anything but a structure.
    Payload,
    /// `httpPayload` of a structure.
    StructurePayload,
    /// `streaming`.
    Streaming,
    /// `mediaType`.
    MediaType(String),
    /// `xmlName`.
    XmlName(String),
    /// `xmlNamespace`.
    XmlNamespace(XmlNamespace),
    /// `xmlAttribute`.
    XmlAttribute,
    /// `xmlFlattened`.
    XmlFlattened,
    /// `s3UnwrappedXmlOutput`.
    XmlUnwrapped,
    /// `ec2QueryName`.
    QueryName(String),
    /// `sensitive`.
    Sensitive,
    /// The traits of a list's elements or a map's values.
    Item(Vec<Trait>),
    /// The traits of a map's keys.
    Key(Vec<Trait>),
}

/// A namespace of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: String,
    /// The prefix; `None` for the default namespace.
    pub prefix: Option<String>,
}

impl Trait {
    /// Returns whether the trait binds the member to a place in an HTTP message.
    #[must_use]
    pub fn is_binding(&self) -> bool {
        matches!(
            self,
            Self::Label(_)
                | Self::Query(_)
                | Self::QueryParams
                | Self::Header(_)
                | Self::PrefixHeaders(_)
                | Self::StatusCode
                | Self::Payload
                | Self::StructurePayload
        )
    }
}

/// The typestate builder of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Builder {
    /// A builder of what requests are made of.
    Public {
        /// Its name.
        name: String,
        /// The operation that it can send, if it builds the input of one.
        sends: Option<String>,
    },
    /// A builder for tests, of what only responses are made of.
    TestOnly(String),
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if `Debug` does not show its value.
    pub sensitive: bool,
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
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if documentation can be searched for its value. The runtime's macro then writes a sentence about it.
    pub is_searchable: bool,
}

/// An enum of integers.
#[derive(Clone, Debug)]
pub struct IntEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if `Debug` does not show its value.
    pub sensitive: bool,
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
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits of the union itself.
    pub traits: Vec<Trait>,
    /// Its members.
    pub members: Vec<UnionMember>,
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
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits that the runtime needs.
    pub traits: Vec<Trait>,
}

/// The properties of a structure that is an error.
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
