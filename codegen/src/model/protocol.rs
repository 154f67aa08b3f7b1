//! The protocols of services: which of them are supported, and their order of preference. The names of protocols in a
//! format and the serialization of requests are elsewhere.

/// A protocol between a client and a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.
    AwsJson {
        /// `1.0` or `1.1`.
        version: String,
        /// `aws.protocols#awsQueryCompatible`: the service used `awsQuery` before, and still sends the error codes of
        /// that protocol.
        query_compatible: bool,
    },
    /// `aws.protocols#restJson1`.
    RestJson,
    /// `aws.protocols#restXml`.
    RestXml {
        /// `noErrorWrapping`: the root of an error response is `Error` and not `ErrorResponse`. botocore's models do
        /// not have this, so that a client has to accept both.
        no_error_wrapping: bool,
    },
    /// `aws.protocols#awsQuery`. Requests name [`Service::version`](super::Service::version).
    AwsQuery,
    /// `aws.protocols#ec2Query`. Requests name [`Service::version`](super::Service::version).
    Ec2Query,
    /// `smithy.protocols#rpcv2Cbor`. Requests name [`Service::target_prefix`](super::Service::target_prefix).
    RpcV2Cbor {
        /// `aws.protocols#awsQueryCompatible`, as for `AwsJson`.
        query_compatible: bool,
    },
    /// An unsupported protocol, by the id of its trait: only types are generated.
    Unsupported(String),
    /// The model lists no protocol.
    None,
}

impl Protocol {
    /// Returns whether operations can be generated for the protocol. For other protocols, only types are generated.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        !matches!(self, Self::Unsupported(_) | Self::None)
    }

    /// Returns the feature of the runtime that contains the protocol's codec; `None` if no feature is needed.
    #[must_use]
    pub fn runtime_feature(&self) -> Option<&'static str> {
        match self {
            Self::RestXml { .. } => Some("xml"),
            Self::AwsQuery | Self::Ec2Query => Some("query"),
            Self::RpcV2Cbor { .. } => Some("cbor"),
            Self::AwsJson { .. } | Self::RestJson | Self::Unsupported(_) | Self::None => None,
        }
    }

    /// Returns the id of the protocol's trait; empty for [`None`](Self::None).
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::AwsJson { version, .. } => format!("aws.protocols#awsJson{}", version.replace('.', "_")),
            Self::RestJson => "aws.protocols#restJson1".to_owned(),
            Self::RestXml { .. } => "aws.protocols#restXml".to_owned(),
            Self::AwsQuery => "aws.protocols#awsQuery".to_owned(),
            Self::Ec2Query => "aws.protocols#ec2Query".to_owned(),
            Self::RpcV2Cbor { .. } => "smithy.protocols#rpcv2Cbor".to_owned(),
            Self::Unsupported(id) => id.clone(),
            Self::None => String::new(),
        }
    }

    /// Returns the name of the protocol's trait, without the namespace.
    #[must_use]
    pub fn name(&self) -> String {
        let id = self.id();
        id.split_once('#').map_or(id.clone(), |(_, name)| name.to_owned())
    }

    /// Returns whether the protocol has HTTP bindings: members in the URI, in headers and in the body.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        matches!(self, Self::RestJson | Self::RestXml { .. })
    }

    /// Returns whether requests are forms, and errors have the codes of `aws.protocols#awsQueryError`.
    #[must_use]
    pub fn is_query(&self) -> bool {
        matches!(self, Self::AwsQuery | Self::Ec2Query)
    }

    /// Returns whether the service used `awsQuery` before, and sends the error codes of that protocol in a header.
    #[must_use]
    pub fn was_query(&self) -> bool {
        matches!(self, Self::AwsJson { query_compatible: true, .. } | Self::RpcV2Cbor { query_compatible: true })
    }

    /// Returns whether XML traits determine names in requests or responses. Responses of the query protocols are XML,
    /// too.
    #[must_use]
    pub fn has_xml_names(&self) -> bool {
        matches!(self, Self::RestXml { .. } | Self::AwsQuery | Self::Ec2Query)
    }

    /// Returns whether values may be documents, which are JSON values of any form. XML, forms and `rpcv2Cbor` cannot
    /// hold them.
    #[must_use]
    pub fn has_documents(&self) -> bool {
        !matches!(self, Self::RestXml { .. } | Self::AwsQuery | Self::Ec2Query | Self::RpcV2Cbor { .. })
    }

    /// Returns whether `smithy.api#jsonName` determines the names of members.
    #[must_use]
    pub fn has_json_names(&self) -> bool {
        matches!(self, Self::AwsJson { .. } | Self::RestJson)
    }

    /// Returns whether a name identifies this protocol: the id or the name of its trait, or botocore's name. Case does
    /// not matter.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let names = [self.id(), self.name(), self.botocore_name().to_owned()];
        !name.is_empty() && names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Returns botocore's name of the protocol; empty if botocore has none.
    #[must_use]
    pub fn botocore_name(&self) -> &'static str {
        match self {
            Self::AwsJson { .. } => "json",
            Self::RestJson => "rest-json",
            Self::RestXml { .. } => "rest-xml",
            Self::AwsQuery => "query",
            Self::Ec2Query => "ec2",
            Self::RpcV2Cbor { .. } => "smithy-rpc-v2-cbor",
            Self::Unsupported(_) | Self::None => "",
        }
    }

    /// Returns the rank of the protocol in the order of preference. The most compact format has rank 0.
    #[must_use]
    pub(crate) fn rank(&self) -> usize {
        match self {
            Self::RpcV2Cbor { .. } => 0,
            Self::AwsJson { version, .. } if version == "1.0" => 1,
            Self::AwsJson { .. } => 2,
            Self::RestJson => 3,
            Self::RestXml { .. } => 4,
            Self::AwsQuery => 5,
            Self::Ec2Query => 6,
            Self::Unsupported(_) => 7,
            Self::None => 8,
        }
    }

    /// Returns the names of all supported protocols as a sentence lists them.
    #[must_use]
    pub(crate) fn supported() -> String {
        let json = |version: &str| Self::AwsJson { version: version.to_owned(), query_compatible: false };
        let all = [
            json("1.0"),
            json("1.1"),
            Self::RestJson,
            Self::RestXml { no_error_wrapping: false },
            Self::AwsQuery,
            Self::Ec2Query,
            Self::RpcV2Cbor { query_compatible: false },
        ];
        let names: Vec<String> = all.iter().filter(|it| it.is_supported()).map(Self::name).collect();
        listed(&names)
    }
}

/// Joins names as a sentence lists them: `a, b and c`.
#[must_use]
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::Protocol;

    fn all() -> Vec<(Protocol, &'static str)> {
        let json = |version: &str| Protocol::AwsJson { version: version.to_owned(), query_compatible: true };
        vec![
            (Protocol::RpcV2Cbor { query_compatible: true }, "smithy.protocols#rpcv2Cbor"),
            (json("1.0"), "aws.protocols#awsJson1_0"),
            (json("1.1"), "aws.protocols#awsJson1_1"),
            (Protocol::RestJson, "aws.protocols#restJson1"),
            (Protocol::RestXml { no_error_wrapping: true }, "aws.protocols#restXml"),
            (Protocol::AwsQuery, "aws.protocols#awsQuery"),
            (Protocol::Ec2Query, "aws.protocols#ec2Query"),
            (Protocol::Unsupported("alloy#simpleRestJson".to_owned()), "alloy#simpleRestJson"),
            (Protocol::None, ""),
        ]
    }

    #[test]
    fn each_protocol_has_its_id_and_they_are_in_the_order_of_preference() {
        for (i, (protocol, id)) in all().iter().enumerate() {
            assert_eq!(protocol.id(), *id);
            assert_eq!(protocol.rank(), i, "{id}");
        }
    }

    #[test]
    fn both_rest_protocols_are_rest() {
        let rest: Vec<String> = all().iter().map(|(it, _)| it).filter(|it| it.is_rest()).map(Protocol::name).collect();
        assert_eq!(rest, ["restJson1", "restXml"]);
    }

    #[test]
    fn a_protocol_is_found_by_smithys_and_by_botocores_names_in_any_case() {
        let words = [
            ("smithy.protocols#rpcv2Cbor", 0),
            ("SMITHY-RPC-V2-CBOR", 0),
            ("awsjson1_0", 1),
            ("awsJson1_1", 2),
            ("rest-json", 3),
            ("RESTXML", 4),
            ("rest-xml", 4),
            ("aws.protocols#awsquery", 5),
            ("query", 5),
            ("ec2", 6),
            ("ec2Query", 6),
            ("simpleRestJson", 7),
        ];
        for (word, at) in words {
            let found = all().iter().position(|(protocol, _)| protocol.is_called(word));
            assert_eq!(found, Some(at), "{word}");
        }
        assert!(!all().iter().any(|(protocol, _)| protocol.is_called("") || protocol.is_called("xml")));
        assert_eq!(all().iter().filter(|(protocol, _)| protocol.is_called("json")).count(), 2, "of either version");
    }

    #[test]
    fn what_is_supported_is_listed_as_a_sentence_has_it() {
        assert!(Protocol::supported().starts_with("awsJson1_0, awsJson1_1"));
        assert!(Protocol::supported().contains(" and "));
    }
}
