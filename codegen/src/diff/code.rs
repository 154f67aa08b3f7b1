//! The kinds of changes, each with a name for programs and with advice. Names are for good: what reads them knows no others.

use std::fmt;

/// The kinds, their names and the advice from one table.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $dependent:literal, $maintainer:literal;)+) => {
        /// The kind of a change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ChangeCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ChangeCode {
            /// All kinds, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the name, which stays the same from version to version.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Returns what a dependent has to do; empty if nothing.
            #[must_use]
            pub const fn dependent(self) -> &'static str {
                match self {
                    $(Self::$variant => $dependent,)+
                }
            }

            /// Returns what the maintainer can do to avoid the change or to soften it; empty if nothing.
            #[must_use]
            pub const fn maintainer(self) -> &'static str {
                match self {
                    $(Self::$variant => $maintainer,)+
                }
            }
        }
    };
}

codes! {
    // The service
    /// Requests and responses have another format.
    ProtocolChanged = "protocol-changed",
        "Replace recorded requests and responses in your tests.",
        "If the model lists both protocols, keep the old one with `protocol` in the manifest.";
    /// Requests are signed under another name.
    SigningNameChanged = "signing-name-changed",
        "Check policies and proxies that match the signing name.",
        "";
    /// The name of the service in requests changed.
    TargetPrefixChanged = "target-prefix-changed",
        "Replace recorded requests in your tests.",
        "";
    /// The endpoint ruleset changed.
    EndpointRulesChanged = "endpoint-rules-changed",
        "Check the hosts that your network allows. To keep a host, configure the client with an endpoint URL.",
        "Run the endpoint tests that the service publishes.";
    /// The parameters with which a client is created changed.
    ClientParametersChanged = "client-parameters-changed",
        "Check the calls of `Client::with_endpoint_params`.",
        "";

    // Operations
    /// There is a new operation.
    OperationAdded = "operation-added", "", "";
    /// An operation is gone.
    OperationRemoved = "operation-removed",
        "Remove the calls of the operation.",
        "Release a major version, or keep the operation until dependents have moved on: its name in the manifest, and its model, \
         which an import keeps by itself.";
    /// The generator no longer supports an operation.
    OperationNowUnsupported = "operation-now-unsupported",
        "Call the operation with another client.",
        "Release a major version, or keep the old model.";
    /// The generator now supports an operation.
    OperationNowSupported = "operation-now-supported", "", "";
    /// An operation is gone from the model and retained.
    OperationRetired = "operation-retired",
        "Remove the calls of the operation. They compile, with a warning, and the service rejects them.",
        "";
    /// An operation is deprecated.
    OperationDeprecated = "operation-deprecated",
        "Plan to replace the calls: the compiler warns about them, and fails where warnings are denied.",
        "Name the replacement in the overlay's `smithy.api#deprecated`.";
    /// An operation is no longer deprecated.
    OperationNoLongerDeprecated = "operation-no-longer-deprecated", "", "";
    /// An operation has another HTTP method.
    HttpMethodChanged = "http-method-changed",
        "Check proxies, and the recorded requests of your tests.",
        "";
    /// An operation has another URI.
    HttpUriChanged = "http-uri-changed",
        "Check proxies, and the recorded requests of your tests.",
        "";
    /// The host of an operation has another prefix.
    HostPrefixChanged = "host-prefix-changed",
        "Check the hosts that your network allows.",
        "";
    /// An operation is retried under other conditions.
    RetrySafetyChanged = "retry-safety-changed",
        "Check whether a repeated request can cost money or change data twice, and whether you retry yourself.",
        "Set `smithy.api#readonly` or `smithy.api#idempotent` in the overlay if the service behaves as before.";
    /// The requests of an operation are authenticated in another way.
    AuthChanged = "auth-changed",
        "Check that the credentials fit.",
        "";
    /// The requests of an operation are compressed, or no longer.
    RequestCompressionChanged = "request-compression-changed",
        "Check proxies that read request bodies.",
        "";
    /// An operation sets other endpoint parameters.
    EndpointParametersChanged = "endpoint-parameters-changed",
        "Check the hosts that your network allows.",
        "";
    /// The client fills another member with an idempotency token, or none.
    IdempotencyTokenChanged = "idempotency-token-changed",
        "Set the member yourself if you depend on its value.",
        "";
    /// An operation has an input where it had none, or the other way round.
    InputPresenceChanged = "input-presence-changed", "", "";
    /// The model has other examples of calls of an operation.
    ExamplesChanged = "examples-changed",
        "Compare the calls with the example in the operation's documentation.",
        "Check `smithy.api#examples` in the overlay, which replace the model's examples.";
    /// An operation has one more error.
    ErrorAdded = "error-added",
        "Handle the error if you have to distinguish it from others. Until now it was `Other`.",
        "";
    /// An operation no longer lists an error.
    ErrorRemoved = "error-removed",
        "Remove the match arm. If the service still returns the error, it is `Other`.",
        "";
    /// An operation no longer lists an error, which is retained.
    ErrorRetired = "error-retired",
        "Remove the match arm. It compiles, with a warning.",
        "";

    // Pages and waiters
    /// An operation has pages.
    PaginationAdded = "pagination-added", "", "";
    /// An operation has no pages any more.
    PaginationRemoved = "pagination-removed",
        "Request the pages yourself, with the members for page tokens.",
        "Set `smithy.api#paginated` in the overlay if the service still returns pages.";
    /// The model no longer declares the pages of an operation, which are retained.
    PaginationRetired = "pagination-retired",
        "Request the pages yourself, with the members for page tokens. The methods compile, with a warning.",
        "Set `smithy.api#paginated` in the overlay if the service still returns pages.";
    /// The members for page tokens changed.
    PageTokensChanged = "page-tokens-changed",
        "Check code that stores page tokens.",
        "";
    /// The lists that are read from pages changed.
    PageItemsChanged = "page-items-changed",
        "Change the code that reads the items.",
        "Set `smithy.api#paginated` in the overlay to keep the list of items.";
    /// There is a new waiter.
    WaiterAdded = "waiter-added", "", "";
    /// A waiter is gone.
    WaiterRemoved = "waiter-removed",
        "Poll the operation yourself.",
        "Add the waiter to the overlay with `smithy.waiters#waitable`.";
    /// A waiter is gone from the model and retained.
    WaiterRetired = "waiter-retired",
        "Poll the operation yourself. The methods compile, with a warning.",
        "Add the waiter to the overlay with `smithy.waiters#waitable` to go on offering it.";
    /// A waiter ends under other conditions, or pauses differently.
    WaiterChanged = "waiter-changed",
        "Check the code that runs after the waiter.",
        "Add the former waiter to the overlay with `smithy.waiters#waitable`.";

    // Types
    /// There is a new structure, union or enum.
    TypeAdded = "type-added", "", "";
    /// A structure, union or enum is gone.
    TypeRemoved = "type-removed",
        "Remove its uses.",
        "Release a major version, or keep the type, as an import does by itself.";
    /// A structure, union or enum has another name.
    TypeRenamed = "type-renamed",
        "Use the new name.",
        "Release a major version, or keep the old name of the shape in the model.";
    /// A type has become another kind of type, such as a union that was a structure.
    TypeKindChanged = "type-kind-changed",
        "Rewrite the code that uses the type.",
        "Release a major version, or keep the old model.";
    /// A shape has another name, and no generated item depends on that.
    ShapeRenamed = "shape-renamed", "", "";
    /// A type is gone from the model and retained.
    TypeRetired = "type-retired",
        "Remove its uses. They compile, with a warning; only retained items use the type.",
        "";
    /// A type is deprecated.
    TypeDeprecated = "type-deprecated",
        "Plan to replace it: the compiler warns about its uses, and fails where warnings are denied.",
        "Name the replacement in the overlay's `smithy.api#deprecated`.";
    /// A type is no longer deprecated.
    TypeNoLongerDeprecated = "type-no-longer-deprecated", "", "";
    /// A structure that was in responses only can be part of requests.
    TypeNowInRequests = "type-now-in-requests",
        "Set the required members where tests build it.",
        "";
    /// A structure that could be part of requests is in responses only.
    TypeNoLongerInRequests = "type-no-longer-in-requests",
        "Remove the uses of its builder. Tests have the feature `test-util`.",
        "Release a major version, or keep the old model.";

    // Members
    /// A structure has a new member.
    MemberAdded = "member-added", "", "";
    /// A structure of requests has a new member that must be set.
    RequiredMemberAdded = "required-member-added",
        "Set the member: a call without it does not compile.",
        "Import the new model over the old one, which keeps the member optional in the builder until `retire --accept-required`.";
    /// A member is gone.
    MemberRemoved = "member-removed",
        "Remove its uses.",
        "Import the new model over the old one, which keeps the member as a deprecated item.";
    /// A member is gone from the model and retained.
    MemberRetired = "member-retired",
        "Remove its uses. They compile, with a warning, and have no effect.",
        "";
    /// A member has another name in Rust and the same name on the wire.
    MemberRenamed = "member-renamed",
        "Use the new name.",
        "Release a major version, or keep the old name of the member in the model.";
    /// A member has another type.
    MemberTypeChanged = "member-type-changed",
        "Change the code that sets or reads the member.",
        "Release a major version, or keep the old model.";
    /// The model has another type for a member, whose former type is retained.
    MemberTypeRetained = "member-type-retained",
        "Check the values that you set: the service may not know all that the former type names.",
        "Take the new type with the next major version: `retire --accept-type`.";
    /// A member of a request must be set.
    MemberNowRequired = "member-now-required",
        "Set the member: a call without it does not compile.",
        "Import the new model over the old one, which keeps the member optional in the builder until `retire --accept-required`.";
    /// The service requires a member of a request, and the builder does not.
    MemberNeeded = "member-needed",
        "Set the member: the service rejects requests without it.",
        "Require it in the builder with the next major version: `retire --accept-required`.";
    /// A member of a request need not be set any more.
    MemberNoLongerRequired = "member-no-longer-required",
        "Nothing, unless you write the type parameters of the builder: it has one less.",
        "";
    /// The required members of a request are in another order.
    RequiredOrderChanged = "required-order-changed",
        "Nothing, unless you write the type parameters of the builder: their order changed.",
        "Keep the order of the members in the model.";
    /// The service always returns a member.
    MemberNowGuaranteed = "member-now-guaranteed", "", "";
    /// The service may omit a member.
    MemberNoLongerGuaranteed = "member-no-longer-guaranteed",
        "Handle `None`.",
        "";
    /// A member is deprecated.
    MemberDeprecated = "member-deprecated",
        "Plan to replace its uses: the compiler warns about them, and fails where warnings are denied.",
        "Name the replacement in the overlay's `smithy.api#deprecated`.";
    /// A member is no longer deprecated.
    MemberNoLongerDeprecated = "member-no-longer-deprecated", "", "";
    /// The deprecation of an item has another date or another text.
    DeprecationChanged = "deprecation-changed", "", "";
    /// A member is redacted in traces and `Debug`.
    MemberNowSensitive = "member-now-sensitive",
        "Check logs and tests that contain the member.",
        "";
    /// A member is no longer redacted.
    MemberNoLongerSensitive = "member-no-longer-sensitive",
        "Check that logs may contain the member.",
        "Keep `smithy.api#sensitive` in the overlay.";
    /// A member has another name on the wire.
    WireNameChanged = "wire-name-changed",
        "Check stored JSON: it has the old name.",
        "";
    /// A member is at another place of the HTTP message.
    HttpBindingChanged = "http-binding-changed",
        "Check proxies, and the recorded requests of your tests.",
        "";
    /// A timestamp has another format.
    TimestampFormatChanged = "timestamp-format-changed",
        "Check the recorded requests and responses of your tests.",
        "";
    /// A member has another media type.
    MediaTypeChanged = "media-type-changed",
        "Check the recorded requests and responses of your tests.",
        "";
    /// A member has another form in XML.
    XmlChanged = "xml-changed",
        "Check the recorded requests and responses of your tests.",
        "";
    /// A member has another name in requests of a query protocol.
    QueryNameChanged = "query-name-changed",
        "Check the recorded requests of your tests.",
        "";

    // Constraints
    /// Fewer lengths are valid.
    LengthTightened = "length-tightened",
        "Check that your values are within the bounds: the client does not.",
        "";
    /// More lengths are valid.
    LengthLoosened = "length-loosened", "", "";
    /// Fewer numbers are valid.
    RangeTightened = "range-tightened",
        "Check that your values are within the bounds: the client does not.",
        "";
    /// More numbers are valid.
    RangeLoosened = "range-loosened", "", "";
    /// There is a pattern for a string.
    PatternAdded = "pattern-added",
        "Check that your values match the pattern: the client does not.",
        "";
    /// Another pattern holds for a string.
    PatternChanged = "pattern-changed",
        "Check that your values match the pattern: the client does not.",
        "";
    /// There is no pattern any more.
    PatternRemoved = "pattern-removed", "", "";

    // Enums and unions
    /// An enum has a new value.
    EnumValueAdded = "enum-value-added",
        "Handle the value if you have to distinguish it from others. Until now it was `Unknown`.",
        "";
    /// A value of an enum is gone.
    EnumValueRemoved = "enum-value-removed",
        "Remove its uses. If the service still returns the value, it is `Unknown`.",
        "Release a major version, or keep the value, as an import does by itself.";
    /// A value of an enum is gone from the model and retained.
    EnumValueRetired = "enum-value-retired",
        "Remove its uses. They compile, with a warning.",
        "";
    /// A value of an enum has the same name in Rust and another one on the wire.
    EnumValueChanged = "enum-value-changed",
        "Check stored values: they have the old name.",
        "";
    /// A value of an enum is deprecated.
    EnumValueDeprecated = "enum-value-deprecated",
        "Plan to replace its uses: the compiler warns about them, and fails where warnings are denied.",
        "";
    /// A value of an enum is no longer deprecated.
    EnumValueNoLongerDeprecated = "enum-value-no-longer-deprecated", "", "";
    /// A union has a new member.
    UnionMemberAdded = "union-member-added",
        "Handle the member if responses can have it. Until now it was `Unknown`.",
        "";
    /// A member of a union is gone.
    UnionMemberRemoved = "union-member-removed",
        "Remove its uses.",
        "Release a major version, or keep the member, as an import does by itself.";

    // Errors
    /// An error has another code in responses.
    ErrorCodeChanged = "error-code-changed",
        "Check the recorded responses of your tests.",
        "";
    /// Another side is at fault, or the client retries in another way.
    ErrorClassChanged = "error-class-changed",
        "Check the code that decides whether to retry.",
        "";
    /// The responses with an error have another HTTP status.
    ErrorStatusChanged = "error-status-changed",
        "Check code that reads the status of errors, proxies and alarms that count statuses, and the responses of mock servers.",
        "";
    /// The message of an error is read from another member.
    ErrorMessageChanged = "error-message-changed", "", "";

    // Everything else
    /// Documentation changed.
    DocumentationChanged = "documentation-changed", "", "";
    /// A public item is new, and no other change explains it.
    ApiItemAdded = "api-item-added", "", "";
    /// A public item is gone, and no other change explains it.
    ApiItemRemoved = "api-item-removed",
        "Remove its uses.",
        "Release a major version, or keep the old model.";
    /// A public item has another signature, and no other change explains it.
    ApiItemChanged = "api-item-changed",
        "Change the code that uses it.",
        "Release a major version, or keep the old model.";
}

impl fmt::Display for ChangeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
