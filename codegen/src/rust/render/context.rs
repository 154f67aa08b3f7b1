//! Rendering of the statements that set an operation's endpoint parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{borrowed, way};
use crate::rust::item::{EndpointParam, HopField, ParamSource, Reached};
use crate::rust::names::ident;

/// Renders the function that sets the endpoint parameters, if there are any.
pub(super) fn endpoint_params(params: &[EndpointParam]) -> Option<TokenStream> {
    let reads = params.iter().any(|param| matches!(param.source, ParamSource::Input(_)));
    let is_deprecated =
        params.iter().any(|param| matches!(&param.source, ParamSource::Input(reached) if reached.is_deprecated));
    let allow =
        is_deprecated.then(|| quote!(#[allow(deprecated, reason = "what is deprecated may still set the endpoint")]));
    let input = if reads { quote!(input) } else { quote!(_input) };
    let statements = params.iter().map(statement);
    (!params.is_empty()).then(|| {
        quote! {
            #allow
            #[inline]
            fn endpoint_params(#input: &Self::Input, to: &mut rt::EndpointParams) {
                #(#statements)*
            }
        }
    })
}

fn statement(EndpointParam { name, source }: &EndpointParam) -> TokenStream {
    match source {
        ParamSource::Text(text) => quote!(to.set(#name, #text);),
        ParamSource::Flag(flag) => quote!(to.set(#name, #flag);),
        ParamSource::Texts(texts) => quote!(to.set(#name, vec![#(#texts.to_owned()),*]);),
        ParamSource::Input(reached) if reached.many => {
            let values = values(reached);
            quote!(to.set(#name, #values.collect::<Vec<String>>());)
        }
        ParamSource::Input(reached) => {
            let value = values(reached);
            quote!(if let Some(value) = #value { to.set(#name, value); })
        }
    }
}

/// Renders the value at the end of a path as an `Option`, or several values as an iterator.
fn values(reached: &Reached) -> TokenStream {
    let (at, many) = way(&reached.hops, &quote!(input), &|field| ending(field, reached));
    match (many, reached.is_string) {
        (true, true) => quote!(#at.cloned()),
        (true, false) => quote!(#at.map(ToString::to_string)),
        (false, true) => at,
        (false, false) if reached.copied => at,
        (false, false) => quote!(#at.map(ToString::to_string)),
    }
}

/// Renders the field at the end of a path to one value.
fn ending(field: &HopField, reached: &Reached) -> TokenStream {
    let name = ident(&field.name);
    match reached {
        Reached { copied: true, .. } => quote!(#name),
        Reached { is_string: true, .. } => quote!(#name.as_deref()),
        _ => borrowed(field),
    }
}
