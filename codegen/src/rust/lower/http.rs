//! The HTTP method, URI and host of an operation's requests.

use super::Lower;
use crate::model::http::UriPart;
use crate::model::{self, Kind, Member};
use crate::rust::item::{HostLabel, Http};
use crate::rust::lower::members::member_names;

impl Lower<'_> {
    /// Returns the HTTP binding of an operation; `None` for protocols that use the same method and URI for all
    /// operations. If the endpoint ruleset has a parameter for the bucket, a bucket at the beginning of the URI is a
    /// part of the endpoint: the runtime requires the member, but does not write it to the path.
    pub(super) fn http(&self, operation: &model::Operation) -> Option<Http> {
        let http = operation.http.as_ref().filter(|_| self.model.service.protocol.is_rest())?;
        let mut uri = http.uri.to_string();
        for (at, part) in http.uri.path.iter().enumerate() {
            let UriPart::Label(label) = part else { continue };
            if let Some(form) = self.label_form(operation, label, at == 1 && uri.starts_with("/{")) {
                uri = uri.replacen(&format!("{{{label}}}"), &format!("{{{label}{form}}}"), 1);
            }
        }
        Some(Http { method: http.method.clone(), uri })
    }

    /// Returns the label with the mark that the runtime expects, if the label is not written as usual.
    fn label_form(&self, operation: &model::Operation, label: &str, is_first: bool) -> Option<String> {
        if is_first && self.is_in_endpoint(operation, label, "Bucket") {
            return Some("!".to_owned());
        }
        let (_, members) = self.members(operation.input.as_ref())?;
        let member = members.iter().find(|member| member.name == label)?;
        let target = self.model.shapes.get(&member.target)?;
        let default = member.traits.label_default.map(|value| format!("={value}"));
        default.or_else(|| target.traits.last_segment.then(|| "/".to_owned()))
    }

    /// Returns the host prefix of an operation. A prefix that is the account is dropped if the endpoint ruleset puts
    /// the account into the host itself, as that of Amazon S3 Control does.
    pub(super) fn host_prefix(&self, operation: &model::Operation) -> Option<String> {
        let prefix = operation.host_prefix.clone()?;
        let label = prefix.strip_prefix('{').and_then(|rest| rest.strip_suffix("}."));
        let is_in_endpoint = label.is_some_and(|label| self.is_in_endpoint(operation, label, "AccountId"));
        (!is_in_endpoint).then_some(prefix)
    }

    /// Returns whether the member of a label is this endpoint parameter, which the ruleset puts into the host or the
    /// path of the endpoint.
    fn is_in_endpoint(&self, operation: &model::Operation, label: &str, parameter: &str) -> bool {
        let rules = self.model.service.endpoint_rules.as_ref();
        let input = operation.input.as_ref().and_then(|id| self.model.shapes.get(id));
        let mut members = input.into_iter().flat_map(|input| input.kind.members());
        rules.is_some_and(|rules| rules.parameters.iter().any(|it| it.name == parameter))
            && members.any(|it| it.name == label && it.traits.context_param.as_deref() == Some(parameter))
    }

    /// Returns the fields for the labels of the host prefix.
    pub(super) fn host_labels(&self, operation: &model::Operation) -> Vec<HostLabel> {
        let Some(prefix) = &self.host_prefix(operation) else { return Vec::new() };
        let Some((input, members)) = self.members(operation.input.as_ref()) else { return Vec::new() };
        let labels: Vec<&str> = model::host_labels(prefix).filter_map(Result::ok).collect();
        let fields = members.iter().zip(member_names(self.model, input));
        let fields = fields.filter(|(member, _)| member.traits.host_label && labels.contains(&member.name.as_str()));
        let label = |(member, field): (&Member, String)| HostLabel {
            label: member.name.clone(),
            field,
            is_enum: self.model.shapes.get(&member.target).is_some_and(|shape| matches!(shape.kind, Kind::Enum(_))),
            is_deprecated: member.traits.deprecated.is_some(),
        };
        fields.map(label).collect()
    }
}
