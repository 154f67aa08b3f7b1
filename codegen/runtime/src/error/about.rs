//! The operation and the response of an error.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;

use super::message::{CauseLine, root_cause};
use super::{Failure, OneLine, OperationError, ResponseMetadata};

/// The parts of an error except the operation's error enum. The type is the same for all operations, so that its
/// functions are compiled once.
pub(crate) struct About {
    /// The name of the operation.
    pub(crate) operation: &'static str,
    /// The metadata of the response.
    pub(crate) response: ResponseMetadata,
    /// The raw response; `None` if there was no response, or its body broke off.
    pub(crate) raw_response: Option<http::Response<Bytes>>,
}

/// An [`About`] whose destructor is called through a trait object. Otherwise each crate that uses the type would
/// compile the destructor again, which is long, because a response has headers.
pub(crate) struct AboutBox(Box<dyn Boxed>);

trait Boxed: Send + Sync {
    fn get(&self) -> &About;
    fn get_mut(&mut self) -> &mut About;
}

impl Boxed for About {
    fn get(&self) -> &About {
        self
    }

    fn get_mut(&mut self) -> &mut About {
        self
    }
}

impl Deref for AboutBox {
    type Target = About;

    fn deref(&self) -> &About {
        self.0.get()
    }
}

impl DerefMut for AboutBox {
    fn deref_mut(&mut self) -> &mut About {
        self.0.get_mut()
    }
}

impl About {
    /// Describes an error without a response.
    #[cold]
    pub(crate) fn request(operation: &'static str) -> AboutBox {
        Self::response(operation, ResponseMetadata::default())
    }

    /// Describes an error of a response whose body is not kept.
    #[cold]
    pub(crate) fn response(operation: &'static str, response: ResponseMetadata) -> AboutBox {
        Self { operation, response, raw_response: None }.boxed()
    }

    pub(crate) fn boxed(self) -> AboutBox {
        AboutBox(Box::new(self))
    }

    /// Writes the error in one line.
    pub(crate) fn display(&self, kind: &dyn OperationError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, response, .. } = self;
        write!(f, "{operation}: ")?;
        match (kind.failure(), &response.code) {
            (Some(Failure::Service) | None, Some(code)) => write!(f, "{}", OneLine(code))?,
            (Some(failure), _) => f.write_str(failure.describe())?,
            (None, None) => f.write_str("error")?,
        }
        if let Some(message) = &response.message {
            write!(f, ": {}", OneLine(message))?;
        } else if let Some(page) = &response.page {
            let colon = if page.is_empty() { "" } else { ": " };
            write!(f, ": the response is an HTML page{colon}{}", OneLine(page))?;
        } else if let Some(source) = kind.failure().and_then(Failure::cause) {
            write!(f, ": {}", CauseLine(&root_cause(source)))?;
        }
        match (response.status, &response.request_id) {
            (Some(status), Some(id)) => write!(f, " (HTTP {status}, request id {})", OneLine(id)),
            (Some(status), None) => match response.host.as_ref().filter(|_| response.page.is_some()) {
                Some(host) => write!(f, " (HTTP {status} from {host})"),
                None => write!(f, " (HTTP {status})"),
            },
            (None, _) => Ok(()),
        }
    }

    /// Writes the line of [`display`](Self::display), or every field for `{:#?}`.
    pub(crate) fn debug(&self, kind: &dyn OperationError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return self.display(kind, f);
        }
        let Self { operation, response, .. } = self;
        let line = |text: Option<&str>| text.map(|text| OneLine(text).to_string());
        f.debug_struct("Error")
            .field("operation", operation)
            .field("kind", &kind)
            .field("status", &response.status)
            .field("request_id", &line(response.request_id.as_deref()))
            .field("code", &line(response.code.as_deref()))
            .field("message", &line(response.message.as_deref()))
            .finish()
    }
}
