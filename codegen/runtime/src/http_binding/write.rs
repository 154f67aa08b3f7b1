//! Where a structure writes the members of a request that are not in the body's JSON object, or those of an answer where a
//! test takes the part of the service.

use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::text_write::{TextWriter, Texts};
use super::{BindingError, Http, header_list, uri};
use crate::Wire;
use crate::wire::Out;

/// A request in the making. There is a method for each location that [`structure!`](crate::structure!) knows; each
/// takes what the location says beside its kind, a name mostly, and the member's value.
#[derive(Default)]
pub struct Outgoing {
    labels: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    query_maps: Vec<(String, String)>,
    headers: HeaderMap,
    prefixed: Vec<(String, String)>,
    body: Vec<u8>,
    /// The body's type, where there is a body.
    media: Option<&'static str>,
    /// The status of an answer.
    status: Option<String>,
}

/// Nothing of it, for it holds secrets as well.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").finish_non_exhaustive()
    }
}

/// The members of requests.
///
/// # Errors
/// That of each is a value that cannot stand there, and what the value's own wire form fails with.
impl Outgoing {
    /// A part of the path.
    pub fn label<T: Wire<F>, F>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let text = one(value).map_err(|e| e.at(format_args!("the URI's `{name}`")))?;
        self.labels.extend(text.map(|text| (name, text)));
        Ok(())
    }

    /// A part of the query, which a list's elements repeat.
    pub fn query<T: Wire<F>, F>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let all = texts(value).and_then(many).map_err(|e| e.at(format_args!("the query's `{name}`")))?;
        self.query.extend(all.into_iter().map(|text| (name, text)));
        Ok(())
    }

    /// A map whose entries are parts of the query.
    pub fn query_map<T: Wire<F>, F>(&mut self, _: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        for (name, texts) in texts(value).and_then(entries).map_err(|e| e.at("the query"))? {
            let all = many(texts).map_err(|e| e.at(format_args!("the query's `{name}`")))?;
            self.query_maps.extend(all.into_iter().map(|text| (name.clone(), text)));
        }
        Ok(())
    }

    /// A header. One that is empty is sent, for it is set.
    pub fn header<T: Wire<F>, F>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let at = |e: BindingError| e.at(format_args!("the header `{name}`"));
        let line = texts(value).and_then(|texts| line(texts, T::HTTP_DATE)).map_err(at)?;
        line.map_or(Ok(()), |line| self.put_header(name, &line))
    }

    /// A header that holds a text in base64.
    pub fn media<T: Wire<F>, F>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let text = one(value).map_err(|e| e.at(format_args!("the header `{name}`")))?;
        text.map_or(Ok(()), |text| self.put_header(name, &BASE64.encode(text)))
    }

    /// A map whose entries are headers, by what follows a prefix.
    pub fn header_prefix<T: Wire<F>, F>(
        &mut self,
        prefix: &'static str,
        value: Option<&T>,
    ) -> Result<(), BindingError> {
        let at = |e: BindingError| e.at(format_args!("the headers `{prefix}*`"));
        for (name, texts) in texts(value).and_then(entries).map_err(at)? {
            let line = line(texts, T::HTTP_DATE).map_err(at)?;
            self.prefixed.extend(line.map(|line| (format!("{prefix}{name}"), line)));
        }
        Ok(())
    }

    /// The status, which requests do not have.
    pub fn status<T: Wire<F>, F>(&mut self, _: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        self.status = one(value).map_err(|e| e.at("the status"))?;
        Ok(())
    }

    /// A body in JSON. A structure that is not set is written as an empty one.
    pub fn json<T: Wire<F>, F>(&mut self, media: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let body = match value {
            Some(value) => {
                let json = serde_json::to_vec(&Out(value, PhantomData::<F>));
                Some(json.map_err(|e| BindingError::new(e.to_string()))?)
            }
            None => T::STRUCTURE.then(|| b"{}".to_vec()),
        };
        self.put_body(media, body);
        Ok(())
    }

    /// A body that is a text.
    pub fn text<T: Wire<F>, F>(&mut self, media: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        let text = one(value).map_err(|e| e.at("the body"))?;
        self.put_body(media, text.map(String::into_bytes));
        Ok(())
    }

    /// A body of bytes.
    pub fn bytes<T: AsRef<[u8]>, F>(&mut self, media: &'static str, value: Option<&T>) -> Result<(), BindingError> {
        self.put_body(media, value.map(|bytes| bytes.as_ref().to_vec()));
        Ok(())
    }
}

impl Outgoing {
    /// A body and its type.
    pub(crate) fn put_body(&mut self, media: &'static str, body: Option<Vec<u8>>) {
        if let Some(body) = body {
            self.body = body;
            self.media = Some(media);
        }
    }

    fn put_header(&mut self, name: &str, line: &str) -> Result<(), BindingError> {
        let (name, value) = header(name, line)?;
        self.headers.try_insert(name, value).map(drop).map_err(|e| BindingError::new(e.to_string()))
    }

    /// The request, once all members are written.
    pub(crate) fn finish(mut self, http: Http) -> Result<http::Request<Vec<u8>>, crate::BoxError> {
        let uri = uri::path_and_query(http.uri, &self.labels, &self.query, &self.query_maps)?;
        self.finish_head()?;
        let mut request = http::Request::builder().method(http.method).uri(uri).body(self.body)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// The answer, once all members are written.
    #[cfg(feature = "test-util")]
    pub(crate) fn finish_answer(mut self) -> Result<http::Response<Vec<u8>>, crate::BoxError> {
        self.finish_head()?;
        let status = self.status.as_deref().unwrap_or("200").parse::<http::StatusCode>()?;
        let mut answer = http::Response::builder().status(status).body(self.body)?;
        *answer.headers_mut() = self.headers;
        Ok(answer)
    }

    fn finish_head(&mut self) -> Result<(), BindingError> {
        for (name, line) in std::mem::take(&mut self.prefixed) {
            // What a member of its own says is more to the point.
            if !self.headers.contains_key(&name) {
                self.put_header(&name, &line)?;
            }
        }
        match self.media {
            Some(media) if !self.headers.contains_key(CONTENT_TYPE) => self.put_header(CONTENT_TYPE.as_str(), media)?,
            _ => {}
        }
        Ok(())
    }
}

fn header(name: &str, line: &str) -> Result<(HeaderName, HeaderValue), BindingError> {
    let at = |e: &dyn fmt::Display| BindingError::new(format!("the header `{name}`: {e}"));
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| at(&e))?;
    let value = HeaderValue::from_bytes(line.as_bytes()).map_err(|_| at(&"it cannot hold control characters"))?;
    Ok((name, value))
}

fn texts<T: Wire<F>, F>(value: Option<&T>) -> Result<Texts, BindingError> {
    value.map_or(Ok(Texts::Null), |value| value.write(TextWriter))
}

fn one<T: Wire<F>, F>(value: Option<&T>) -> Result<Option<String>, BindingError> {
    texts(value)?.one()
}

fn many(texts: Texts) -> Result<Vec<String>, BindingError> {
    match texts {
        Texts::Many(all) => Ok(all),
        other => Ok(other.one()?.into_iter().collect()),
    }
}

fn entries(texts: Texts) -> Result<Vec<(String, Texts)>, BindingError> {
    match texts {
        Texts::Map(entries) => Ok(entries),
        Texts::Null => Ok(Vec::new()),
        Texts::One(_) | Texts::Many(_) => Err(BindingError::new("it is made of a map's entries, and this is no map")),
    }
}

fn line(texts: Texts, dates: bool) -> Result<Option<String>, BindingError> {
    match texts {
        Texts::Many(all) => Ok(Some(header_list::join(&all, dates))),
        other => other.one(),
    }
}
