//! The kinds of what can be wrong, each with a name for programs. Names are for good: what reads them knows no others.

use std::fmt;

/// The kinds, their names and an order from one table.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name, which stays the same from version to version.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

codes! {
    // Files
    /// A file is larger than any model.
    FileTooLarge = "file-too-large",
    /// A file is not UTF-8 text.
    NotUtf8 = "not-utf8",
    /// A file begins with a byte order mark.
    ByteOrderMark = "byte-order-mark",
    /// A file is not JSON.
    NotJson = "not-json",
    /// An object has a key twice.
    DuplicateKey = "duplicate-key",
    /// A file is of a version of its format that is not known.
    UnsupportedFormat = "unsupported-format",
    /// A shape is defined twice, and differently.
    ConflictingDefinitions = "conflicting-definitions",

    // Any object
    /// A value is of another JSON type than its place asks for.
    WrongType = "wrong-type",
    /// An object has not the key that it must have.
    MissingKey = "missing-key",
    /// A name or a shape id is none.
    InvalidName = "invalid-name",

    // A service
    /// A service is named, and there is none, or none is named and there are several.
    UnknownService = "unknown-service",
    /// A text goes into headers and signatures, and cannot.
    UnsendableText = "unsendable-text",
    /// The service speaks a protocol, or a version of it, that is not supported.
    UnsupportedProtocol = "unsupported-protocol",
    /// A shape or an operation asks for what is not supported: an error where nothing could be done without it.
    UnsupportedFeature = "unsupported-feature",

    // Shapes and members
    /// A shape is referred to, or corrected, and there is none.
    UnknownShape = "unknown-shape",
    /// A member is named, and there is none.
    UnknownMember = "unknown-member",
    /// There is no such type of shapes.
    UnknownType = "unknown-type",
    /// There is no such format of timestamps.
    UnknownTimestampFormat = "unknown-timestamp-format",
    /// An enum has a value twice.
    DuplicateValue = "duplicate-value",
    /// Two members of a structure have one name on the wire.
    DuplicateWireName = "duplicate-wire-name",
    /// A map's keys are not strings.
    InvalidMapKey = "invalid-map-key",
    /// An idempotency token is not a string.
    InvalidIdempotencyToken = "invalid-idempotency-token",
    /// Lists and maps contain only each other.
    EndlessList = "endless-list",
    /// Lists and maps are nested too deep.
    DeepList = "deep-list",
    /// Structures are nested deeper than the compiler follows by itself, or can follow at all.
    DeepStructure = "deep-structure",

    /// A shape is mixed into another one and cannot be, or into itself.
    InvalidMixin = "invalid-mixin",
    /// A trait is there twice with different values.
    ConflictingTraits = "conflicting-traits",
    /// A trait has a value that it cannot have.
    InvalidTrait = "invalid-trait",
    /// A shape is named where one of another type is needed.
    InvalidTarget = "invalid-target",
    /// A resource contains itself.
    EndlessResource = "endless-resource",

    // Operations
    /// A method, a URI or a status is none of HTTP.
    InvalidHttp = "invalid-http",
    /// A member is bound to a place of a request or a response where it cannot be.
    InvalidBinding = "invalid-binding",
    /// An operation is named, and there is none.
    UnknownOperation = "unknown-operation",
    /// An operation's input, output or error, or what is corrected as a structure, is none.
    NotAStructure = "not-a-structure",
    /// An operation's error is not marked as one.
    NotAnError = "not-an-error",
    /// Two errors of an operation have one code, so that only the first can come of it.
    DuplicateErrorCode = "duplicate-error-code",
    /// A pagination names a member that is not there.
    UnknownPaginationMember = "unknown-pagination-member",
    /// A token is no text, or what is said to be listed is no list.
    InvalidPagination = "invalid-pagination",
    /// A waiter cannot be followed.
    InvalidWaiter = "invalid-waiter",
    /// A waiter names a state that its enum has not.
    UnknownState = "unknown-state",
    /// A waiter says nothing of a value of the enum that it looks at.
    UnclassifiedState = "unclassified-state",
    /// An example is not a call of its operation.
    InvalidExample = "invalid-example",

    // Overlays
    /// An overlay holds something that is no `apply` statement.
    NotAnApplyStatement = "not-an-apply-statement",
    /// An overlay applies a trait that is not known.
    UnknownTrait = "unknown-trait",
    /// A correction changes nothing.
    NeedlessCorrection = "needless-correction",

    // Retained items
    /// A `retained.json` says what cannot be, or what no longer holds.
    InvalidRetainedItem = "invalid-retained-item",
    /// A `retained.json` keeps what the model has.
    RetainedItemExists = "retained-item-exists",
    /// A type of the model changed, and the old one cannot be kept.
    TypeChanged = "type-changed",
    /// A model is older than what it is to replace.
    OlderModel = "older-model",

    // Endpoint rules and partitions
    /// There is no such type of endpoint rules.
    UnknownRuleType = "unknown-rule-type",
    /// A value of endpoint rules has not the form of one, or is of another type than is needed.
    InvalidRuleValue = "invalid-rule-value",
    /// Endpoint rules use a value that may be absent.
    AbsentRuleValue = "absent-rule-value",
    /// Endpoint rules say what the generator cannot.
    UnsupportedRule = "unsupported-rule",
    /// Endpoint rules ask for partitions, and there are none.
    MissingPartitions = "missing-partitions",
    /// A partition's regions are described in a way that is not known.
    UnsupportedRegions = "unsupported-regions",

    // Comparisons
    /// Two models that are compared are of two services.
    DifferentServices = "different-services",
    /// Two models that are compared are of two versions of a service's API.
    DifferentVersions = "different-versions",

    // Runs
    /// The module cannot have this name.
    InvalidModuleName = "invalid-module-name",
    /// The name of the package cannot begin a path.
    InvalidPackageName = "invalid-package-name",
    /// The generator made something that is not Rust.
    GeneratorBug = "generator-bug",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_has_a_name_of_its_own_in_kebab_case() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for name in &names {
            let is_word =
                |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            assert!(name.split('-').all(is_word), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
