//! Typestate builders: a type parameter for each required member, which says whether it is set.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{deprecated, doc};
use crate::rust::format::{Piece, blank};
use crate::rust::item::{Builder, Field};
use crate::rust::names::{ident, written};

pub(super) fn builder(builder: &Builder, module: &str) -> Piece {
    let declaration = declaration(builder);
    let start = start(builder);
    let methods = methods(builder, module);
    let send = builder.sends.as_ref().map(|operation| send(builder, operation, module));
    Piece::Tokens(quote! {
        #declaration
        #start
        #methods
        #send
    })
}

/// The parameter of a required member.
fn parameter(field: &Field) -> Option<Ident> {
    field.required.as_ref().map(|name| format_ident!("Has{name}"))
}

fn parameters(builder: &Builder) -> Vec<Ident> {
    builder.fields.iter().filter_map(parameter).collect()
}

/// The parameter of what the builder sends through, if it can send.
fn via(builder: &Builder) -> Option<Ident> {
    builder.sends.as_ref().map(|_| format_ident!("Via"))
}

/// `<A, B>`, or nothing.
fn angle(parameters: &[TokenStream]) -> Option<TokenStream> {
    (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>))
}

fn generics(builder: &Builder) -> Option<TokenStream> {
    let all: Vec<_> = via(builder).into_iter().chain(parameters(builder)).map(|it| quote!(#it)).collect();
    angle(&all)
}

fn declaration(builder: &Builder) -> TokenStream {
    let (name, target) = (ident(&builder.name), ident(&builder.target));
    let docs = match &builder.sends {
        Some(operation) => doc(&format!(
            "Builds a [`{}`], and sends it if it began at a client: a call of [`{operation}`].",
            builder.target
        )),
        None => doc(&format!("Builds a [`{}`].", builder.target)),
    };
    let states = parameters(builder);
    let via_default = via(builder).map(|via| quote!(#via = ()));
    let state_defaults = states.iter().map(|state| quote!(#state = rt::Unset));
    let all: Vec<_> = via_default.into_iter().chain(state_defaults).collect();
    let generics = angle(&all);
    let draft = draft(builder, &quote!(#target));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until it builds or sends"]
        pub struct #name #generics(#draft);
    }
}

/// `rt::Draft<Target, Via, (HasA, HasB)>`, as short as its defaults allow.
fn draft(builder: &Builder, target: &TokenStream) -> TokenStream {
    let states = parameters(builder);
    match (via(builder), states.as_slice()) {
        (None, []) => quote!(rt::Draft<#target>),
        (None, states) => quote!(rt::Draft<#target, (), (#(#states,)*)>),
        (Some(via), []) => quote!(rt::Draft<#target, #via>),
        (Some(via), states) => quote!(rt::Draft<#target, #via, (#(#states,)*)>),
    }
}

fn start(builder: &Builder) -> TokenStream {
    let (name, target) = (ident(&builder.name), ident(&builder.target));
    let docs = doc("Begins one, with nothing set.");
    quote! {
        impl #target {
            #docs
            pub fn builder() -> #name {
                #name(rt::Draft::new(()))
            }
        }
    }
}

fn methods(builder: &Builder, module: &str) -> TokenStream {
    let (name, target) = (ident(&builder.name), ident(&builder.target));
    let generics = generics(builder);
    let setters = builder.fields.iter().map(|field| setter(builder, field));
    let bounds = bounds(builder, module);
    let docs = doc(&format!("The [`{}`].", builder.target));
    quote! {
        impl #generics #name #generics {
            #(#setters)*
            #docs
            #[must_use]
            pub fn build(self) -> #target #bounds {
                self.0.value
            }
        }
    }
}

fn setter(builder: &Builder, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let ty = &field.ty;
    let link = format!("{}::{}", builder.target, written(&field.name));
    let deprecated = deprecated(field.deprecated.as_ref());
    let blank = blank();
    let Some(state) = parameter(field) else {
        let docs = doc(&format!("Sets [`{}`](field@{link}).", field.name));
        return quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: impl rt::IntoMember<#ty>) -> Self {
                self.0.value.#name = #name.into_member();
                self
            }
            #blank
        };
    };
    let docs = doc(&format!("Sets [`{}`](field@{link}), which is required.", field.name));
    let builder_name = ident(&builder.name);
    let after = parameters(builder).into_iter().map(|it| if it == state { quote!(rt::Set) } else { quote!(#it) });
    let after: Vec<_> = via(builder).map(|via| quote!(#via)).into_iter().chain(after).collect();
    let after = angle(&after);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: impl rt::IntoValue<#ty>) -> #builder_name #after {
            self.0.value.#name = Some(#name.into_value());
            #builder_name(self.0.advance())
        }
        #blank
    }
}

/// What must be set before the builder may build.
fn bounds(builder: &Builder, module: &str) -> Option<TokenStream> {
    let module = ident(module);
    let bounds: Vec<_> = builder
        .fields
        .iter()
        .filter_map(|field| {
            let required = ident(field.required.as_ref()?);
            let state = parameter(field)?;
            Some(quote!(#state: crate::#module::required::#required))
        })
        .collect();
    (!bounds.is_empty()).then(|| quote!(where #(#bounds,)*))
}

fn send(builder: &Builder, operation: &str, module: &str) -> TokenStream {
    let (name, operation) = (ident(&builder.name), ident(operation));
    let states: Vec<_> = parameters(builder).iter().map(|state| quote!(#state)).collect();
    let generics = angle(&states);
    let bounds = bounds(builder, module);
    let docs = doc("Sends the request and waits for the answer, trying again where that is safe.");
    quote! {
        #[cfg(feature = "client")]
        impl #generics #name<rt::client::Client, #(#states),*> {
            #docs
            pub fn send(self) -> rt::client::Pending<#operation> #bounds {
                self.0.via.invoke::<#operation>(self.0.value)
            }
        }
    }
}
