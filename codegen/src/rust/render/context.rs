//! Rendering of the statements that set an operation's endpoint parameters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::item::{EndpointParam, Hop, HopField, ParamSource, Reached};
use crate::rust::names::ident;

/// The function that sets them, if there are any.
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

/// The value at a way's end, as an `Option` of it, or the values, as an iterator over them.
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

/// Renders a path as an `Option` of a reference or as an iterator over references, and returns which it is. A path
/// to one value ends as `ending` has it.
pub(super) fn way(hops: &[Hop], root: &TokenStream, ending: &dyn Fn(&HopField) -> TokenStream) -> (TokenStream, bool) {
    let mut many = false;
    let mut at = TokenStream::new();
    for (i, hop) in hops.iter().enumerate() {
        let is_last = i + 1 == hops.len();
        at = match hop {
            Hop::Field(field) => {
                let get = if !is_last || many { borrowed(field) } else { ending(field) };
                match (i, many) {
                    (0, _) => quote!(#root.#get),
                    (_, false) => quote!(#at.and_then(|it| it.#get)),
                    (_, true) => quote!(#at.filter_map(|it| it.#get)),
                }
            }
            Hop::Each { sparse } => {
                let each = flattened(&at, many);
                let present = sparse.then(|| quote!(.flatten()));
                quote!(#each #present)
            }
            Hop::Variant { union, variant, boxed } => {
                let get = variant_of(union, variant, *boxed);
                match (i, many) {
                    (0, _) => quote!(Some(#root).and_then(#get)),
                    (_, false) => quote!(#at.and_then(#get)),
                    (_, true) => quote!(#at.filter_map(#get)),
                }
            }
            Hop::Values { sparse } => {
                let each = flattened(&at, many);
                let present = sparse.then(|| quote!(.flatten()));
                quote!(#each.map(|(_, value)| value) #present)
            }
            Hop::Filter(condition) => {
                let condition = super::condition::condition(condition, &quote!(it));
                quote!(#at.filter(|&it| #condition))
            }
            Hop::Keys => {
                let each = flattened(&at, many);
                quote!(#each.map(|(key, _)| key))
            }
            Hop::Select(ways) => {
                let ways = ways.iter().map(|way| chain(way));
                let start = (!many).then(|| quote!(.into_iter()));
                quote!(#at #start.flat_map(|it| [#(#ways),*]).flatten())
            }
        };
        many |= !matches!(hop, Hop::Field(_) | Hop::Variant { .. });
    }
    (at, many)
}

/// An iterator over what is in a list or map, or in each of several.
fn flattened(at: &TokenStream, many: bool) -> TokenStream {
    if many { quote!(#at.flatten()) } else { quote!(#at.into_iter().flatten()) }
}

/// A closure that returns the value of a variant, if the union has it.
fn variant_of(union: &str, variant: &str, boxed: bool) -> TokenStream {
    let (union, variant) = (super::path(union), ident(variant));
    let value = if boxed { quote!(&**it) } else { quote!(it) };
    quote!(|it| if let #union::#variant(it) = it { Some(#value) } else { None })
}

/// `it.a.as_ref().and_then(|it| it.b.as_ref())`.
fn chain(way: &[HopField]) -> TokenStream {
    let mut fields = way.iter().map(borrowed);
    let first = fields.next();
    fields.fold(quote!(it.#first), |at, get| quote!(#at.and_then(|it| it.#get)))
}

pub(super) fn borrowed(HopField { name, boxed }: &HopField) -> TokenStream {
    let name = ident(name);
    if *boxed { quote!(#name.as_deref()) } else { quote!(#name.as_ref()) }
}

/// The field at the end of a way to one value.
fn ending(field: &HopField, reached: &Reached) -> TokenStream {
    let name = ident(&field.name);
    match reached {
        Reached { copied: true, .. } => quote!(#name),
        Reached { is_string: true, .. } => quote!(#name.as_deref()),
        _ => borrowed(field),
    }
}
