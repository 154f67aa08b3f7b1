//! Rendering of pagination: the `paginated!` table and the builder's methods.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc;
use crate::rust::format::{Piece, Table};
use crate::rust::item::{PageList, Pages, Sender};
use crate::rust::names::{ident, written};

pub(super) fn pages(pages: &Pages) -> Vec<Piece> {
    let path = |path: &[String]| path.iter().map(|name| written(name)).collect::<Vec<_>>().join(".");
    let tokens: Vec<_> =
        pages.tokens.iter().map(|(field, way)| format!("{} = {}", written(field), path(way))).collect();
    let lists = pages.lists.iter().enumerate();
    let table = Table {
        open: format!("rt::paginated! {{ {} {{ {} }} items {{", pages.operation, tokens.join(", ")),
        rows: lists.map(|(i, list)| format!("{i} = {} of {}", path(&list.path), list.ty)).collect(),
        close: "} }",
    };
    vec![Piece::Table(table), Piece::Tokens(methods(pages))]
}

fn methods(pages: &Pages) -> TokenStream {
    let operation = ident(&pages.operation);
    let method = ident(&pages.method);
    let docs = doc("Returns a stream of the pages. Each page is requested when the stream is polled for it.");
    let bounds = bounds(&pages.sender);
    let lists = pages.lists.iter().enumerate().map(|(i, list)| items(pages, i, list));
    let methods = quote! {
        #docs
        #[inline]
        pub fn #method(self) -> rt::client::Pages<#operation> #bounds {
            rt::client::Pages::new(self.0.via, self.0.value)
        }

        #(#lists)*
    };
    of_builder(&pages.sender, &methods)
}

fn items(pages: &Pages, number: usize, list: &PageList) -> TokenStream {
    let (operation, method, all) = (ident(&pages.operation), ident(&list.method), ident(&pages.method));
    let last = list.path.last().map(String::as_str).unwrap_or_default();
    let docs = doc(&format!("Returns a stream of the `{last}` of all pages."));
    let key = (number > 0).then(|| Literal::usize_unsuffixed(number)).map(|key| quote!(, #key));
    let bounds = bounds(&pages.sender);
    quote! {
        #docs
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

/// Renders the bounds that the required members are set.
pub(super) fn bounds(sender: &Sender) -> Option<TokenStream> {
    let bounds = sender.states.iter().map(|(state, required)| {
        let (state, required) = (ident(state), ident(required));
        quote!(#state: required::#required)
    });
    (!sender.states.is_empty()).then(|| quote!(where #(#bounds),*))
}
