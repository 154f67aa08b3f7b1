//! The functions of endpoint rulesets, as calls of the runtime's functions.

use super::kind::{Called, Kind};
use super::{Facts, Walk};
use crate::diagnostic::Code;
use crate::model::rules::{Call, Expression, Part};
use crate::rust::item::{Function, Maybe, OptionalFunction, Value};

impl Walk<'_> {
    /// Lowers a call; `None` if it is unsupported, which is reported.
    pub(super) fn call(&mut self, call: &Call, facts: &Facts) -> Option<Called> {
        use Expression::{Boolean, Integer, Reference, Template};
        let origin = &call.origin;
        match (call.function.as_str(), call.arguments.as_slice()) {
            ("aws.partition", [_]) if self.partitions.is_none() => {
                let message = "the endpoint rules use partitions, and no partitions file was given";
                self.refuse(Code::MissingPartitions, origin, message.to_owned());
                None
            }
            ("aws.partition", [region]) => {
                let region = self.of_kind(Kind::Text, region, origin, facts)?;
                Some(Called::Maybe(Maybe::Partition { table: self.partitions.clone()?, region }, Kind::Partition))
            }
            ("aws.parseArn", [text]) => {
                let text = self.of_kind(Kind::Text, text, origin, facts)?;
                Some(Called::Maybe(Maybe::Call(OptionalFunction::ParseArn, vec![text]), Kind::Arn))
            }
            ("parseURL", [text]) => {
                let text = self.of_kind(Kind::Text, text, origin, facts)?;
                Some(Called::Maybe(Maybe::Call(OptionalFunction::ParseUrl, vec![text]), Kind::Url))
            }
            ("substring", [text, Integer(start), Integer(stop), Boolean(reverse)]) => {
                let text = self.of_kind(Kind::Text, text, origin, facts)?;
                let arguments = vec![text, Value::Integer(*start), Value::Integer(*stop), Value::Boolean(*reverse)];
                Some(Called::Maybe(Maybe::Call(OptionalFunction::Substring, arguments), Kind::Text))
            }
            ("uriEncode", [text]) => {
                let text = self.of_kind(Kind::Text, text, origin, facts)?;
                Some(Called::Value(Value::Call(Function::UriEncode, vec![text]), Kind::Text))
            }
            (name @ ("isValidHostLabel" | "aws.isVirtualHostableS3Bucket"), [text, subdomains]) => {
                let is_host = name == "isValidHostLabel";
                let function = if is_host { Function::IsHostLabel } else { Function::IsBucketLabel };
                let text = self.of_kind(Kind::Text, text, origin, facts);
                let subdomains = self.of_kind(Kind::Truth, subdomains, origin, facts);
                Some(Called::Value(Value::Call(function, vec![text?, subdomains?]), Kind::Truth))
            }
            ("getAttr", [Reference(name), Template(path)]) if matches!(path.as_slice(), [Part::Literal(_)]) => {
                let [Part::Literal(path)] = path.as_slice() else { return None };
                self.attribute(name, path, origin, facts)
            }
            (function, _) => {
                self.refuse(
                    Code::UnsupportedRule,
                    origin,
                    format!("endpoint rules that call `{function}` are not supported"),
                );
                None
            }
        }
    }
}
