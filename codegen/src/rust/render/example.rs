//! Examples of calls, as the code block of a doc comment.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Surroundings;
use crate::rust::format;
use crate::rust::item::{Example, Expression, Operation};
use crate::rust::names::ident;

/// The lines of the section, for the end of an operation's documentation.
pub(super) fn lines(operation: &Operation, example: &Example, place: Surroundings<'_>) -> Vec<String> {
    let method = ident(operation.method.trim_start_matches("r#"));
    let (root, module) = (ident(place.package), ident(place.module));
    let imports = (!example.types.is_empty()).then(|| {
        let types = example.types.iter().map(|name| ident(name));
        quote!(use #root::#module::types::{#(#types),*};)
    });
    let setters = setters(&example.setters);
    let code = format::statements(&quote! {
        #imports
        let output = client.#method() #setters.send().await?;
    });
    // Tokens that are no statements are a bug. An example that does not compile tells of it; an empty one would not.
    let code = code.unwrap_or_else(|error| vec![format!("compile_error!({:?});", error.to_string())]);
    let title = [String::new(), "# Examples".to_owned(), String::new(), example.title.clone(), String::new()];
    // The hidden lines make a function of it that compiles and is not run, where there is a client at all.
    let before = [
        "```".to_owned(),
        "# #[cfg(feature = \"client\")]".to_owned(),
        format!("# async fn example(client: {root}::{module}::Client) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    let after = ["# Ok(())", "# }", "```"].map(str::to_owned);
    title.into_iter().chain(before).chain(code).chain(after).collect()
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
        Expression::Boolean(value) => quote!(#value),
        Expression::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Expression::Variant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(#name::#variant)
        }
        Expression::List(elements) => {
            let elements = elements.iter().map(expression);
            quote!([#(#elements),*])
        }
        Expression::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (expression(key), expression(value));
                quote!((#key, #value))
            });
            quote!([#(#entries),*])
        }
        Expression::Builder(name, values) => {
            let (name, setters) = (ident(name), setters(values));
            quote!(#name::builder() #setters.build())
        }
    }
}
