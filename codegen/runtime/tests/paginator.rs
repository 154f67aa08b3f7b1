//! Pagination without a network, as programs with an HTTP client of their own drive it.

use codegen_runtime::{
    Operation, PageTokenError, PaginatedOperation, Paginator, RetrySafety, Service, paginated, structure,
};

use crate::mini::{MiniError, SERVICE};

structure! {
    struct Page = "Page" {
        token: String = "token",
        names: Vec<String> = "names",
    }
}

/// An operation whose last page has no token, and one whose last page repeats the token of its request.
macro_rules! listing {
    ($name:ident $($until:tt)*) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = Page;
            type Output = Page;
            type Error = MiniError;
            const SERVICE: &'static Service = &SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
        }

        paginated!($name { token = token } $($until)* items { 0 = names of String });
    };
}

listing!(List);
listing!(ListUntilSame until same_token);

fn page(token: &str) -> Page {
    Page { token: Some(token.to_owned()), names: None }
}

/// Returns the token of the next request.
fn next<O: PaginatedOperation<Input = Page>>(paginator: &Paginator<O>) -> Result<Option<&str>, PageTokenError> {
    paginator.next_input().map(|input| input.map(|input| input.token().unwrap_or("none")))
}

#[test]
fn a_page_without_a_token_is_the_last() {
    let mut pages = Paginator::<List>::new(Page::default());
    assert_eq!(next(&pages), Ok(Some("none")));
    pages.advance(&page("a"));
    assert_eq!(next(&pages), Ok(Some("a")));
    for last in [Page::default(), page("")] {
        let mut pages = Paginator::<List>::new(page("a"));
        pages.advance(&last);
        assert_eq!(next(&pages), Ok(None), "{last:?}");
    }
}

#[test]
fn a_token_that_an_earlier_page_had_is_an_error() {
    let mut pages = Paginator::<List>::new(page("a"));
    pages.advance(&page("b"));
    pages.advance(&page("a"));
    let error = next(&pages).expect_err("it would never end");
    assert!(matches!(error, PageTokenError::Repeated(_)), "{error}");
    let mut pages = Paginator::<List>::new(page("a"));
    pages.advance(&page("a"));
    assert!(next(&pages).is_err());
}

#[test]
fn the_token_of_the_request_ends_the_pages_where_the_service_says_so() {
    let mut pages = Paginator::<ListUntilSame>::new(page("a"));
    pages.advance(&page("b"));
    assert_eq!(next(&pages), Ok(Some("b")));
    pages.advance(&page("b"));
    assert_eq!(next(&pages), Ok(None));
    // Another token than that of the request, which an earlier page had, is an error also there.
    let mut pages = Paginator::<ListUntilSame>::new(page("a"));
    pages.advance(&page("b"));
    pages.advance(&page("a"));
    assert!(next(&pages).is_err());
}

#[test]
fn an_operation_without_a_member_for_it_announces_no_pages() {
    assert_eq!(List::has_more_pages(&page("a")), None);
}
