//! HTTP bindings of REST protocols: <https://smithy.io/2.0/spec/http-bindings.html>.

use std::collections::HashSet;

use crate::diagnostic::Origin;

/// `smithy.api#http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method, such as `GET`.
    pub method: String,
    /// The URI.
    pub uri: UriPattern,
    /// The status of a successful response.
    pub code: u16,
    /// The place in the source.
    pub origin: Origin,
}

/// The part of a request or a response that a member is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// `smithy.api#httpLabel`: in the URI, at the label of the member's name.
    Label,
    /// `smithy.api#httpQuery`.
    Query(String),
    /// `smithy.api#httpQueryParams`.
    QueryParams,
    /// `smithy.api#httpHeader`.
    Header(String),
    /// `smithy.api#httpPrefixHeaders`.
    PrefixHeaders(String),
    /// `smithy.api#httpPayload`: the member is the body.
    Payload,
    /// `smithy.api#httpResponseCode`.
    ResponseCode,
}

impl Binding {
    /// Returns the name of the trait.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Label => "httpLabel",
            Self::Query(_) => "httpQuery",
            Self::QueryParams => "httpQueryParams",
            Self::Header(_) => "httpHeader",
            Self::PrefixHeaders(_) => "httpPrefixHeaders",
            Self::Payload => "httpPayload",
            Self::ResponseCode => "httpResponseCode",
        }
    }
}

/// A URI with labels: `/things/{thing}/{path+}?all`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UriPattern {
    /// Literal text and labels, from the first `/` up to the query.
    pub path: Vec<UriPart>,
    /// The literal query, without `?`; empty if there is none.
    pub query: String,
}

/// A part of a URI's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriPart {
    /// Literal text.
    Literal(String),
    /// `{name}`.
    Label(String),
    /// `{name+}`: a greedy label, whose value may contain slashes.
    Greedy(String),
}

impl UriPattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// The reason, if the pattern does not begin with `/`, its braces do not match, it has a character that is not
    /// valid in a URI, it has a label twice, or a greedy label is not the last one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        if !path.starts_with('/') {
            return Err("it does not begin with `/`".into());
        }
        if let Some(c) =
            text.chars().find(|&c| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '#'))
        {
            return Err(format!("`{}` cannot be part of a URI", c.escape_default()));
        }
        if query.contains(['{', '}']) {
            return Err("its query has a brace, and labels are part of the path".into());
        }
        let mut parts = Vec::new();
        let mut rest = path;
        while !rest.is_empty() {
            let (literal, label) = match rest.split_once('{') {
                None => (rest, None),
                Some((literal, after)) => {
                    let (label, after) = after.split_once('}').ok_or("a label is not closed")?;
                    rest = after;
                    (literal, Some(label))
                }
            };
            if literal.contains('}') {
                return Err("it has a `}` without a `{`".into());
            }
            if !literal.is_empty() {
                parts.push(UriPart::Literal(literal.to_owned()));
            }
            let Some(label) = label else { break };
            parts.push(Self::label(label)?);
        }
        Self { path: parts, query: query.to_owned() }.checked()
    }

    fn label(text: &str) -> Result<UriPart, String> {
        let (name, greedy) = text.strip_suffix('+').map_or((text, false), |name| (name, true));
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            return Err(format!("`{{{text}}}` is not a label"));
        }
        Ok(if greedy { UriPart::Greedy(name.to_owned()) } else { UriPart::Label(name.to_owned()) })
    }

    fn checked(self) -> Result<Self, String> {
        let mut labels = HashSet::new();
        let mut greedy = false;
        for part in &self.path {
            let (UriPart::Label(name) | UriPart::Greedy(name)) = part else { continue };
            if greedy {
                return Err(format!("the label `{name}` comes after a greedy one"));
            }
            if !labels.insert(name) {
                return Err(format!("the label `{name}` appears twice"));
            }
            greedy = matches!(part, UriPart::Greedy(_));
        }
        Ok(self)
    }

    /// Returns the names of the labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.path.iter().filter_map(|part| match part {
            UriPart::Literal(_) => None,
            UriPart::Label(name) | UriPart::Greedy(name) => Some(name.as_str()),
        })
    }

    /// Renames labels. A label for which `name` returns `None` keeps its name.
    pub fn rename(&mut self, name: impl Fn(&str) -> Option<String>) {
        for part in &mut self.path {
            if let UriPart::Label(label) | UriPart::Greedy(label) = part
                && let Some(new) = name(label)
            {
                *label = new;
            }
        }
    }
}

impl std::fmt::Display for UriPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for part in &self.path {
            match part {
                UriPart::Literal(text) => f.write_str(text)?,
                UriPart::Label(name) => write!(f, "{{{name}}}")?,
                UriPart::Greedy(name) => write!(f, "{{{name}+}}")?,
            }
        }
        if self.query.is_empty() { Ok(()) } else { write!(f, "?{}", self.query) }
    }
}
