//! Rendering of operations, their error enums and the client's methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Surroundings, deprecated, deprecated_lines, doc, docs, literal};
use super::{context, example};
use crate::rust::docs::fixed;
use crate::rust::format::{Definition, Piece, Row};
use crate::rust::item::{Auth, HostLabel, Http, ListedError, Operation, Token};
use crate::rust::names::ident;

pub(super) fn operation(operation: &Operation, place: Surroundings<'_>) -> Vec<Piece> {
    let stub = stub(operation, place);
    let method = method(operation, place);
    vec![Piece::Tokens(quote!(#stub #method)), error_enum(operation)]
}

/// Renders the signing scheme, where it is not the default.
fn auth(auth: Auth) -> TokenStream {
    let auth = ident(&auth.to_string());
    quote!(const AUTH: rt::Auth = rt::Auth::#auth;)
}

fn stub(operation: &Operation, place: Surroundings<'_>) -> TokenStream {
    let (name, module) = (ident(&operation.name), place.module_path(2));
    let docs = docs(&operation.docs);
    let retry_docs = self::docs(&operation.retry_docs);
    let error_docs = self::docs(&operation.error_docs);
    let [input, output, error] = [&operation.input, &operation.output, &operation.error].map(|name| ident(name));
    let wire = &operation.wire;
    let retry_safety = ident(&operation.retry_safety.to_string());
    let token = operation.token.as_ref().map(fill_token);
    let http = operation.http.as_ref().map(http);
    let without_input = operation.without_input.then(|| flag("HAS_INPUT", false));
    let compressed = operation.compressed.then(|| flag("COMPRESSED", true));
    let requires_length = operation.requires_length.then(|| flag("REQUIRES_LENGTH", true));
    let headers = (!operation.headers.is_empty()).then(|| headers(&operation.headers));
    let host_prefix = operation.host_prefix.as_ref().map(|prefix| quote!(const HOST_PREFIX: &'static str = #prefix;));
    let host_labels = (!operation.host_labels.is_empty()).then(|| host_labels(&operation.host_labels));
    let auth = (operation.auth != Auth::SigV4).then(|| auth(operation.auth));
    let sensitive = operation.sensitive.then(|| flag("SENSITIVE", true));
    let endpoint_params = context::endpoint_params(&operation.endpoint_params);
    let (empty, errors) = (doc(""), doc(fixed::ERRORS));
    let example = operation.example.as_ref().map(|it| self::docs(&example::lines(operation, it, place)));
    quote! {
        #docs
        #empty
        #retry_docs
        #empty
        #errors
        #empty
        #error_docs
        #example
        #[derive(Debug)]
        pub struct #name;

        impl rt::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = #error;

            const SERVICE: &'static rt::Service = &#module::SERVICE;
            const NAME: &'static str = #wire;
            const RETRY_SAFETY: rt::RetrySafety = rt::RetrySafety::#retry_safety;
            #auth
            #sensitive

            #without_input
            #http
            #headers
            #requires_length
            #compressed
            #host_prefix
            #token
            #host_labels
            #endpoint_params
        }
    }
}

/// Renders a constant that differs from its default.
fn flag(name: &str, value: bool) -> TokenStream {
    let name = ident(name);
    quote!(const #name: bool = #value;)
}

fn http(http: &Http) -> TokenStream {
    let Http { method, uri } = http;
    quote!(const HTTP: rt::Http = rt::Http { method: #method, uri: #uri };)
}

fn headers(headers: &[(&str, &str)]) -> TokenStream {
    let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(const HEADERS: &'static [(&'static str, &'static str)] = &[#(#headers),*];)
}

fn host_labels(labels: &[HostLabel]) -> TokenStream {
    let allow = labels
        .iter()
        .any(|label| label.is_deprecated)
        .then(|| quote!(#[allow(deprecated, reason = "a deprecated label is still a label")]));
    let arms = labels.iter().map(|HostLabel { label, field, is_enum, .. }| {
        let field = ident(field);
        match is_enum {
            true => quote!(#label => input.#field.as_ref().map(AsRef::as_ref),),
            false => quote!(#label => input.#field.as_deref(),),
        }
    });
    quote! {
        #allow
        #[inline]
        fn host_label<'a>(input: &'a Self::Input, name: &str) -> Option<&'a str> {
            match name {
                #(#arms)*
                _ => None,
            }
        }
    }
}

fn fill_token(token: &Token) -> TokenStream {
    let field = ident(&token.field);
    let allow =
        token.is_deprecated.then(|| quote!(#[allow(deprecated, reason = "a deprecated token is still a token")]));
    quote! {
        #allow
        #[inline]
        fn fill_token(input: &mut Self::Input, token: &mut dyn FnMut() -> String) {
            input.#field.get_or_insert_with(token);
        }
    }
}

fn method(operation: &Operation, place: Surroundings<'_>) -> TokenStream {
    let module = place.module_path(2);
    let method = ident(operation.method.trim_start_matches("r#"));
    let builder = ident(&operation.builder);
    let docs = docs(&operation.method_docs);
    let deprecated = deprecated(operation.deprecated.as_ref());
    quote! {
        #[cfg(feature = "client")]
        impl #module::Client {
            #docs
            #deprecated
            #[inline]
            pub fn #method(&self) -> #builder<rt::client::Client> {
                #builder(rt::Draft::new(self.0.clone()))
            }
        }
    }
}

fn error_enum(operation: &Operation) -> Piece {
    let row = |ListedError { variant, structure, docs, code, deprecated }: &ListedError| Row {
        docs: docs.clone(),
        attributes: deprecated_lines(deprecated.as_ref()),
        left: format!("{variant}(error::{structure})"),
        right: literal(code),
        brackets: Vec::new(),
    };
    Piece::Definition(Definition {
        name: "operation_error",
        docs: vec![fixed::operation_error(&operation.name)],
        attributes: Vec::new(),
        open: format!("pub enum {}", operation.error),
        rows: operation.errors.iter().map(row).collect(),
        close: Vec::new(),
    })
}
