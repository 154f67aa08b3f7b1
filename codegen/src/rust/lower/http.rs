//! The HTTP method, URI and host of an operation's requests.

use super::Lower;
use crate::model::http::{UriPart, UriPattern};
use crate::model::{Kind, Member};
use crate::rust::item::{HostLabel, Http};
use crate::rust::lower::types::field_names;

impl Lower<'_> {
    /// How the operation is sent, where the protocol does not say it for all.
    pub(super) fn http(&self, operation: &crate::model::Operation) -> Option<Http> {
        let http = operation.http.as_ref().filter(|_| self.model.service.protocol.is_rest())?;
        Some(Http { method: http.method.clone(), uri: self.without_bucket(operation, &http.uri).to_string() })
    }

    /// The URI without a bucket at its beginning, where the endpoint rules ask for the bucket: they put it into the URL of
    /// the endpoint, as its host or as its path.
    fn without_bucket(&self, operation: &crate::model::Operation, uri: &UriPattern) -> UriPattern {
        let mut uri = uri.clone();
        let input = operation.input.as_ref().and_then(|id| self.model.shapes.get(id));
        let tells_bucket = |label: &str| {
            let mut members = input.into_iter().flat_map(|input| input.kind.members());
            members.any(|it| it.name == label && it.traits.context_param.as_deref() == Some("Bucket"))
        };
        if let [UriPart::Literal(slash), UriPart::Label(label), ..] = uri.path.as_slice()
            && slash == "/"
            && tells_bucket(label)
        {
            uri.path.drain(..2);
            if !matches!(uri.path.first(), Some(UriPart::Literal(rest)) if rest.starts_with('/')) {
                uri.path.insert(0, UriPart::Literal("/".to_owned()));
            }
        }
        uri
    }

    /// The fields that fill the labels of the host's prefix.
    pub(super) fn host_labels(&self, operation: &crate::model::Operation) -> Vec<HostLabel> {
        let Some(prefix) = &operation.host_prefix else { return Vec::new() };
        let input = operation.input.as_ref().and_then(|id| self.model.shapes.get(id)).map(|shape| &shape.kind);
        let Some(Kind::Structure(members)) = input else { return Vec::new() };
        let labels: Vec<&str> = crate::model::host_labels(prefix).filter_map(Result::ok).collect();
        let fields = members.iter().zip(field_names(members));
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
