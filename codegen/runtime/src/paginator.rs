//! Answers that come in pages, without a network: which request follows a response, and what a page lists.
//!
//! What an operation says of its pages is generated ([`paginated!`](crate::paginated!)); the course through them is here,
//! and the client's streams are over it.

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::Operation;

/// An operation whose response comes in pages. Implemented by [`paginated!`](crate::paginated!).
///
/// Most have one token; where there are several, they belong together and keep their order.
pub trait PaginatedOperation: Operation<Input: Clone> {
    /// The tokens that an input asks with.
    fn tokens(input: &Self::Input) -> Vec<Option<&str>>;

    /// The tokens that a response gives for the page behind it.
    fn next_tokens(output: &Self::Output) -> Vec<Option<&str>>;

    /// Makes an input ask with these tokens.
    fn set_tokens(input: &mut Self::Input, tokens: Vec<Option<String>>);
}

/// What the pages of an operation list. Of several lists in one page, `KEY` is the number in the model's order.
pub trait PaginatedItems<const KEY: usize = 0>: PaginatedOperation {
    /// What is listed.
    type Item: Send + 'static;

    /// What this page lists.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}

/// The course through the pages of an operation, for whoever carries requests by other means than a client.
///
/// Ask for what [`next_input`](Self::next_input) gives, tell the response to [`advance`](Self::advance), and begin again, until there
/// is nothing more to ask for.
pub struct Paginator<O: PaginatedOperation> {
    input: O::Input,
    next: Next,
    /// The hashes of all tokens so far: the tokens themselves may be long, and pages many.
    seen: HashSet<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Page,
    Nothing,
    Repeated,
}

impl<O: PaginatedOperation> Paginator<O> {
    /// Begins where an input says: at the first page, or at its token.
    #[must_use]
    pub fn new(input: O::Input) -> Self {
        let begin = hash(&present(O::tokens(&input)));
        Self { input, next: Next::Page, seen: HashSet::from([begin]) }
    }

    /// What to ask for next; nothing once the last page has been answered.
    ///
    /// # Errors
    /// A token that the service gave before. To ask with it again would never end.
    pub fn next_input(&self) -> Result<Option<&O::Input>, RepeatedPageToken> {
        match self.next {
            Next::Page => Ok(Some(&self.input)),
            Next::Nothing => Ok(None),
            Next::Repeated => Err(RepeatedPageToken { operation: O::NAME, pages: self.seen.len() }),
        }
    }

    /// Takes note of a page. One that lists nothing is followed as any other; an empty token is none.
    pub fn advance(&mut self, page: &O::Output) {
        let tokens = present(O::next_tokens(page));
        if tokens.iter().all(Option::is_none) {
            self.next = Next::Nothing;
        } else if self.seen.insert(hash(&tokens)) {
            O::set_tokens(&mut self.input, tokens.into_iter().map(|token| token.map(str::to_owned)).collect());
        } else {
            self.next = Next::Repeated;
        }
    }

    /// Asks for nothing more.
    pub fn stop(&mut self) {
        self.next = Next::Nothing;
    }
}

impl<O: PaginatedOperation> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator").field("operation", &O::NAME).field("next", &self.next).finish_non_exhaustive()
    }
}

fn present(tokens: Vec<Option<&str>>) -> Vec<Option<&str>> {
    tokens.into_iter().map(|token| token.filter(|token| !token.is_empty())).collect()
}

fn hash(tokens: &[Option<&str>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    tokens.hash(&mut hasher);
    hasher.finish()
}

/// A service gave a token for the next page that it had given before.
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
            "page {pages} of {operation} names a next page that was there before, so that the pages would not end"
        )
    }
}

impl std::error::Error for RepeatedPageToken {}

/// Implements what an operation says of its pages: the input's members that take tokens, each with the path in the output
/// that gives it, and the paths in the output of what is listed, each with its number and the type of its elements.
#[macro_export]
macro_rules! paginated {
    ($operation:ident {
        $($input:ident = $($output:ident).+),+ $(,)?
    } items {
        $($key:literal = $($items:ident).+ of $item:ty),* $(,)?
    }) => {
        #[allow(deprecated, reason = "a deprecated member may still be needed for the next page")]
        impl $crate::PaginatedOperation for $operation {
            fn tokens(input: &Self::Input) -> ::std::vec::Vec<::core::option::Option<&str>> {
                ::std::vec![$(input.$input.as_ref().map(::core::convert::AsRef::<str>::as_ref)),+]
            }

            fn next_tokens(output: &Self::Output) -> ::std::vec::Vec<::core::option::Option<&str>> {
                ::std::vec![$(
                    $crate::paginated!(@get output, $($output).+).map(::core::convert::AsRef::<str>::as_ref)
                ),+]
            }

            fn set_tokens(
                input: &mut Self::Input,
                tokens: ::std::vec::Vec<::core::option::Option<::std::string::String>>,
            ) {
                let mut tokens = tokens.into_iter();
                $(input.$input = tokens.next().flatten().map(|token| ::core::convert::From::from(token.as_str()));)+
            }
        }

        $(
            #[allow(deprecated, reason = "a deprecated list is still listed")]
            impl $crate::PaginatedItems<$key> for $operation {
                type Item = $item;

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
