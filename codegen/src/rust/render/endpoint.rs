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
        Test::Partition { to: Some(to), region } => {
            let (to, partition) = (local(to), partition(region));
            Some(quote!(let Some(#to) = #partition))
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
        Test::IsThere(name) => {
            let name = local(name);
            quote!(#name.is_some())
        }
        Test::Partition { region, .. } => {
            let partition = partition(region);
            quote!(#partition.is_some())
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
        Test::IsSome(_) => TokenStream::new(),
    }
}

fn partition(region: &Value) -> TokenStream {
    let borrow = matches!(region, Value::Format(_)).then(|| quote!(&));
    let region = value(region);
    quote!(rt::Partition::of_region(crate::partitions::PARTITIONS, #borrow #region))
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
        Value::Format(parts) => format(parts),
    }
}

/// `format!` names a variable inside its text, unless the name is raw.
fn format(parts: &[Value]) -> TokenStream {
    let mut text = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            Value::Text(literal) => text.push_str(&literal.replace('{', "{{").replace('}', "}}")),
            Value::Local(name) if !name.starts_with("r#") => text.push_str(&format!("{{{name}}}")),
            other => {
                text.push_str("{}");
                values.push(value(other));
            }
        }
    }
    quote!(format!(#text #(, #values)*))
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
