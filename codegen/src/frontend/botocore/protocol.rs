//! The protocols in a service's metadata, by botocore's names.

use crate::diagnostic::Code;
use crate::frontend::json::Node;
use crate::frontend::protocol;
use crate::model::Protocol;
use crate::suggest::{did_you_mean, nearest};

/// botocore's names of protocols.
const NAMES: &[&str] = &["json", "rest-json", "rest-xml", "query", "ec2", "smithy-rpc-v2-cbor"];

/// Reads the protocol to generate, and the others that are listed. `asked` selects one of them by name.
pub(super) fn protocols(metadata: &Node<'_>, asked: Option<&str>) -> Option<(Protocol, Vec<Protocol>)> {
    let all = metadata.get("protocols");
    let mut listed: Vec<&str> = all.iter().flat_map(Node::elements).filter_map(|node| node.text()).collect();
    let named = metadata.need("protocol")?;
    let first = named.text()?;
    if !NAMES.contains(&first) {
        let near = nearest(first, NAMES.iter().copied());
        let help = near.map_or(format!("expected one of {}", NAMES.join(", ")), did_you_mean);
        named.error_with_help(Code::UnsupportedProtocol, format!("there is no protocol `{first}`"), help);
        return None;
    }
    listed.push(first);
    let query_compatible = metadata.get("awsQueryCompatible").is_some();
    let mut known = Vec::new();
    for name in listed {
        known.extend(match name {
            "json" => Some(Protocol::AwsJson { version: json_version(metadata)?, query_compatible }),
            "rest-json" => Some(Protocol::RestJson),
            // botocore does not state the element around errors.
            "rest-xml" => Some(Protocol::RestXml { no_error_wrapping: false }),
            "query" => Some(Protocol::AwsQuery),
            "ec2" => Some(Protocol::Ec2Query),
            "smithy-rpc-v2-cbor" => Some(Protocol::RpcV2Cbor { query_compatible }),
            _ => None,
        });
    }
    protocol::choose(known, asked, &named)
}

fn json_version(metadata: &Node<'_>) -> Option<String> {
    let Some(version) = metadata.get("jsonVersion") else { return Some("1.1".to_owned()) };
    match version.text()? {
        known @ ("1.0" | "1.1") => Some(known.to_owned()),
        other => {
            version.error_with_help(
                Code::UnsupportedProtocol,
                format!("there is no version `{other}` of the json protocol"),
                "use `1.0` or `1.1`",
            );
            None
        }
    }
}
