//! Streams of pages and items. A page is requested only when the stream is polled for it.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Client, MetadataFuture};
use crate::{
    Error, Failure, Operation, OperationError, PaginatedItems, PaginatedOperation, Paginator, ResponseMetadata,
    WithMetadata,
};

/// The result of polling a stream: `None` at the end, otherwise a value or an error.
type Next<T, O> = Option<Result<T, Error<<O as Operation>::Error>>>;

/// A stream of the pages of an operation. Each page is requested when the stream is polled for it.
///
/// The stream ends after an error. If the service returns the same page token twice, the stream returns the page with the
/// token, and then an error with [`RepeatedPageToken`](crate::RepeatedPageToken) as its cause. If the page token cannot
/// be read, it returns the page, and then an error with [`UnreadablePageToken`](crate::UnreadablePageToken).
#[must_use = "a stream sends nothing until it is polled"]
pub struct Pages<O: PaginatedOperation> {
    client: Client,
    paginator: Paginator<O>,
    call: Option<MetadataFuture<O>>,
    /// The metadata of the last page.
    metadata: Option<ResponseMetadata>,
}

// `SendFuture` boxes what needs pinning.
impl<O: PaginatedOperation> Unpin for Pages<O> {}

impl<O: PaginatedOperation> Pages<O> {
    /// Creates the stream that starts with this input. Generated builders call it.
    pub fn new(client: Client, input: O::Input) -> Self {
        Self { client, paginator: Paginator::new(input), call: None, metadata: None }
    }

    /// Returns the next page, or `None` at the end. It needs no stream extension trait.
    pub async fn next(&mut self) -> Next<O::Output, O> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns all pages.
    ///
    /// # Errors
    /// The first error of a request or of a page token, with the pages before it.
    pub async fn collect(mut self) -> Result<Vec<O::Output>, CollectError<O::Output, O::Error>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            match page {
                Ok(page) => pages.push(page),
                Err(error) => return Err(CollectError::new(pages, error, "page")),
            }
        }
        Ok(pages)
    }

    /// Returns the metadata of the last page. `None` before the first page, and after an error, which has its own.
    #[must_use]
    pub fn metadata(&self) -> Option<&ResponseMetadata> {
        self.metadata.as_ref()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Next<O::Output, O>> {
        let mut call = match self.call.take() {
            Some(call) => call,
            None => match self.paginator.next_input() {
                Ok(Some(input)) => self.client.invoke::<O>(input.clone()).with_metadata(),
                Ok(None) => return Poll::Ready(None),
                Err(error) => {
                    self.paginator.stop();
                    let failure = Failure::Response(error.into_source());
                    return Poll::Ready(Some(Err(Error::failed(O::NAME, failure, ResponseMetadata::default()))));
                }
            },
        };
        let Poll::Ready(response) = Pin::new(&mut call).poll(context) else {
            self.call = Some(call);
            return Poll::Pending;
        };
        Poll::Ready(Some(match response {
            Ok(WithMetadata { output, metadata }) => {
                self.paginator.advance(&output);
                self.metadata = Some(metadata);
                Ok(output)
            }
            Err(error) => {
                self.paginator.stop();
                self.metadata = None;
                Err(error)
            }
        }))
    }
}

impl<O: PaginatedOperation> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<O: PaginatedOperation> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&O::NAME).finish()
    }
}

/// A stream of the items in the pages of an operation. Errors are the same as those of [`Pages`].
#[must_use = "a stream sends nothing until it is polled"]
pub struct Items<O: PaginatedItems<KEY>, const KEY: usize = 0> {
    pages: Pages<O>,
    page: std::vec::IntoIter<O::Item>,
}

impl<O: PaginatedItems<KEY>, const KEY: usize> Unpin for Items<O, KEY> {}

impl<O: PaginatedItems<KEY>, const KEY: usize> Items<O, KEY> {
    /// Creates the stream of the items in these pages. Generated builders call it.
    pub fn new(pages: Pages<O>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// Returns the next item, or `None` at the end. It needs no stream extension trait.
    pub async fn next(&mut self) -> Next<O::Item, O> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Returns the metadata of the page that the last item came from, with the items that could not be read.
    #[must_use]
    pub fn metadata(&self) -> Option<&ResponseMetadata> {
        self.pages.metadata()
    }

    /// Returns all items.
    ///
    /// # Errors
    /// The first error of a request or of a page token, with the items before it.
    pub async fn collect(mut self) -> Result<Vec<O::Item>, CollectError<O::Item, O::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            match item {
                Ok(item) => items.push(item),
                Err(error) => return Err(CollectError::new(items, error, "item")),
            }
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Next<O::Item, O>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = O::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: PaginatedItems<KEY>, const KEY: usize> Stream for Items<O, KEY> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<O: PaginatedItems<KEY>, const KEY: usize> fmt::Debug for Items<O, KEY> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&O::NAME).finish()
    }
}

/// The error of [`Items::collect`] and [`Pages::collect`]. It keeps the items or the pages that were read before the error.
pub struct CollectError<T, E>(Box<Parts<T, E>>);

struct Parts<T, E> {
    items: Vec<T>,
    error: Error<E>,
    /// The name of the items in the message.
    noun: &'static str,
}

impl<T, E> CollectError<T, E> {
    fn new(items: Vec<T>, error: Error<E>, noun: &'static str) -> Self {
        Self(Box::new(Parts { items, error, noun }))
    }

    /// Returns the items, or the pages, that were read before the error.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.0.items
    }

    /// Returns the error of the request or of the page token.
    #[must_use]
    pub fn error(&self) -> &Error<E> {
        &self.0.error
    }

    /// Returns the items, or the pages, and the error.
    #[must_use]
    pub fn into_parts(self) -> (Vec<T>, Error<E>) {
        (self.0.items, self.0.error)
    }
}

impl<T, E: OperationError> fmt::Display for CollectError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { items, error, noun } = &*self.0;
        let (count, ending) = (items.len(), if items.len() == 1 { "" } else { "s" });
        write!(f, "{error} (after {count} {noun}{ending})")
    }
}

/// Writes the same line as `Display`. Items may be sensitive.
impl<T, E: OperationError> fmt::Debug for CollectError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// There is no source, because the message already contains the error of the request, which [`CollectError::error`]
/// returns.
impl<T, E: OperationError> std::error::Error for CollectError<T, E> {}
