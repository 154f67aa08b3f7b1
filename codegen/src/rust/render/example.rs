//! Rendering of examples of calls, as code blocks of doc comments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::Surroundings;
use crate::rust::format;
use crate::rust::item::{Example, Expression, Operation};
use crate::rust::names::ident;

/// Renders the lines of the section on the example, at the end of an operation's documentation.
pub(super) fn lines(operation: &Operation, example: &Example, place: Surroundings<'_>) -> Vec<String> {
    let package = if place.package.is_empty() { "crate_of" } else { place.package };
    let (root, module) = (ident(package), ident(place.module));
    let maps = example.has_maps.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let types = (!example.types.is_empty()).then(|| {
        let types = example.types.iter().map(|name| ident(name));
        quote!(use #root::#module::types::{#(#types),*};)
    });
    let call = call(operation, example);
    let code = format::statements(&quote!(#maps #types #call));
    // Tokens that are not statements are a bug. An example that does not compile reveals it, whereas an empty one would
    // not.
    let code = code.unwrap_or_else(|error| vec![format!("compile_error!({:?});", error.to_string())]);
    let heading = [String::new(), "# Examples".to_owned(), String::new()];
    // The hidden lines wrap the example in a function, which is compiled and not run. It exists only with the client.
    let before = vec![
        "```".to_owned(),
        "# #[cfg(feature = \"client\")]".to_owned(),
        format!("# async fn example(client: {root}::{module}::Client) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    let after = ["# Ok(())", "# }", "```"].map(str::to_owned).to_vec();
    // If the module may be anywhere, its path is not known, so that its examples cannot be compiled.
    let is_anywhere = place.package.is_empty();
    let before = if is_anywhere { vec!["```ignore".to_owned()] } else { before };
    let after = if is_anywhere { vec!["```".to_owned()] } else { after };
    heading.into_iter().chain(example.title.clone()).chain(before).chain(code).chain(after).collect()
}

fn call(operation: &Operation, example: &Example) -> TokenStream {
    let method = ident(operation.method.trim_start_matches("r#"));
    let setters = setters(&example.setters);
    let Some(items) = &example.items else {
        return quote!(let output = client.#method() #setters.send().await?;);
    };
    let items = ident(items);
    quote! {
        let mut items = client.#method() #setters.#items();
        while let Some(item) = items.next().await {
            let item = item?;
            println!("{item:?}");
        }
    }
}

fn setters(setters: &[(String, Expression)]) -> TokenStream {
    let setters = setters.iter().map(|(name, value)| {
        let (name, value) = (ident(name), expression(value));
        quote!(.#name(#value))
    });
    quote!(#(#setters)*)
}

fn expression(it: &Expression) -> TokenStream {
    match it {
        Expression::Text(text) => quote!(#text),
        Expression::Owned(text) => quote!(#text.to_owned()),
        Expression::Boolean(value) => quote!(#value),
        Expression::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Expression::Float(number) => {
            let number = Literal::f64_unsuffixed(*number);
            quote!(#number)
        }
        Expression::Variant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(#name::#variant)
        }
        Expression::Member(name, variant, value) => {
            let (name, variant, value) = (ident(name), ident(variant), expression(value));
            quote!(#name::#variant(#value))
        }
        Expression::Array(elements) => {
            let elements = elements.iter().map(expression);
            quote!([#(#elements),*])
        }
        Expression::Vec(elements) => {
            let elements = elements.iter().map(expression);
            quote!(vec![#(#elements),*])
        }
        Expression::Entries(entries) => entries_of(entries),
        Expression::Map(entries) => {
            let entries = entries_of(entries);
            quote!(BTreeMap::from(#entries))
        }
        Expression::Builder(name, values) => {
            let (name, setters) = (ident(name), setters(values));
            quote!(#name::builder() #setters.build())
        }
    }
}

fn entries_of(entries: &[(Expression, Expression)]) -> TokenStream {
    let entries = entries.iter().map(|(key, value)| {
        let (key, value) = (expression(key), expression(value));
        quote!((#key, #value))
    });
    quote!([#(#entries),*])
}
