//! Rendering of waiters: their types, their acceptors and the builder's methods.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::paging::{bounds, of_builder};
use super::path::{borrowed, way};
use super::tokens::{deprecated, doc, docs};
use crate::rust::docs::fixed;
use crate::rust::format::Piece;
use crate::rust::item::{Acceptor, Hop, ResponseMatcher, Waiter};
use crate::rust::names::ident;

pub(super) fn waiter(waiter: &Waiter) -> Piece {
    let [name, operation] = [&waiter.name, &waiter.operation].map(|name| ident(name));
    let docs = docs(&waiter.docs);
    let wire = &waiter.wire;
    let (min, max) = (Literal::u64_unsuffixed(waiter.delays.0), Literal::u64_unsuffixed(waiter.delays.1));
    let acceptors = waiter.acceptors.iter().map(|it| acceptor(it, &operation));
    let state = waiter.state.as_ref().map(|way| state(waiter, way));
    let details = (!waiter.details.is_empty()).then(|| details(waiter));
    let allow = waiter
        .is_deprecated
        .then(|| quote!(#[allow(deprecated, reason = "a deprecated member may still hold the state")]));
    let transient = waiter.waits_out_transient_failures.then(|| {
        quote!(
            const WAITS_OUT_TRANSIENT_FAILURES: bool = true;
        )
    });
    let deprecated = deprecated(waiter.deprecated.as_ref());
    let method = method(waiter);
    Piece::Tokens(quote! {
        #docs
        #deprecated
        #[derive(Debug)]
        pub struct #name;

        #allow
        impl rt::Waiter for #name {
            type Operation = #operation;

            const NAME: &'static str = #wire;
            const MIN_DELAY: Duration = Duration::from_secs(#min);
            const MAX_DELAY: Duration = Duration::from_secs(#max);
            #transient
            const ACCEPTORS: &'static [(rt::AcceptorState, rt::Matcher<#operation>)] = &[#(#acceptors),*];

            #state
            #details
        }

        #method
    })
}

/// Renders an acceptor. A matcher with a closure names the operation, so that the closure's argument has a known type.
fn acceptor(Acceptor { state, test }: &Acceptor, operation: &Ident) -> TokenStream {
    let state = ident(&state.to_string());
    let matcher = match test {
        ResponseMatcher::Success(expected) => quote!(Success(#expected)),
        ResponseMatcher::Error(names) => quote!(Error(&[#(#names),*])),
        ResponseMatcher::Status(status) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(Status(#status))
        }
        ResponseMatcher::State(values) => quote!(State(&[#(#values),*])),
        ResponseMatcher::Text(way, values) => {
            let text = text(way);
            quote!(<#operation>::Text(|output| #text, &[#(#values),*]))
        }
        ResponseMatcher::Any(way, values) => {
            let text = text(way);
            quote!(<#operation>::Any(|output| #text.collect(), &[#(#values),*]))
        }
        ResponseMatcher::All(way, values) => {
            let text = text(way);
            quote!(<#operation>::All(|output| #text.collect(), &[#(#values),*]))
        }
        ResponseMatcher::Flag(hops, expected) => {
            let (value, _) = way(hops, &quote!(output), &borrowed);
            quote!(<#operation>::Flag(|output| #value.copied(), #expected))
        }
        ResponseMatcher::Condition(condition, expected) => {
            let condition = super::path::condition(condition, &quote!(output));
            quote!(<#operation>::Flag(|output| Some(#condition), #expected))
        }
    };
    quote!((rt::AcceptorState::#state, rt::Matcher::#matcher))
}

/// Renders the string, or the strings, that a path selects.
fn text(hops: &[Hop]) -> TokenStream {
    let (text, _) = way(hops, &quote!(output), &borrowed);
    quote!(#text.map(AsRef::as_ref))
}

fn state(waiter: &Waiter, way: &[Hop]) -> TokenStream {
    let (output, state) = (ident(&waiter.output), text(way));
    quote! {
        #[inline]
        fn state(output: &#output) -> Option<&str> {
            #state
        }
    }
}

fn details(waiter: &Waiter) -> TokenStream {
    let output = ident(&waiter.output);
    let rows = waiter.details.iter().map(|(name, way)| {
        let text = text(way);
        quote!((#name, #text))
    });
    quote! {
        #[inline]
        fn details(output: &#output) -> Vec<(&'static str, Option<&str>)> {
            Vec::from([#(#rows),*])
        }
    }
}

fn method(waiter: &Waiter) -> TokenStream {
    let (name, method) = (ident(&waiter.name), ident(&waiter.method));
    let summary = docs(&waiter.summary);
    let empty = doc("");
    let link = doc(&fixed::waiter_method(&waiter.name));
    let bounds = bounds(&waiter.sender);
    let deprecated = deprecated(waiter.deprecated.as_ref());
    let method = quote! {
        #summary
        #empty
        #link
        #deprecated
        #[inline]
        pub fn #method(self, deadline: Duration) -> rt::client::Wait<#name> #bounds {
            rt::client::Wait::new(self.0.client, self.0.value, deadline)
        }
    };
    of_builder(&waiter.sender, &method)
}
