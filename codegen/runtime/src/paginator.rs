//! Pagination without a network: a [`Paginator`] decides which request follows a page, and [`PaginatedItems`] reads the
//! items of a page.
//!
//! The generator writes one [`paginated!`](crate::paginated!) table for each paginated operation. The client's streams use
//! the same paginator.

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

#[cfg(feature = "client")]
use crate::BoxError;
use crate::schema::SerializeValue;
use crate::{Operation, UnreadableMember};

mod table;
#[doc(hidden)]
pub mod token;

/// An operation that returns its output in pages. [`paginated!`](crate::paginated!) implements it.
///
/// Most operations have one page token. Some have several, which are sent together; all methods use the same order. A
/// token is a value of any type: most are strings, those of DynamoDB are maps.
pub trait PaginatedOperation: Operation<Input: Clone> {
    /// True if the service documents that the last page has the token of its request. False if such a token is an
    /// error.
    const ENDS_WITH_SAME_TOKEN: bool = false;

    /// Calls `visit` with each page token of an input.
    fn visit_tokens(input: &Self::Input, visit: &mut dyn FnMut(Option<&dyn SerializeValue>));

    /// Copies the page tokens of an output into the input of the next request. An empty token is `None` there.
    fn set_tokens(input: &mut Self::Input, output: &Self::Output);

    /// Returns whether the output announces further pages. `None` if the operation has no member for it, or if the member is
    /// absent. The page tokens decide then.
    fn has_more_pages(_output: &Self::Output) -> Option<bool> {
        None
    }

    /// Returns the report of the page token of the next page, if the response had a token that could not be read.
    fn unreadable_token(_output: &Self::Output) -> Option<UnreadableMember> {
        None
    }
}

/// The items in the pages of an operation: the elements of a list, or the entries of a map as `(key, value)`. If a page has
/// several lists, `KEY` is the list's number in the model's order.
pub trait PaginatedItems<const KEY: usize = 0>: PaginatedOperation {
    /// The type of an item.
    type Item: Send + 'static;

    /// Returns the items of a page.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}

/// Decides which request follows a page, for programs that send requests with their own HTTP client.
///
/// Send the input that [`next_input`](Self::next_input) returns, and pass the page to [`advance`](Self::advance), until
/// `next_input` returns `None`.
pub struct Paginator<O: PaginatedOperation> {
    input: O::Input,
    next: Next,
    /// The hash of the tokens in the input.
    sent: u64,
    /// The hashes of all tokens so far. The tokens themselves would need more memory.
    seen: HashSet<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    Page,
    Nothing,
    RepeatedToken,
    UnreadableToken(UnreadableMember),
}

impl<O: PaginatedOperation> Paginator<O> {
    /// Creates a paginator that starts at the input's page token, or at the first page if the input has none.
    #[must_use]
    pub fn new(input: O::Input) -> Self {
        let sent = Tokens::of::<O>(&input).hash;
        Self { input, next: Next::Page, sent, seen: HashSet::from([sent]) }
    }

    /// Returns the input of the next request, or `None` after the last page.
    ///
    /// # Errors
    /// [`RepeatedPageToken`] if the last page has the same token as an earlier one. Following it would never end.
    /// [`UnreadablePageToken`] if the last page has a token that cannot be read. There may be further pages.
    pub fn next_input(&self) -> Result<Option<&O::Input>, PageTokenError> {
        match &self.next {
            Next::Page => Ok(Some(&self.input)),
            Next::Nothing => Ok(None),
            Next::RepeatedToken => {
                Err(PageTokenError::Repeated(RepeatedPageToken { operation: O::NAME, pages: self.seen.len() }))
            }
            Next::UnreadableToken(member) => {
                Err(PageTokenError::Unreadable(UnreadablePageToken { operation: O::NAME, member: member.clone() }))
            }
        }
    }

    /// Takes the page tokens from a page. A page without a token, or with an empty one, is the last page. So is a page that
    /// announces no further pages, whatever its token. A page without items is not.
    pub fn advance(&mut self, page: &O::Output) {
        if O::has_more_pages(page) == Some(false) {
            self.next = Next::Nothing;
            return;
        }
        if let Some(member) = O::unreadable_token(page) {
            self.next = Next::UnreadableToken(member);
            return;
        }
        O::set_tokens(&mut self.input, page);
        let next = Tokens::of::<O>(&self.input);
        if !next.any || (O::ENDS_WITH_SAME_TOKEN && next.hash == self.sent) {
            self.next = Next::Nothing;
        } else if self.seen.insert(next.hash) {
            self.sent = next.hash;
        } else {
            self.next = Next::RepeatedToken;
        }
    }

    /// Ends the pagination: [`next_input`](Self::next_input) returns `None` from now on.
    pub fn stop(&mut self) {
        self.next = Next::Nothing;
    }
}

impl<O: PaginatedOperation> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator").field("operation", &O::NAME).field("next", &self.next).finish_non_exhaustive()
    }
}

/// The page tokens of an input, in the form in which they are compared.
struct Tokens {
    hash: u64,
    /// True if any token is set and not empty.
    any: bool,
}

impl Tokens {
    fn of<O: PaginatedOperation>(input: &O::Input) -> Self {
        let mut hasher = DefaultHasher::new();
        let mut any = false;
        O::visit_tokens(input, &mut |token| {
            let text = token.map(token::text).filter(|text| !token::is_empty(text));
            any |= text.is_some();
            text.hash(&mut hasher);
        });
        Self { hash: hasher.finish(), any }
    }
}

/// The error of a pagination that cannot continue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageTokenError {
    /// The service returned the same page token twice.
    Repeated(RepeatedPageToken),
    /// The page token of the next page cannot be read.
    Unreadable(UnreadablePageToken),
}

impl PageTokenError {
    /// Returns the error of the variant.
    #[cfg(feature = "client")]
    pub(crate) fn into_source(self) -> BoxError {
        match self {
            Self::Repeated(error) => Box::new(error),
            Self::Unreadable(error) => Box::new(error),
        }
    }
}

impl fmt::Display for PageTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated(error) => error.fmt(f),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PageTokenError {}

/// The error of a pagination in which the service returned a page token that cannot be read. There may be further pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadablePageToken {
    operation: &'static str,
    member: UnreadableMember,
}

impl fmt::Display for UnreadablePageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, member } = self;
        write!(f, "{operation} returned a page token that cannot be read; there may be further pages: {member}")
    }
}

impl std::error::Error for UnreadablePageToken {}

/// The error of a pagination in which the service returned the same page token twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedPageToken {
    operation: &'static str,
    pages: usize,
}

impl fmt::Display for RepeatedPageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, pages } = self;
        write!(
            f,
            "{operation} returned the same page token twice; stopping after {pages} pages to avoid an endless loop"
        )
    }
}

impl std::error::Error for RepeatedPageToken {}
