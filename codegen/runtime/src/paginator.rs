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
use crate::{Operation, UnreadableMember};

/// An operation that returns its output in pages. [`paginated!`](crate::paginated!) implements it.
///
/// Most operations have one page token. Some have several, which belong together; the methods keep their order.
pub trait PaginatedOperation: Operation<Input: Clone> {
    /// Returns the page tokens of an input.
    fn tokens(input: &Self::Input) -> Vec<Option<&str>>;

    /// Returns the page tokens of the next page from an output.
    fn next_tokens(output: &Self::Output) -> Vec<Option<&str>>;

    /// Sets the page tokens of an input.
    fn set_tokens(input: &mut Self::Input, tokens: Vec<Option<String>>);

    /// Returns the page token of the next page that an output had and that could not be read.
    fn unreadable_token(_output: &Self::Output) -> Option<UnreadableMember> {
        None
    }
}

/// The items in the pages of an operation. If a page has several lists, `KEY` is the list's number in the model's order.
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
        let begin = hash(&present(O::tokens(&input)));
        Self { input, next: Next::Page, seen: HashSet::from([begin]) }
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

    /// Takes the page tokens from a page. A page without a token, or with an empty one, is the last page. A page without
    /// items is not.
    pub fn advance(&mut self, page: &O::Output) {
        let tokens = present(O::next_tokens(page));
        if tokens.iter().all(Option::is_none) {
            self.next = O::unreadable_token(page).map_or(Next::Nothing, Next::UnreadableToken);
        } else if self.seen.insert(hash(&tokens)) {
            O::set_tokens(&mut self.input, tokens.into_iter().map(|token| token.map(str::to_owned)).collect());
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

/// Treats empty tokens as absent.
fn present(tokens: Vec<Option<&str>>) -> Vec<Option<&str>> {
    tokens.into_iter().map(|token| token.filter(|token| !token.is_empty())).collect()
}

fn hash(tokens: &[Option<&str>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    tokens.hash(&mut hasher);
    hasher.finish()
}

/// The error of a pagination that cannot go on.
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

/// Implements [`PaginatedOperation`](crate::PaginatedOperation) and [`PaginatedItems`](crate::PaginatedItems).
///
/// The table maps each page token of the input to its path in the output, and lists the paths of the item lists, each with
/// its number and the type of its items.
#[macro_export]
macro_rules! paginated {
    ($operation:ident {
        $($input:ident = $($output:ident).+),+ $(,)?
    } items {
        $($key:literal = $($items:ident).+ of $item:ty),* $(,)?
    }) => {
        #[allow(deprecated, reason = "a deprecated member may still be needed for the next page")]
        impl $crate::PaginatedOperation for $operation {
            #[inline]
            fn tokens(input: &Self::Input) -> ::std::vec::Vec<::core::option::Option<&str>> {
                ::std::vec![$(input.$input.as_ref().map(::core::convert::AsRef::<str>::as_ref)),+]
            }

            #[inline]
            fn next_tokens(output: &Self::Output) -> ::std::vec::Vec<::core::option::Option<&str>> {
                ::std::vec![$(
                    $crate::paginated!(@get output, $($output).+).map(::core::convert::AsRef::<str>::as_ref)
                ),+]
            }

            #[inline]
            fn set_tokens(
                input: &mut Self::Input,
                tokens: ::std::vec::Vec<::core::option::Option<::std::string::String>>,
            ) {
                let mut tokens = tokens.into_iter();
                $(input.$input = tokens.next().flatten().map(|token| ::core::convert::From::from(token.as_str()));)+
            }

            #[cold]
            #[inline]
            fn unreadable_token(output: &Self::Output) -> ::core::option::Option<$crate::UnreadableMember> {
                $(
                    if let ::core::result::Result::Err(missing) = $crate::require!(output.$($output).+) {
                        if let ::core::option::Option::Some(member) = missing.unreadable() {
                            return ::core::option::Option::Some(::core::clone::Clone::clone(member));
                        }
                    }
                )+
                ::core::option::Option::None
            }
        }

        $(
            #[allow(deprecated, reason = "a deprecated list still has items")]
            impl $crate::PaginatedItems<$key> for $operation {
                type Item = $item;

                #[inline]
                fn into_items(page: Self::Output) -> ::std::vec::Vec<$item> {
                    $crate::paginated!(@take page, $($items).+).unwrap_or_default()
                }
            }
        )*
    };
    (@get $at:ident, $last:ident) => { $at.$last.as_ref() };
    (@get $at:ident, $first:ident . $($rest:ident).+) => {
        $at.$first.as_ref().and_then(|it| $crate::paginated!(@get it, $($rest).+))
    };
    (@take $at:ident, $last:ident) => { $at.$last };
    (@take $at:ident, $first:ident . $($rest:ident).+) => {
        $at.$first.and_then(|it| $crate::paginated!(@take it, $($rest).+))
    };
}
