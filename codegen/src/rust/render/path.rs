//! Rendering of paths through values, and of conditions on them, as Rust expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens;
use crate::rust::item::{Comparison, Condition, Count, Hop, HopField, Scalar};
use crate::rust::names::ident;

/// Renders a path as an `Option` of a reference or as an iterator over references, and returns which it is. `ending`
/// renders the last field of a path to one value.
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
            Hop::Filter(filter) => {
                let condition = condition(filter, &quote!(it));
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

/// Renders an iterator over the elements of a list or map, or of several lists or maps.
fn flattened(at: &TokenStream, many: bool) -> TokenStream {
    if many { quote!(#at.flatten()) } else { quote!(#at.into_iter().flatten()) }
}

/// Renders a closure that returns the value of a variant, if the union is that variant.
fn variant_of(union: &str, variant: &str, boxed: bool) -> TokenStream {
    let (union, variant) = (tokens::path(union), ident(variant));
    let value = if boxed { quote!(&**it) } else { quote!(it) };
    quote!(|it| if let #union::#variant(it) = it { Some(#value) } else { None })
}

/// Renders a chain of optional fields: `it.a.as_ref().and_then(|it| it.b.as_ref())`.
fn chain(way: &[HopField]) -> TokenStream {
    let mut fields = way.iter().map(borrowed);
    let first = fields.next();
    fields.fold(quote!(it.#first), |at, get| quote!(#at.and_then(|it| it.#get)))
}

pub(super) fn borrowed(HopField { name, boxed }: &HopField) -> TokenStream {
    let name = ident(name);
    if *boxed { quote!(#name.as_deref()) } else { quote!(#name.as_ref()) }
}

/// Renders a condition on the value that `root` names.
pub(super) fn condition(it: &Condition, root: &TokenStream) -> TokenStream {
    let selected = |hops: &[Hop]| way(hops, root, &borrowed).0;
    match it {
        Condition::Flag(hops) => {
            let flag = selected(hops);
            quote!(#flag == Some(&true))
        }
        Condition::Any(hops) => match hops.split_last() {
            Some((Hop::Filter(filter), before)) => {
                let (values, filter) = (selected(before), condition(filter, &quote!(it)));
                quote!(#values.any(|it| #filter))
            }
            _ => {
                let values = selected(hops);
                quote!(#values.next().is_some())
            }
        },
        Condition::Present(hops, is_text) => {
            let value = selected(hops);
            match is_text {
                true => quote!(#value.is_some_and(|it| !AsRef::<str>::as_ref(it).is_empty())),
                false => quote!(#value.is_some()),
            }
        }
        Condition::Contains(hops, text) => {
            let values = selected(hops);
            quote!(#values.any(|it| AsRef::<str>::as_ref(it) == #text))
        }
        Condition::Counts(a, comparison, b) => {
            let ([a, b], operator) = ([a, b].map(|it| count(it, root)), operator(*comparison));
            quote!(#a #operator #b)
        }
        Condition::Scalars(a, comparison, b) => scalars(a, *comparison, b, root),
        Condition::IsNull(hops) => {
            let value = selected(hops);
            quote!(#value.is_none())
        }
        Condition::And(a, b) => {
            let [a, b] = [a, b].map(|it| nested(it, root));
            quote!(#a && #b)
        }
        Condition::Or(a, b) => {
            let [a, b] = [a, b].map(|it| nested(it, root));
            quote!(#a || #b)
        }
        Condition::Not(inner) => {
            let inner = condition(inner, root);
            quote!(!(#inner))
        }
    }
}

/// Renders a condition as an operand of `&&` or `||`.
fn nested(it: &Condition, root: &TokenStream) -> TokenStream {
    let inner = condition(it, root);
    if matches!(it, Condition::And(..) | Condition::Or(..)) { quote!((#inner)) } else { inner }
}

fn count(it: &Count, root: &TokenStream) -> TokenStream {
    let selected = |hops: &[Hop]| way(hops, root, &borrowed).0;
    match it {
        Count::Literal(number) => {
            let number = Literal::u32_unsuffixed(*number);
            quote!(#number)
        }
        Count::Values(hops) => {
            let values = selected(hops);
            quote!(#values.count())
        }
        Count::Elements(hops) => {
            let map = selected(hops);
            quote!(#map.map_or(0, |it| it.len()))
        }
        Count::Characters(hops) => {
            let text = selected(hops);
            quote!(#text.map_or(0, |it| AsRef::<str>::as_ref(it).chars().count()))
        }
    }
}

/// Renders a comparison of two values that can be absent. Nothing is less or greater than an absent value.
fn scalars(a: &Scalar, comparison: Comparison, b: &Scalar, root: &TokenStream) -> TokenStream {
    let ([a, b], operator) = ([a, b].map(|it| scalar(it, root)), operator(comparison));
    match comparison {
        Comparison::Equal | Comparison::NotEqual => quote!(#a #operator #b),
        _ => quote!(#a.zip(#b).is_some_and(|(a, b)| a #operator b)),
    }
}

fn scalar(it: &Scalar, root: &TokenStream) -> TokenStream {
    let selected = |hops: &[Hop]| way(hops, root, &borrowed).0;
    match it {
        Scalar::Text(hops) => {
            let text = selected(hops);
            quote!(#text.map(AsRef::<str>::as_ref))
        }
        Scalar::TextLiteral(text) => quote!(Some(#text)),
        Scalar::Number(hops, is_long) => {
            let number = selected(hops);
            if *is_long { quote!(#number.copied()) } else { quote!(#number.map(|it| i64::from(*it))) }
        }
        Scalar::NumberLiteral(number) => {
            let number = Literal::i64_suffixed(*number);
            quote!(Some(#number))
        }
        Scalar::Flag(hops) => {
            let flag = selected(hops);
            quote!(#flag.copied())
        }
        Scalar::FlagLiteral(flag) => quote!(Some(#flag)),
    }
}

fn operator(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Equal => quote!(==),
        Comparison::NotEqual => quote!(!=),
        Comparison::Less => quote!(<),
        Comparison::LessOrEqual => quote!(<=),
        Comparison::Greater => quote!(>),
        Comparison::GreaterOrEqual => quote!(>=),
    }
}
