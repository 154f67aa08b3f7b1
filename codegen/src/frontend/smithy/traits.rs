//! Converts the traits that change the generated code. Any other trait does not concern clients, and is ignored.

use super::ast::{Placed, Traits, stated};
use crate::diagnostic::Code;
use crate::frontend::context;
use crate::frontend::json::{Node, Reader};
use crate::model::{
    self, Binding, Bounds, Constraints, Deprecated, Documentation, ERROR_CODE, ErrorTrait, Markup, QueryError,
    TimestampFormat,
};

/// Reads the traits of a shape, and reports values of a wrong type.
#[derive(Clone, Copy)]
pub(super) struct TraitReader<'a, 'v> {
    pub(super) traits: &'a Traits<'v>,
    pub(super) reader: &'a Reader,
}

impl<'a, 'v> TraitReader<'a, 'v> {
    pub(super) fn get(self, name: &str) -> Option<&'a Placed<'v>> {
        stated(self.traits, name)
    }

    pub(super) fn node(self, name: &str) -> Option<Node<'a>> {
        self.get(name).map(|placed| placed.node(self.reader))
    }

    /// Returns the values of a trait whose value is a list. There are several if `apply` statements added to it.
    pub(super) fn nodes(self, name: &str) -> impl Iterator<Item = Node<'a>> {
        self.traits.get(name).into_iter().flatten().map(move |placed| placed.node(self.reader))
    }

    /// Returns whether a trait without a value is present. Such a trait is written as an empty object.
    pub(super) fn flag(self, name: &str) -> bool {
        self.node(name).is_some_and(|node| {
            if node.value().is_boolean() {
                let help = "a trait without a value is written as `{}`";
                node.error_with_help(Code::WrongType, "expected an object, found a boolean", help);
                return false;
            }
            node.object().is_some()
        })
    }

    pub(super) fn text(self, name: &str) -> Option<String> {
        self.node(name).and_then(|node| node.text().map(str::to_owned))
    }

    /// Reads all traits that the model has.
    pub(super) fn all(self) -> model::Traits {
        // Null overrides a default of the target.
        let default = self.node("smithy.api#default").filter(|node| !node.value().is_null());
        model::Traits {
            documentation: self
                .text("smithy.api#documentation")
                .filter(|text| !text.trim().is_empty())
                .map(|text| Documentation { text, markup: Markup::CommonMark }),
            deprecated: self
                .node("smithy.api#deprecated")
                .filter(|node| node.object().is_some())
                .map(|node| Deprecated { since: node.text_at("since"), message: node.text_at("message") }),
            kept: None,
            sensitive: self.flag("smithy.api#sensitive"),
            required: self.flag("smithy.api#required"),
            client_optional: self.flag("smithy.api#clientOptional") || default.is_some(),
            default: default.map(|node| node.value().to_string().into()),
            sparse: self.flag("smithy.api#sparse"),
            idempotency_token: self.flag("smithy.api#idempotencyToken"),
            timestamp_format: self.node("smithy.api#timestampFormat").and_then(|node| timestamp_format(&node)),
            json_name: self.text("smithy.api#jsonName"),
            xml_name: self.node("smithy.api#xmlName").and_then(|node| node.xml_name()),
            xml_attribute: self.flag("smithy.api#xmlAttribute"),
            xml_flattened: self.flag("smithy.api#xmlFlattened"),
            xml_namespace: self.node("smithy.api#xmlNamespace").and_then(|node| node.xml_namespace()),
            xml_unwrapped: self.flag("aws.customizations#s3UnwrappedXmlOutput"),
            label_default: None,
            last_segment: false,
            query_name: self.node("aws.protocols#ec2QueryName").and_then(|node| node.query_name()),
            context_param: self.node("smithy.rules#contextParam").and_then(|node| context::member(&node)),
            http: self.binding(),
            host_label: self.flag("smithy.api#hostLabel"),
            media_type: self.text("smithy.api#mediaType"),
            streaming: self.flag("smithy.api#streaming"),
            requires_length: self.flag("smithy.api#requiresLength"),
            error: self.error(),
            constraints: self.constraints(),
        }
    }

    fn constraints(self) -> Option<Box<Constraints>> {
        let bounds = |name: &str| {
            let node = self.node(name).filter(|node| node.object().is_some())?;
            Bounds::of(node.number_text_at("min"), node.number_text_at("max"))
        };
        let (length, range) = (bounds("smithy.api#length"), bounds("smithy.api#range"));
        Constraints { length, range, pattern: self.text("smithy.api#pattern") }.stated()
    }

    /// Returns the HTTP binding of a member. Reports a second binding.
    fn binding(self) -> Option<Binding> {
        let flags = [
            ("smithy.api#httpLabel", Binding::Label),
            ("smithy.api#httpQueryParams", Binding::QueryParams),
            ("smithy.api#httpPayload", Binding::Payload),
            ("smithy.api#httpResponseCode", Binding::ResponseCode),
        ];
        let named = |name, binding: fn(String) -> Binding| self.text(name).map(|text| (name, binding(text)));
        let named = [
            named("smithy.api#httpQuery", Binding::Query),
            named("smithy.api#httpHeader", Binding::Header),
            named("smithy.api#httpPrefixHeaders", Binding::PrefixHeaders),
        ];
        let flags = flags.into_iter().filter(|(name, _)| self.flag(name));
        let named = named.into_iter().flatten();
        let mut bound = flags.chain(named);
        let (first, binding) = bound.next()?;
        if let Some(node) = bound.next().and_then(|(second, _)| self.node(second)) {
            node.error_with_help(
                Code::InvalidBinding,
                format!("the member is bound with `{first}` already"),
                "bind it to one place",
            );
        }
        Some(binding)
    }

    fn error(self) -> Option<ErrorTrait> {
        let node = self.node("smithy.api#error")?;
        let server_fault = match node.text()? {
            "client" => false,
            "server" => true,
            other => {
                node.error_with_help(
                    Code::InvalidTrait,
                    format!("`{other}` is not a value of the trait `smithy.api#error`"),
                    "use `client` or `server`",
                );
                return None;
            }
        };
        let retryable = self.node("smithy.api#retryable").filter(|node| node.object().is_some());
        let status = self.node("smithy.api#httpError").and_then(|node| node.status());
        let retryable = retryable.map(|node| node.flag("throttling"));
        let code = self.text(ERROR_CODE);
        let query_error = self.node("aws.protocols#awsQueryError").and_then(|node| query_error(&node));
        Some(ErrorTrait { server_fault, retryable, code, query_error, status })
    }
}

fn query_error(node: &Node<'_>) -> Option<QueryError> {
    node.object()?;
    let (code, status) = (node.need("code"), node.need("httpResponseCode"));
    let (code, status) = (code?.text().map(str::to_owned), status?.status());
    Some(QueryError { code: code?, status: status? })
}

fn timestamp_format(node: &Node<'_>) -> Option<TimestampFormat> {
    match node.text()? {
        "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
        "date-time" => Some(TimestampFormat::DateTime),
        "http-date" => Some(TimestampFormat::HttpDate),
        other => {
            node.error_with_help(
                Code::UnknownTimestampFormat,
                format!("there is no timestamp format `{other}`"),
                "use `epoch-seconds`, `date-time` or `http-date`",
            );
            None
        }
    }
}
