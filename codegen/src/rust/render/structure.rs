//! Structures.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecated, deprecated_text, docs, format_text, literal};
use crate::rust::format::{Piece, Table, blank};
use crate::rust::item::{Access, Field, ModelledError, Structure, Type};
use crate::rust::names::{ident, written};

pub(super) fn structure(structure: &Structure) -> Vec<Piece> {
    let name = ident(&structure.name);
    let docs = docs(&structure.docs);
    let debug = (!structure.redacts).then(|| quote!(Debug,));
    let deprecated = deprecated(structure.deprecated.as_ref());
    let fields = structure.fields.iter().enumerate().map(|(i, it)| field(it, i == 0));
    let tokens = quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    };
    let redacted = structure.redacts.then(|| Piece::Tokens(redacted_debug(structure)));
    let answers = structure.answers.as_ref().map(|it| format!(" answers {it}")).unwrap_or_default();
    let builder = structure.test_builder.as_ref().map(|it| format!(" built by {it}")).unwrap_or_default();
    let table = Table {
        open: format!("rt::structure! {{ {} = {}{answers}{builder} {{", structure.name, literal(&structure.shape)),
        rows: structure.fields.iter().map(row).collect(),
        close: "} }",
    };
    std::iter::once(Piece::Tokens(tokens)).chain(redacted).chain([Piece::Table(table)]).collect()
}

fn field(field: &Field, first: bool) -> TokenStream {
    let blank = (!first).then(blank);
    let docs = docs(&field.docs);
    let deprecated = deprecated(field.deprecated.as_ref());
    let name = ident(&field.name);
    let ty = &field.ty;
    quote! {
        #blank
        #docs
        #deprecated
        pub #name: Option<#ty>,
    }
}

/// A row of the table of members: how it is accessed and what it is called on the wire.
fn row(field: &Field) -> String {
    let attribute = deprecated_text(field.deprecated.as_ref());
    let name = written(&field.name);
    let wire = literal(&field.wire);
    let format = format_text(field.format);
    let location =
        field.location.as_ref().map(|it| format!(" in {} {}", it.place, literal(&it.name))).unwrap_or_default();
    let access = match (field.access, &field.ty) {
        (Access::Str, _) => "str".to_owned(),
        (Access::Copy, ty) => format!("copy[{ty}]"),
        (Access::List, Type::List(element)) => format!("list[{element}]"),
        (Access::Boxed, Type::Boxed(ty)) => format!("boxed[{ty}]"),
        (_, ty) => format!("borrow[{ty}]"),
    };
    format!("{attribute}{name}: {access} = {wire}{format}{location}")
}

/// `Debug` without what is sensitive.
fn redacted_debug(structure: &Structure) -> TokenStream {
    let name = ident(&structure.name);
    let text = &structure.name;
    let allow = allow_deprecated(structure.fields.iter().any(|field| field.deprecated.is_some()));
    let fields = structure.fields.iter().map(|field| {
        let (name, text) = (ident(&field.name), &field.name);
        match field.sensitive {
            true => quote!(.field(#text, &rt::redacted(self.#name.as_ref()))),
            false => quote!(.field(#text, &self.#name)),
        }
    });
    quote! {
        #allow
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text)#(#fields)*.finish()
            }
        }
    }
}

/// For code that has to name what is deprecated.
fn allow_deprecated(needed: bool) -> Option<TokenStream> {
    needed.then(|| quote!(#[allow(deprecated, reason = "a deprecated member is shown as the others are")]))
}

pub(super) fn modelled_error(error: &ModelledError) -> Piece {
    let ModelledError { name, code, fault, retry, message } = error;
    let message = message.as_deref().map(written).unwrap_or_default();
    Piece::Table(Table {
        open: format!("rt::modelled_error!({name} = {}, {fault}, {retry}, {message}", literal(code)),
        rows: Vec::new(),
        close: ");",
    })
}
