//! The responses that several operations share.

use generated::devicefarm::error::{ArgumentException, NotFoundException};
use http::Request;

use crate::stock::Named;

/// Returns whether the query of a presigned URL is the one that the farm returned for a resource.
pub(super) fn is_signed(request: &Request<Vec<u8>>, id: &str) -> bool {
    request.uri().query() == Some(format!("X-Amz-Signature=secret-of-{id}").as_str())
}

pub(super) fn not_found(what: &str, arn: Option<&str>) -> NotFoundException {
    NotFoundException::builder().message(format!("there is no {what} {}", arn.unwrap_or_default())).build()
}

pub(super) fn refused(message: String) -> ArgumentException {
    ArgumentException::builder().message(message).build()
}

pub(super) fn find<'a, T: Named>(all: &'a [T], what: &str, arn: Option<&str>) -> Result<&'a T, NotFoundException> {
    all.iter().find(|it| it.named() == arn).ok_or_else(|| not_found(what, arn))
}

/// Returns the page of a token, and the token of the next page. `most` is the caller's limit of items on a page.
pub(super) fn page<T>(
    all: Vec<T>,
    token: Option<&str>,
    most: Option<i32>,
) -> Result<(Vec<T>, Option<String>), ArgumentException> {
    let begin = match token {
        None => Some(0),
        Some(token) => token.strip_prefix(TOKEN).and_then(|begin| begin.parse().ok()),
    };
    let unknown = || refused(format!("`{}` is not a token of this farm", token.unwrap_or_default()));
    let begin: usize = begin.ok_or_else(unknown)?;
    let size = match most.map(usize::try_from) {
        None => PAGE,
        Some(Ok(most)) if most > 0 => most.min(PAGE),
        Some(_) => return Err(refused("`maxResults` must be greater than 0".to_owned())),
    };
    let next = begin.saturating_add(size);
    let more = all.len() > next;
    let page = all.into_iter().skip(begin).take(size).collect();
    Ok((page, more.then(|| format!("{TOKEN}{next}"))))
}

/// The number of items in a page. It is small, so that there are several pages.
const PAGE: usize = 2;

/// The prefix of page tokens. The model requires at least four characters, and clients check it.
const TOKEN: &str = "from-";
