//! Names in XML and in the query protocols, in both formats. Names that are read here are valid in a document without
//! escaping.

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::XmlNamespace;

impl Node<'_> {
    /// Reads the name of an element or attribute, with or without a prefix.
    pub(super) fn xml_name(&self) -> Option<String> {
        let name = self.text()?;
        let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
        if !prefix.is_none_or(is_xml_part) || !is_xml_part(local) {
            self.error_with_help(
                Code::InvalidTrait,
                format!("`{name}` cannot be the name of an XML element or attribute"),
                "use ASCII letters, digits, `_`, `-` and `.`, with a letter or `_` first; a prefix ends with `:`",
            );
            return None;
        }
        Some(name.to_owned())
    }

    /// Reads the name of a query parameter.
    pub(super) fn query_name(&self) -> Option<String> {
        let name = self.text()?;
        if !is_xml_part(name) {
            self.error_with_help(
                Code::InvalidTrait,
                format!("`{name}` cannot be the name of a query parameter"),
                "use ASCII letters, digits, `_`, `-` and `.`, with a letter or `_` first",
            );
            return None;
        }
        Some(name.to_owned())
    }

    /// Reads an object with the URI of a namespace and an optional prefix.
    pub(super) fn xml_namespace(&self) -> Option<XmlNamespace> {
        self.object()?;
        let (uri, prefix) = (self.need("uri")?.namespace_uri(), self.get("prefix"));
        let prefix = match prefix {
            Some(node) => Some(node.prefix()?),
            None => None,
        };
        Some(XmlNamespace { uri: uri?, prefix })
    }

    /// Reads the URI of a namespace.
    pub(super) fn namespace_uri(&self) -> Option<String> {
        let uri = self.text()?;
        if uri.is_empty() || !uri.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>')) {
            self.error_with_help(
                Code::InvalidTrait,
                format!("`{}` cannot be the URI of an XML namespace", uri.escape_debug()),
                "write an absolute URI such as `https://example.com/`",
            );
            return None;
        }
        Some(uri.to_owned())
    }

    fn prefix(&self) -> Option<String> {
        let prefix = self.text()?;
        if !is_xml_part(prefix) || prefix == "xmlns" {
            self.error_with_help(
                Code::InvalidTrait,
                format!("`{prefix}` cannot be the prefix of an XML namespace"),
                "use ASCII letters, digits, `_`, `-` and `.`, with a letter or `_` first",
            );
            return None;
        }
        Some(prefix.to_owned())
    }
}

/// Returns whether a text is a valid XML name of ASCII characters without a colon.
fn is_xml_part(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
