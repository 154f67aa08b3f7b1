//! The codes of diagnostics, each with a name for programs. Names never change, because programs depend on them.

use std::fmt;

/// Defines the codes, their names and their order in one table.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the name, which stays the same from version to version.
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
    /// A value has another JSON type than the key requires.
    WrongType = "wrong-type",
    /// An object lacks a required key.
    MissingKey = "missing-key",
    /// A name or a shape id is not valid.
    InvalidName = "invalid-name",

    // A service
    /// The named service does not exist, or no service is named and the model has several.
    UnknownService = "unknown-service",
    /// A text that is sent in headers and signatures has characters that are not valid there.
    UnsendableText = "unsendable-text",
    /// The protocol of the service, or its version, is not supported.
    UnsupportedProtocol = "unsupported-protocol",
    /// A shape or an operation needs an unsupported feature. It is an error only if nothing can be generated without
    /// the feature.
    UnsupportedFeature = "unsupported-feature",

    // Shapes and members
    /// A reference or a correction names a shape that does not exist.
    UnknownShape = "unknown-shape",
    /// A reference or a correction names a member that does not exist.
    UnknownMember = "unknown-member",
    /// A shape has an unknown type.
    UnknownType = "unknown-type",
    /// A timestamp has an unknown format.
    UnknownTimestampFormat = "unknown-timestamp-format",
    /// An enum has a value twice.
    DuplicateValue = "duplicate-value",
    /// Two members of a structure have the same name on the wire.
    DuplicateWireName = "duplicate-wire-name",
    /// A map's keys are not strings.
    InvalidMapKey = "invalid-map-key",
    /// An idempotency token is not a string.
    InvalidIdempotencyToken = "invalid-idempotency-token",
    /// Lists and maps contain only each other, so that no value of them exists.
    EndlessList = "endless-list",
    /// Lists and maps are nested too deep.
    DeepList = "deep-list",
    /// Structures are nested deeper than the compiler's default limit (a warning), or deeper than the generator
    /// supports (an error).
    DeepStructure = "deep-structure",

    /// A shape cannot be mixed into another one, or is mixed into itself.
    InvalidMixin = "invalid-mixin",
    /// A trait has two different values.
    ConflictingTraits = "conflicting-traits",
    /// The value of a trait is not valid.
    InvalidTrait = "invalid-trait",
    /// A reference names a shape of the wrong type.
    InvalidTarget = "invalid-target",
    /// A resource contains itself.
    EndlessResource = "endless-resource",

    // Operations
    /// An HTTP method, URI or status is not valid.
    InvalidHttp = "invalid-http",
    /// An HTTP binding of a member is not valid.
    InvalidBinding = "invalid-binding",
    /// A reference or a correction names an operation that does not exist.
    UnknownOperation = "unknown-operation",
    /// An operation's input, output or error, or the target of a correction of a member, is not a structure.
    NotAStructure = "not-a-structure",
    /// An operation's error does not have the trait `error`.
    NotAnError = "not-an-error",
    /// Two errors of an operation have the same code, so that only the first can be returned.
    DuplicateErrorCode = "duplicate-error-code",
    /// A pagination names a member that does not exist.
    UnknownPaginationMember = "unknown-pagination-member",
    /// A page token or a list of items has an unsupported type or path.
    InvalidPagination = "invalid-pagination",
    /// A waiter is not valid or not supported.
    InvalidWaiter = "invalid-waiter",
    /// A waiter names a state that its enum does not have.
    UnknownState = "unknown-state",
    /// A waiter does not classify a value of the enum that it compares.
    UnclassifiedState = "unclassified-state",
    /// An example is not a call of its operation.
    InvalidExample = "invalid-example",

    // Overlays
    /// An overlay contains something other than `apply` statements.
    NotAnApplyStatement = "not-an-apply-statement",
    /// An overlay applies a trait that is not known.
    UnknownTrait = "unknown-trait",
    /// A correction changes nothing.
    NeedlessCorrection = "needless-correction",

    // Retained items
    /// An entry of a `retained.json` is not valid, or no longer applies.
    InvalidRetainedItem = "invalid-retained-item",
    /// A `retained.json` retains an item that the model has.
    RetainedItemExists = "retained-item-exists",
    /// A type of the model changed, and the old type cannot be retained.
    TypeChanged = "type-changed",
    /// A model is older than the one that it replaces.
    OlderModel = "older-model",

    // Endpoint rules and partitions
    /// An endpoint rule has an unknown type.
    UnknownRuleType = "unknown-rule-type",
    /// A value of an endpoint ruleset is malformed, or has the wrong type.
    InvalidRuleValue = "invalid-rule-value",
    /// An endpoint ruleset uses a value that may be absent.
    AbsentRuleValue = "absent-rule-value",
    /// An endpoint ruleset uses an unsupported feature.
    UnsupportedRule = "unsupported-rule",
    /// An endpoint ruleset uses partitions, and no partitions file is given.
    MissingPartitions = "missing-partitions",
    /// The regular expression of a partition's regions has an unsupported form.
    UnsupportedRegions = "unsupported-regions",

    // Comparisons
    /// Two models that are compared are of two services.
    DifferentServices = "different-services",
    /// Two models that are compared are of two versions of a service's API.
    DifferentVersions = "different-versions",

    // Runs
    /// The module cannot have this name.
    InvalidModuleName = "invalid-module-name",
    /// The name of the package cannot be the first segment of a path.
    InvalidPackageName = "invalid-package-name",
    /// The generated text is not valid Rust: a bug of the generator.
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
