//! An answer as it came, from which a structure reads its members.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_core::de::value::MapDeserializer;

use super::text_read::{Header, Text};
use super::{BindingError, has_payload};
use crate::wire::Nullable;
use crate::{BoxError, Protocol, Structure, Wire, structure};

/// An answer. There is a method for each location that [`structure!`](crate::structure!) knows; each takes what the
/// location says beside its kind, a name mostly, and gives the member's value.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// Whether the protocol has HTTP bindings. Where it has not, all members are in the body.
    bound: bool,
}

/// Not the headers and the body, which hold secrets as well.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("status", &self.status).finish_non_exhaustive()
    }
}

impl<'a> Incoming<'a> {
    pub(crate) fn new<B: AsRef<[u8]>>(protocol: Protocol, answer: &'a http::Response<B>) -> Self {
        let bound = match protocol {
            Protocol::AwsJson { .. } | Protocol::AwsQueryCompatible { .. } => false,
            Protocol::RestJson => true,
        };
        Self { status: answer.status(), headers: answer.headers(), body: answer.body().as_ref(), bound }
    }

    /// A structure from wherever its members are. An empty body has none.
    pub(crate) fn read<T: Structure>(&self) -> Result<T, BoxError> {
        let mut value = T::default();
        let mut places = None;
        if self.bound {
            value.read_bound(self)?;
            places = T::PLACES;
        }
        let in_body = places.is_none_or(|all| all.iter().any(|(_, place)| place.in_answer()));
        if !self.body.is_empty() && in_body && !has_payload(places) {
            let mut from = serde_json::Deserializer::from_slice(self.body);
            structure::read_into(&mut value, places, &mut from)?;
            from.end()?;
        }
        Ok(value)
    }

    /// A header by its name, whatever its case.
    fn lines(&self, name: &'static str, dates: bool) -> Result<Option<Header<'a>>, BindingError> {
        let lines = self.headers.get_all(name).iter().map(|value| line(name, value)).collect::<Result<Vec<_>, _>>()?;
        Ok((!lines.is_empty()).then_some(Header { lines, dates }))
    }
}

/// The members of answers.
///
/// # Errors
/// That of each is a value of another type than the model's.
impl Incoming<'_> {
    /// A part of the path, which answers do not have.
    pub fn label<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        Ok(None)
    }

    /// A part of the query, which answers do not have.
    pub fn query<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        Ok(None)
    }

    /// A map of the query, which answers do not have.
    pub fn query_map<T: Wire<F>, F>(&self, _: &'static str) -> Result<Option<T>, BindingError> {
        Ok(None)
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
            entries.push((Text(Cow::Borrowed(key)), Header { lines, dates: T::HTTP_DATE }));
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
