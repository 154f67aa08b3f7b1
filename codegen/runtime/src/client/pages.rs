//! Pages and what they list, as streams: each page is asked for when it is wanted, and not before.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Client, SendFuture};
use crate::error::ResponseMetadata;
use crate::{Error, Failure, Operation, PaginatedItems, PaginatedOperation, Paginator};

/// What a stream gives: nothing more, or something, or why it cannot.
type Next<T, O> = Option<Result<T, Error<<O as Operation>::Error>>>;

/// The pages of an operation, each asked for when it is wanted.
///
/// After an error there is nothing more. A service that gives a token twice is such an error, with
/// [`RepeatedPageToken`](crate::RepeatedPageToken) as its source; the page that has the token comes before it.
#[must_use = "nothing is sent before a page is asked for"]
pub struct Pages<O: PaginatedOperation> {
    client: Client,
    paginator: Paginator<O>,
    call: Option<SendFuture<O>>,
}

// Nothing in it is pinned: a call is boxed.
impl<O: PaginatedOperation> Unpin for Pages<O> {}

impl<O: PaginatedOperation> Pages<O> {
    /// The pages that an input asks for. Generated builders call it.
    pub fn new(client: Client, input: O::Input) -> Self {
        Self { client, paginator: Paginator::new(input), call: None }
    }

    /// The next page, as of any stream, for programs that need no other part of one.
    pub async fn next(&mut self) -> Next<O::Output, O> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Next<O::Output, O>> {
        let mut call = match self.call.take() {
            Some(call) => call,
            None => match self.paginator.next_input() {
                Ok(Some(input)) => self.client.invoke::<O>(input.clone()),
                Ok(None) => return Poll::Ready(None),
                Err(repeated) => {
                    self.paginator.stop();
                    let failure = Failure::Response(Box::new(repeated));
                    return Poll::Ready(Some(Err(Error::failed(O::NAME, failure, ResponseMetadata::default()))));
                }
            },
        };
        let Poll::Ready(response) = Pin::new(&mut call).poll(context) else {
            self.call = Some(call);
            return Poll::Pending;
        };
        match &response {
            Ok(page) => self.paginator.advance(page),
            Err(_) => self.paginator.stop(),
        }
        Poll::Ready(Some(response))
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

/// What the pages of an operation list, one after the other, as if there were no pages. Errors are as of [`Pages`].
#[must_use = "nothing is sent before an item is asked for"]
pub struct Items<O: PaginatedItems<KEY>, const KEY: usize = 0> {
    pages: Pages<O>,
    page: std::vec::IntoIter<O::Item>,
}

impl<O: PaginatedItems<KEY>, const KEY: usize> Unpin for Items<O, KEY> {}

impl<O: PaginatedItems<KEY>, const KEY: usize> Items<O, KEY> {
    /// What these pages list. Generated builders call it.
    pub fn new(pages: Pages<O>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// The next one, as of any stream, for programs that need no other part of one.
    pub async fn next(&mut self) -> Next<O::Item, O> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// All of them.
    ///
    /// # Errors
    /// The first that comes. What was listed before it is lost.
    pub async fn collect(mut self) -> Result<Vec<O::Item>, Error<O::Error>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
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
