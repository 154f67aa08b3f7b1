//! Rendering: items to tokens. Renderers do not depend on the model. An `if` here is about Rust's syntax.

mod context;
mod endpoint;
mod enums;
mod example;
mod operation;
mod paging;
mod path;
mod service;
mod structure;
mod tokens;
mod traits;
mod waiter;

use super::format::{Piece, Wrapped};
use super::item::Item;
pub(crate) use tokens::Surroundings;

/// Renders the items of a file.
pub(crate) fn items(items: &[Item], place: Surroundings<'_>) -> Vec<Piece> {
    items.iter().flat_map(|item| self::item(item, place)).collect()
}

fn item(item: &Item, place: Surroundings<'_>) -> Vec<Piece> {
    match item {
        Item::Contract(contract, items) => vec![Piece::Wrapped(Wrapped {
            open: format!("codegen_runtime::requires_runtime! {{\n    contract {contract};"),
            pieces: self::items(items, place),
            close: "}",
        })],
        Item::RecursionLimit(limit) => vec![service::recursion_limit(*limit)],
        Item::Modules(modules) => vec![service::modules(modules)],
        Item::Reexports(reexports) => vec![service::reexports(reexports)],
        Item::Structure(structure) => vec![structure::structure(structure)],
        Item::StringEnum(it) => vec![enums::string_enum(it)],
        Item::IntEnum(it) => vec![enums::int_enum(it)],
        Item::Union(union) => vec![enums::union(union)],
        Item::ModelledError(error) => vec![structure::modelled_error(error)],
        Item::ServiceError(error) => vec![service::service_error(error)],
        Item::Operation(operation) => operation::operation(operation, place),
        Item::Pages(pages) => paging::pages(pages),
        Item::Waiter(waiter) => vec![waiter::waiter(waiter)],
        Item::Required(traits) => vec![service::required(traits)],
        Item::Service(service) => vec![service::service(service)],
        Item::Client(client) => vec![service::client(client, place)],
        Item::Endpoint(endpoint) => vec![endpoint::endpoint(endpoint)],
        Item::Partitions(partitions) => vec![service::partitions(partitions)],
    }
}
