//! An answer as it came, or a request where a test takes the part of the service, from which a structure reads its
//! members.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_core::de::value::MapDeserializer;

use super::text_read::{Elements, Header, Text};
use super::{BindingError, Place, has_payload};
use crate::unquoted::unquoted;
use crate::wire::Nullable;
use crate::{BoxError, Protocol, Structure, Wire, structure};

/// An answer, or a request. There is a method for each location that [`structure!`](crate::structure!) knows; each takes what the
/// location says beside its kind, a name mostly, and gives the member's value.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// Whether the protocol has HTTP bindings. Where it has not, all members are in the body.
    bound: bool,
    /// The parts of a request's URI; nothing for an answer.
    asked: Option<&'a Asked>,
}

/// What a request's URI holds, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
}

/// Not the headers and the body, which hold secrets as well.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("status", &self.status).finish_non_exhaustive()
    }
}

impl<'a> Incoming<'a> {
    pub(crate) fn new<B: AsRef<[u8]>>(protocol: Protocol, answer: &'a http::Response<B>) -> Self {
        let (status, headers, body) = (answer.status(), answer.headers(), answer.body().as_ref());
        Self { status, headers, body, bound: is_bound(protocol), asked: None }
    }

    /// A request that came to whoever takes the part of the service.
    #[cfg(feature = "test-util")]
    pub(crate) fn request(protocol: Protocol, request: &'a http::Request<Vec<u8>>, asked: &'a Asked) -> Self {
        Self {
            status: StatusCode::OK,
            headers: request.headers(),
            body: request.body(),
            bound: is_bound(protocol),
            asked: Some(asked),
        }
    }

    /// A structure from wherever its members are. An empty body has none. An error quotes no text of them.
    pub(crate) fn read<T: Structure>(&self) -> Result<T, BoxError> {
        self.members().map_err(|error| unquoted(&error).into())
    }

    fn members<T: Structure>(&self) -> Result<T, BoxError> {
        let mut value = T::default();
        let mut places = None;
        if self.bound {
            value.read_bound(self)?;
            places = T::PLACES;
        }
        let in_body = if self.asked.is_some() { Place::in_request } else { Place::in_answer };
        let has_body = places.is_none_or(|all| all.iter().any(|(_, place)| in_body(*place)));
        if !self.body.is_empty() && has_body && !has_payload(places) {
            let mut from = serde_json::Deserializer::from_slice(self.body);
            structure::read_into(&mut value, (places, in_body), &mut from)?;
            from.end()?;
        }
        Ok(value)
    }

    /// A header by its name, whatever its case.
    fn lines(&self, name: &'static str, dates: bool) -> Result<Option<Header<'a>>, BindingError> {
        let lines = self.headers.get_all(name).iter().map(|value| line(name, value)).collect::<Result<Vec<_>, _>>()?;
        Ok((!lines.is_empty()).then_some(Header { lines, elements: Elements::of_header(dates) }))
    }
}

fn is_bound(protocol: Protocol) -> bool {
    match protocol {
        Protocol::AwsJson { .. } | Protocol::AwsQueryCompatible { .. } => false,
        Protocol::RestJson => true,
    }
}

/// The members of answers, and of requests.
///
/// # Errors
/// That of each is a value of another type than the model's.
impl Incoming<'_> {
    /// A part of the path, which answers do not have.
    pub fn label<T: Wire<F>, F>(&self, name: &'static str) -> Result<Option<T>, BindingError> {
        let labels = self.asked.map_or(&[][..], |asked| &asked.labels);
        let Some((_, text)) = labels.iter().find(|(label, _)| label == name) else { return Ok(None) };
        T::read(Text(text.into())).map(Some).map_err(|e| e.at(format_args!("the URI's `{name}`")))
    }

    /// A part of the query, which answers do not have. Several of one name are a list.
    pub fn query<T: Wire<F>, F>(&self, name: &'static str) -> Result<Option<T>, BindingError> {
        let query = self.asked.map_or(&[][..], |asked| &asked.query);
        let lines: Vec<_> = query.iter().filter(|(key, _)| key == name).map(|(_, text)| text.as_str()).collect();
        if lines.is_empty() {
            return Ok(None);
        }
        let list = Header { lines, elements: Elements::Lines };
        T::read(list).map(Some).map_err(|e| e.at(format_args!("the query's `{name}`")))
    }

    /// The whole query as a map, which answers do not have.
    pub fn query_map<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        let query = self.asked.map_or(&[][..], |asked| &asked.query);
        let mut entries: Vec<(Text<'_>, Header<'_>)> = Vec::new();
        for (key, text) in query {
            match entries.iter_mut().find(|(name, _)| name.0 == *key) {
                Some((_, list)) => list.lines.push(text),
                None => entries.push((Text(key.into()), Header { lines: vec![text], elements: Elements::Lines })),
            }
        }
        if entries.is_empty() {
            return Ok(None);
        }
        T::read(MapDeserializer::new(entries.into_iter())).map(Some).map_err(|e| e.at("the query"))
    }

    /// A header.
    pub fn header<T: Wire<F>, F>(&self, name: &'static str) -> Result<Option<T>, BindingError> {
        let Some(header) = self.lines(name, T::HTTP_DATE)? else { return Ok(None) };
        T::read(header).map(Some).map_err(|e| e.at(format_args!("the header `{name}`")))
    }

    /// A header that holds a text in base64.
    pub fn media<T: Wire<F>, F>(&self, name: &'static str) -> Result<Option<T>, BindingError> {
        let Some(header) = self.lines(name, false)? else { return Ok(None) };
        let at = |e: &dyn fmt::Display| BindingError::new(format!("the header `{name}`: {e}"));
        let bytes = BASE64.decode(header.lines.first().copied().unwrap_or_default()).map_err(|e| at(&e))?;
        let text = String::from_utf8(bytes).map_err(|e| at(&e))?;
        T::read(Text(text.into())).map(Some).map_err(|e| at(&e))
    }

    /// The headers that begin with a prefix, as a map by what follows it. Where there is none, there is no map.
    pub fn header_prefix<T: Wire<F>, F>(&self, prefix: &'static str) -> Result<Option<T>, BindingError> {
        let mut entries = Vec::new();
        for name in self.headers.keys() {
            let Some(key) = without_prefix(name.as_str(), prefix) else { continue };
            let lines = self.headers.get_all(name).iter().map(|value| line(name.as_str(), value));
            let lines = lines.collect::<Result<Vec<_>, _>>()?;
            entries.push((Text(Cow::Borrowed(key)), Header { lines, elements: Elements::of_header(T::HTTP_DATE) }));
        }
        if entries.is_empty() {
            return Ok(None);
        }
        let map = T::read(MapDeserializer::new(entries.into_iter()));
        map.map(Some).map_err(|e| e.at(format_args!("the headers `{prefix}*`")))
    }

    /// The status.
    pub fn status<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        T::read(Text(self.status.as_str().into())).map(Some).map_err(|e| e.at("the status"))
    }

    /// A body in JSON. An empty one is none.
    pub fn json<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        let mut from = serde_json::Deserializer::from_slice(self.body);
        let value = serde_core::de::DeserializeSeed::deserialize(Nullable::<T, F>::NEW, &mut from);
        let value = value.and_then(|value| from.end().map(|()| value));
        value.map_err(|e| BindingError::new(e.to_string()))
    }

    /// A body that is a text. An empty one is none.
    pub fn text<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(self.body).map_err(|e| BindingError::new(format!("the body: {e}")))?;
        T::read(Text(text.into())).map(Some).map_err(|e| e.at("the body"))
    }

    /// A body of bytes. An empty one is none.
    pub fn bytes<T: From<Vec<u8>>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        Ok((!self.body.is_empty()).then(|| T::from(self.body.to_vec())))
    }
}

fn line<'a>(name: &str, value: &'a HeaderValue) -> Result<&'a str, BindingError> {
    std::str::from_utf8(value.as_bytes()).map_err(|e| BindingError::new(format!("the header `{name}`: {e}")))
}

/// What follows a prefix of whatever case.
fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
