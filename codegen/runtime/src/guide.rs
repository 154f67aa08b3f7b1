//! How things are done: a page for each. The examples are of Device Farm, and hold for any service that is generated.

#[doc = include_str!("guide/waiting.md")]
pub mod waiting {}

#[doc = include_str!("guide/paging.md")]
pub mod paging {}

#[doc = include_str!("guide/retrying.md")]
pub mod retrying {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/http_client.md")]
pub mod http_client {}
