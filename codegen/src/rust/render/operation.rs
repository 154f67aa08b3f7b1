//! Operations, their error enums and the client's methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecated, doc, docs, literal};
use crate::rust::format::{Piece, Table};
use crate::rust::item::Operation;
use crate::rust::names::ident;

pub(super) fn operation(operation: &Operation, module: &str) -> Vec<Piece> {
    let stub = stub(operation, module);
    let method = method(operation, module);
    let error = error_enum(operation);
    let table = Table {
        open: format!("rt::operation_error! {{ {} {{", operation.error),
        rows: operation.errors.iter().map(|(name, code)| format!("{name} = {}", literal(code))).collect(),
        close: "} }",
    };
    vec![Piece::Tokens(quote!(#stub #method #error)), Piece::Table(table)]
}

fn stub(operation: &Operation, module: &str) -> TokenStream {
    let (name, module) = (ident(&operation.name), ident(module));
    let docs = docs(&operation.docs);
    let repeat_docs = self::docs(&operation.repeat_docs);
    let [input, output, error] = [&operation.input, &operation.output, &operation.error].map(|name| ident(name));
    let wire = &operation.wire;
    let repeat = ident(operation.repeat);
    let token = operation.token.as_deref().map(fill_token);
    let empty = doc("");
    quote! {
        #docs
        #empty
        #repeat_docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name;

        impl rt::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = #error;

            const SERVICE: &'static rt::Service = &crate::#module::SERVICE;
            const NAME: &'static str = #wire;
            const REPEAT: rt::Repeat = rt::Repeat::#repeat;

            #token
        }
    }
}

fn fill_token(field: &str) -> TokenStream {
    let field = ident(field);
    quote! {
        fn fill_token(input: &mut Self::Input, token: &mut dyn FnMut() -> String) {
            input.#field.get_or_insert_with(token);
        }
    }
}

fn method(operation: &Operation, module: &str) -> TokenStream {
    let module = ident(module);
    let method = ident(operation.method.trim_start_matches("r#"));
    let builder = ident(&operation.builder);
    let summary = docs(&operation.summary);
    let link = doc(&format!("Begins a call of [`{}`].", operation.name));
    let empty = doc("");
    let deprecated = deprecated(operation.deprecated.as_ref());
    quote! {
        #[cfg(feature = "client")]
        impl crate::#module::Client {
            #summary
            #empty
            #link
            #deprecated
            pub fn #method(&self) -> #builder<rt::client::Client> {
                #builder(rt::Draft::new(self.0.clone()))
            }
        }
    }
}

fn error_enum(operation: &Operation) -> TokenStream {
    let error = ident(&operation.error);
    let docs = doc(&format!("What can go wrong in [`{}`].", operation.name));
    let variants = operation.errors.iter().map(|(name, _)| {
        let docs = doc(&format!("See [`{name}`](error::{name})."));
        let name = ident(name);
        quote!(#docs #name(error::#name),)
    });
    let other = doc("Everything that the model does not list.");
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #error {
            #(#variants)*
            #other
            Other(rt::Failure),
        }
    }
}
