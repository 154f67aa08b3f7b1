//! Enums of strings, and unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecated, deprecated_text, doc, docs, format_text, literal};
use crate::rust::format::{Piece, Table, blank};
use crate::rust::item::{IntEnum, StringEnum, Union, UnionMember, Variant};
use crate::rust::names::ident;

pub(super) fn string_enum(it: &StringEnum) -> Vec<Piece> {
    let name = ident(&it.name);
    let docs = docs(&it.docs);
    let deprecated = deprecated(it.deprecated.as_ref());
    let variants = it.variants.iter().map(variant);
    let unknown = doc("A value that the model did not have; see [`UnknownValue`](rt::UnknownValue).");
    let tokens = quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(rt::UnknownValue),
        }
    };
    let table = Table {
        open: format!("rt::string_enum! {{ {} {{", it.name),
        rows: it
            .variants
            .iter()
            .map(|it| format!("{}{} = {}", deprecated_text(it.deprecated.as_ref()), it.name, literal(&it.value)))
            .collect(),
        close: "} }",
    };
    vec![Piece::Tokens(tokens), Piece::Table(table)]
}

pub(super) fn int_enum(it: &IntEnum) -> Vec<Piece> {
    let name = ident(&it.name);
    let docs = docs(&it.docs);
    let variants = it.variants.iter().map(variant);
    let unknown = doc("A value that the model did not have.");
    let tokens = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(i32),
        }
    };
    let row = |it: &Variant| format!("{}{} = {}", deprecated_text(it.deprecated.as_ref()), it.name, it.value);
    let table = Table {
        open: format!("rt::int_enum! {{ {} {{", it.name),
        rows: it.variants.iter().map(row).collect(),
        close: "} }",
    };
    vec![Piece::Tokens(tokens), Piece::Table(table)]
}

fn variant(variant: &Variant) -> TokenStream {
    let docs = docs(&variant.docs);
    let deprecated = deprecated(variant.deprecated.as_ref());
    let name = ident(&variant.name);
    let blank = blank();
    quote! {
        #docs
        #deprecated
        #name,
        #blank
    }
}

pub(super) fn union(union: &Union) -> Vec<Piece> {
    let name = ident(&union.name);
    let docs = docs(&union.docs);
    let deprecated = deprecated(union.deprecated.as_ref());
    let debug = (!union.redacts).then(|| quote!(Debug,));
    let members = union.members.iter().map(member);
    let unknown = doc("A member that the model did not have. It can be read, and not sent.");
    let tokens = quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            #unknown
            Unknown,
        }
    };
    let redacted = union.redacts.then(|| Piece::Tokens(redacted_debug(union)));
    let row = |member: &UnionMember| {
        let attribute = deprecated_text(member.deprecated.as_ref());
        format!("{attribute}{} = {}{}", member.name, literal(&member.wire), format_text(member.format))
    };
    let table = Table {
        open: format!("rt::union! {{ {} = {} {{", union.name, literal(&union.shape)),
        rows: union.members.iter().map(row).collect(),
        close: "} }",
    };
    std::iter::once(Piece::Tokens(tokens)).chain(redacted).chain([Piece::Table(table)]).collect()
}

fn member(member: &UnionMember) -> TokenStream {
    let docs = docs(&member.docs);
    let deprecated = deprecated(member.deprecated.as_ref());
    let name = ident(&member.name);
    let ty = &member.ty;
    let blank = blank();
    quote! {
        #docs
        #deprecated
        #name(#ty),
        #blank
    }
}

/// `Debug` without what is sensitive.
fn redacted_debug(union: &Union) -> TokenStream {
    let name = ident(&union.name);
    let arms = union.members.iter().map(|member| {
        let (name, text) = (ident(&member.name), &member.name);
        match member.sensitive {
            true => quote!(Self::#name(value) => f.debug_tuple(#text).field(&rt::redacted(Some(value))).finish(),),
            false => quote!(Self::#name(value) => f.debug_tuple(#text).field(value).finish(),),
        }
    });
    let allow = union
        .members
        .iter()
        .any(|member| member.deprecated.is_some())
        .then(|| quote!(#[allow(deprecated, reason = "a deprecated member is shown as the others are")]));
    quote! {
        #allow
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unknown => f.write_str("Unknown"),
                }
            }
        }
    }
}
