//! Rendering of pagination: the `paginated!` table and the builder's methods.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{deprecated, doc};
use crate::rust::docs::fixed;
use crate::rust::format::{Piece, Table, list};
use crate::rust::item::{PageList, PageToken, Pages, Sender};
use crate::rust::names::{ident, written};

pub(super) fn pages(pages: &Pages) -> Vec<Piece> {
    let path = |path: &[String]| path.iter().map(|name| written(name)).collect::<Vec<_>>().join(".");
    let tokens: Vec<_> = pages.tokens.iter().map(token).collect();
    let more = pages.more_results.as_ref().map(|way| format!("more {{ {} }} ", path(way))).unwrap_or_default();
    let until = if pages.ends_with_same_token { "until same_token " } else { "" };
    let lists = pages.lists.iter().enumerate();
    let operation = &pages.operation;
    let before = format!("rt::paginated! {{ {operation} {{");
    let table = Table {
        open: list(&before, &tokens, &format!("}} {more}{until}items {{"), " ", 0).join("\n"),
        rows: lists.map(|(i, list)| format!("{i} = {} of {}", path(&list.path), list.ty)).collect(),
        close: "} }",
    };
    vec![Piece::Table(table), Piece::Tokens(methods(pages))]
}

/// Renders a page token as a row of the table.
fn token(token: &PageToken) -> String {
    format!("{token}{}", if token.is_text { "" } else { " as value" })
}

fn methods(pages: &Pages) -> TokenStream {
    let operation = ident(&pages.operation);
    let method = ident(&pages.method);
    let docs = doc(fixed::PAGES);
    let bounds = bounds(&pages.sender);
    let deprecated = deprecated(pages.deprecated.as_ref());
    let lists = pages.lists.iter().enumerate().map(|(i, list)| items(pages, i, list));
    let methods = quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(self) -> rt::client::Pages<#operation> #bounds {
            rt::client::Pages::new(self.0.client, self.0.value)
        }

        #(#lists)*
    };
    of_builder(&pages.sender, &methods)
}

fn items(pages: &Pages, number: usize, list: &PageList) -> TokenStream {
    let (operation, method, all) = (ident(&pages.operation), ident(&list.method), ident(&pages.method));
    let docs = doc(&list.docs);
    let key = (number > 0).then(|| Literal::usize_unsuffixed(number)).map(|key| quote!(, #key));
    let bounds = bounds(&pages.sender);
    let deprecated = deprecated(list.deprecated.as_ref());
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(self) -> rt::client::Items<#operation #key> #bounds {
            rt::client::Items::new(self.#all())
        }
    }
}

/// Renders methods of a builder that was created by a client.
pub(super) fn of_builder(sender: &Sender, methods: &TokenStream) -> TokenStream {
    let builder = ident(&sender.builder);
    let states: Vec<_> = sender.states.iter().map(|(state, _)| ident(state)).collect();
    let parameters = (!states.is_empty()).then(|| quote!(<#(#states),*>));
    quote! {
        #[cfg(feature = "client")]
        impl #parameters #builder<rt::client::Client #(, #states)*> {
            #methods
        }
    }
}

/// Renders the bounds on the type parameters of required members.
pub(super) fn bounds(sender: &Sender) -> Option<TokenStream> {
    let bounds = sender.states.iter().map(|(state, required)| {
        let (state, required) = (ident(state), ident(required));
        quote!(#state: required::#required)
    });
    (!sender.states.is_empty()).then(|| quote!(where #(#bounds),*))
}
