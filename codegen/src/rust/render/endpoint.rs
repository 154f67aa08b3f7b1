//! Endpoint rules as a function.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use crate::rust::format::Piece;
use crate::rust::item::{Endpoint, Leaf, Parameter, Statement, Test, Value};
use crate::rust::names::ident;

pub(super) fn endpoint(endpoint: &Endpoint) -> Piece {
    let parameters = endpoint.parameters.iter().map(parameter);
    let body = endpoint.body.iter().map(statement);
    let last = leaf(&endpoint.last);
    let docs = doc("The endpoint for these parameters, by the model's rules.");
    let empty = doc("");
    let errors = doc("# Errors");
    let when = doc("Parameters for which there is no endpoint, such as none at all.");
    Piece::Tokens(quote! {
        #docs
        #empty
        #errors
        #when
        pub fn resolve(params: &rt::EndpointParams) -> Result<rt::Endpoint, rt::EndpointError> {
            #(#parameters)*
            #(#body)*
            #last
        }
    })
}

fn local(name: &str) -> TokenStream {
    let name = ident(name.trim_start_matches("r#"));
    quote!(#name)
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = local(&parameter.name);
    let field = ident(parameter.field);
    match parameter.optional {
        true => quote!(let #name = params.#field.as_deref();),
        false => quote!(let #name = params.#field;),
    }
}

fn statement(it: &Statement) -> TokenStream {
    match it {
        Statement::Return(it) => {
            let leaf = leaf(it);
            quote!(return #leaf;)
        }
        Statement::If(tests, then) => {
            let then = then.iter().map(statement);
            nested(tests, quote!(#(#then)*))
        }
    }
}

/// Conditions that bind a name nest; those that do not join with `&&`.
fn nested(tests: &[Test], then: TokenStream) -> TokenStream {
    let Some((first, rest)) = tests.split_first() else { return then };
    if let Some(binding) = binding(first) {
        let inner = nested(rest, then);
        return quote!(if #binding { #inner });
    }
    let plain = tests.iter().take_while(|test| binding(test).is_none()).count();
    let conditions = tests[..plain].iter().map(condition);
    let inner = nested(&tests[plain..], then);
    quote!(if #(#conditions)&&* { #inner })
}

fn binding(test: &Test) -> Option<TokenStream> {
    match test {
        Test::IsSome(name) => {
            let name = local(name);
            Some(quote!(let Some(#name) = #name))
        }
        Test::Partition { to, region } => {
            let (to, region) = (local(to), value(region));
            Some(quote!(let Some(#to) = rt::Partition::of_region(crate::partitions::PARTITIONS, #region)))
        }
        _ => None,
    }
}

fn condition(test: &Test) -> TokenStream {
    match test {
        Test::IsNone(name) => {
            let name = local(name);
            quote!(#name.is_none())
        }
        Test::Truth(it, holds) => {
            let value = value(it);
            let not = (!holds).then(|| quote!(!));
            quote!(#not #value)
        }
        Test::Equal(a, b, holds) => {
            let (a, b) = (value(a), value(b));
            let operator = if *holds { quote!(==) } else { quote!(!=) };
            quote!(#a #operator #b)
        }
        Test::IsSome(_) | Test::Partition { .. } => TokenStream::new(),
    }
}

fn value(it: &Value) -> TokenStream {
    match it {
        Value::Local(name) => local(name),
        Value::Field(name, field) => {
            let (name, field) = (local(name), ident(field));
            quote!(#name.#field)
        }
        Value::Boolean(value) => quote!(#value),
        Value::Text(text) => quote!(#text),
        Value::Format(text, values) => {
            let values = values.iter().map(value);
            quote!(format!(#text #(, #values)*))
        }
    }
}

fn leaf(leaf: &Leaf) -> TokenStream {
    match leaf {
        Leaf::Url(url) => {
            let url = value(url);
            quote!(Ok(rt::Endpoint::new(#url)))
        }
        Leaf::Error(message) => quote!(Err(rt::EndpointError::new(#message))),
    }
}
