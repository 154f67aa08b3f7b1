//! Rendering: items to tokens. Renderers do not depend on the model. An `if` here is about Rust's syntax.

mod builder;
mod context;
mod endpoint;
mod enums;
mod example;
mod operation;
mod paging;
mod service;
mod structure;
mod waiter;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::format::Piece;
use super::item::{Deprecation, Item, Type};

/// The names of the package and the module around the generated code.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The package, as a path's first segment.
    pub(crate) package: &'a str,
    /// The service's module.
    pub(crate) module: &'a str,
}

/// Renders the items of a file.
pub(crate) fn items(items: &[Item], place: Surroundings<'_>) -> Vec<Piece> {
    items.iter().flat_map(|item| self::item(item, place)).collect()
}

fn item(item: &Item, place: Surroundings<'_>) -> Vec<Piece> {
    match item {
        Item::Modules(modules) => vec![service::modules(modules)],
        Item::Reexports(reexports) => vec![service::reexports(reexports)],
        Item::Structure(structure) => structure::structure(structure),
        Item::Builder(builder) => vec![builder::builder(builder)],
        Item::StringEnum(it) => enums::string_enum(it),
        Item::IntEnum(it) => enums::int_enum(it),
        Item::Union(union) => enums::union(union),
        Item::ModelledError(error) => vec![structure::modelled_error(error)],
        Item::Operation(operation) => operation::operation(operation, place),
        Item::Pages(pages) => paging::pages(pages),
        Item::Waiter(waiter) => vec![waiter::waiter(waiter)],
        Item::Required(traits) => vec![service::required(traits)],
        Item::Service(service) => vec![service::service(service)],
        Item::Client(client) => vec![service::client(client, place.module)],
        Item::Endpoint(endpoint) => vec![endpoint::endpoint(endpoint)],
        Item::Partitions(partitions) => vec![service::partitions(partitions)],
    }
}

/// Renders a doc comment.
fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Renders a doc comment of one line.
fn doc(line: &str) -> TokenStream {
    docs(&[line.to_owned()])
}

fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let Deprecation { since, note } = deprecation?;
    let since = since.as_ref().map(|since| quote!(since = #since));
    let note = note.as_ref().map(|note| quote!(note = #note));
    let arguments: Vec<TokenStream> = since.into_iter().chain(note).collect();
    let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
    Some(quote!(#[deprecated #arguments]))
}

/// Renders a deprecation as text, for a row of a table.
fn deprecated_text(deprecation: Option<&Deprecation>) -> String {
    let Some(Deprecation { since, note }) = deprecation else { return String::new() };
    let since = since.as_ref().map(|since| format!("since = {}", literal(since)));
    let note = note.as_ref().map(|note| format!("note = {}", literal(note)));
    let arguments: Vec<String> = since.into_iter().chain(note).collect();
    if arguments.is_empty() {
        "#[deprecated] ".to_owned()
    } else {
        format!("#[deprecated({})]\n    ", arguments.join(", "))
    }
}

/// A string literal.
fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// ` as DateTime` in a row of a table.
fn format_text(format: Option<&str>) -> String {
    format.map(|format| format!(" as {format}")).unwrap_or_default()
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Type::Path(path) => f.write_str(path),
            Type::List(element) => write!(f, "Vec<{element}>"),
            Type::Map(key, value) => write!(f, "BTreeMap<{key}, {value}>"),
            Type::Sparse(value) => write!(f, "Option<{value}>"),
            Type::Boxed(value) => write!(f, "Box<{value}>"),
        }
    }
}

impl quote::ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ty = match self {
            Type::Path(path) => {
                let segments = path.split("::").map(super::names::ident);
                quote!(#(#segments)::*)
            }
            Type::List(element) => quote!(Vec<#element>),
            Type::Map(key, value) => quote!(BTreeMap<#key, #value>),
            Type::Sparse(value) => quote!(Option<#value>),
            Type::Boxed(value) => quote!(Box<#value>),
        };
        tokens.extend(ty);
    }
}
