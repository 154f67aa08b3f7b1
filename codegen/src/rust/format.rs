//! From tokens to text. This is the only user of prettyplease. It adds the blank lines that prettyplease does not
//! print, and wraps the tables of macros, which prettyplease does not wrap.

use proc_macro2::TokenStream;
use quote::quote;

/// Formats a list on one line, with `space` inside of its brackets, or with one item per line if it is too long.
/// `indent` is the indentation of the line in columns.
pub(crate) fn list(before: &str, items: &[String], after: &str, space: &str, indent: usize) -> Vec<String> {
    let line = format!("{before}{space}{}{space}{after}", items.join(", "));
    if line.chars().count() + indent <= WIDTH {
        return vec![line];
    }
    let items = items.iter().map(|item| format!("    {item},"));
    std::iter::once(before.to_owned()).chain(items).chain([after.to_owned()]).collect()
}

/// A part of a file.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Items.
    Tokens(TokenStream),
    /// A macro with a table in braces. Lines have as many rows as fit.
    Table(Table),
    /// A macro that defines a type, with one member per line.
    Definition(Definition),
    /// A macro around other pieces.
    Wrapped(Wrapped),
}

/// A macro around items.
#[derive(Clone, Debug)]
pub struct Wrapped {
    /// The lines before the items, with the opening brace.
    pub open: String,
    /// The items.
    pub pieces: Vec<Piece>,
    /// The line after the items.
    pub close: &'static str,
}

/// A macro that defines a type by its documentation and its members.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name of the macro.
    pub name: &'static str,
    /// The documentation of the type.
    pub docs: Vec<String>,
    /// The attributes of the type.
    pub attributes: Vec<String>,
    /// The line before the opening brace.
    pub open: String,
    /// The members.
    pub rows: Vec<Row>,
    /// The lines after the closing brace.
    pub close: Vec<String>,
}

/// A member of a definition.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its attributes, one per line.
    pub attributes: Vec<String>,
    /// The name, up to the `=`.
    pub left: String,
    /// The part after the `=`.
    pub right: String,
    /// The tokens in brackets that follow.
    pub brackets: Vec<Bracket>,
}

/// Items in brackets. They are wrapped if they do not fit on one line.
#[derive(Clone, Debug)]
pub struct Bracket {
    /// The opening bracket, with the text before it.
    pub open: &'static str,
    /// The items, without commas.
    pub items: Vec<String>,
    /// The closing bracket.
    pub close: char,
}

/// A macro with a table in braces.
#[derive(Clone, Debug)]
pub struct Table {
    /// The text before the inner braces, with the macro's own brace.
    pub open: String,
    /// The rows, without commas.
    pub rows: Vec<String>,
    /// The text that closes them.
    pub close: &'static str,
}

/// The width of a table's lines.
const WIDTH: usize = 100;

/// Returns the text of a file.
///
/// # Errors
/// The tokens are not items, which is a bug of a renderer.
pub fn file(header: &str, docs: &[String], uses: &[String], pieces: Vec<Piece>) -> Result<String, syn::Error> {
    let mut text = format!("// {header}\n");
    for line in docs {
        let space = if line.is_empty() { "" } else { " " };
        text.push_str(&format!("//!{space}{line}\n"));
    }
    if !uses.is_empty() {
        text.push('\n');
        // The standard library first, then the rest, each in the order of rustfmt.
        let (std, rest): (Vec<_>, Vec<_>) = uses.iter().partition(|path| path.starts_with("std::"));
        for mut group in [std, rest] {
            group.sort_by_key(|path| {
                (!path.starts_with("self::"), !path.starts_with("super::"), !path.starts_with("crate::"), *path)
            });
            text.extend(group.iter().map(|path| format!("use {path};\n")));
            if !group.is_empty() {
                text.push('\n');
            }
        }
        text.truncate(text.trim_end().len() + 1);
    }
    for piece in pieces {
        self::piece(piece, &mut text)?;
    }
    Ok(text)
}

fn piece(piece: Piece, text: &mut String) -> Result<(), syn::Error> {
    match piece {
        Piece::Tokens(tokens) => items(tokens, text)?,
        Piece::Table(table) => self::table(&table, text),
        Piece::Definition(definition) => self::definition(&definition, text)?,
        Piece::Wrapped(wrapped) => {
            let mut inner = String::new();
            for piece in wrapped.pieces {
                self::piece(piece, &mut inner)?;
            }
            text.push_str(&format!("\n{}\n", wrapped.open));
            // No literal contains a line break, because it is escaped.
            for line in inner.lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                text.push_str(&format!("{indent}{line}\n"));
            }
            text.push_str(&format!("{}\n", wrapped.close));
        }
    }
    Ok(())
}

/// Formats statements as the lines of a function's body.
///
/// # Errors
/// The tokens are not statements, which is a bug of a renderer.
pub fn statements(tokens: &TokenStream) -> Result<Vec<String>, syn::Error> {
    let file = syn::parse2(quote!(fn body() { #tokens }))?;
    let printed = prettyplease::unparse(&file);
    let body = printed.lines().filter(|line| line.starts_with("    "));
    Ok(body.map(|line| line[4..].to_owned()).collect())
}

/// Appends items, each after a blank line, except declarations of modules and imports, which are grouped.
fn items(tokens: TokenStream, text: &mut String) -> Result<(), syn::Error> {
    let mut file: syn::File = syn::parse2(tokens)?;
    let mut together = false;
    for item in std::mem::take(&mut file.items) {
        let is_declaration =
            matches!(&item, syn::Item::Mod(it) if it.content.is_none()) || matches!(item, syn::Item::Use(_));
        if !(together && is_declaration) {
            text.push('\n');
        }
        together = is_declaration;
        file.items = vec![item];
        text.push_str(&prettyplease::unparse(&file));
    }
    Ok(())
}

/// Writes a definition as rustfmt would write a type: one member per line, with a blank line between members that have
/// documentation.
fn definition(definition: &Definition, text: &mut String) -> Result<(), syn::Error> {
    let Definition { name, docs, attributes, open, rows, close } = definition;
    text.push_str(&format!("\nrt::{name}! {{\n"));
    comment(docs, 4, text);
    for line in attributes {
        text.push_str(&format!("    {line}\n"));
    }
    if rows.is_empty() {
        text.push_str(&format!("    {open} {{}}\n"));
    } else {
        text.push_str(&format!("    {open} {{\n"));
        for (index, row) in rows.iter().enumerate() {
            if index > 0 && !(row.docs.is_empty() && row.attributes.is_empty()) {
                text.push('\n');
            }
            self::row(row, text)?;
        }
        text.push_str("    }\n");
    }
    for line in close {
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str("}\n");
    Ok(())
}

fn row(row: &Row, text: &mut String) -> Result<(), syn::Error> {
    let Row { docs, attributes, left, right, brackets } = row;
    let on_one_line = |it: &Bracket| format!(" {}{}{}", it.open, it.items.join(", "), it.close);
    let all: String = brackets.iter().map(on_one_line).collect();
    // Invalid tokens are a bug of a renderer, and would otherwise be reported far from here.
    format!("{left} = {right}{all}").parse::<TokenStream>().map_err(|e| syn::Error::new(e.span(), e))?;
    comment(docs, 8, text);
    for line in attributes.iter().flat_map(|attribute| attribute.lines()) {
        text.push_str(&format!("        {line}\n"));
    }
    let line = format!("        {left} = {right}{all},");
    if line.chars().count() <= WIDTH {
        text.push_str(&line);
    } else if brackets.is_empty() {
        text.push_str(&format!("        {left} =\n            {right},"));
    } else {
        text.push_str(&format!("        {left} = {right}"));
        brackets.iter().for_each(|bracket| filled(bracket, text));
        text.push(',');
    }
    text.push('\n');
    Ok(())
}

/// Writes a bracket on lines of its own.
fn filled(Bracket { open, items, close }: &Bracket, text: &mut String) {
    text.push_str(&format!(" {open}"));
    let mut width = WIDTH;
    for item in items {
        let length = item.chars().count() + 2;
        if width + length > WIDTH {
            text.push_str("\n           ");
            width = 11;
        }
        text.push_str(&format!(" {item},"));
        width += length;
    }
    text.push_str(&format!("\n        {close}"));
}

fn comment(docs: &[String], indent: usize, text: &mut String) {
    for line in docs {
        let space = if line.is_empty() { "" } else { " " };
        text.push_str(&format!("{:indent$}///{space}{line}\n", ""));
    }
}

fn table(table: &Table, text: &mut String) {
    text.push('\n');
    text.push_str(&table.open);
    if table.rows.is_empty() {
        text.push_str(table.close);
        text.push('\n');
        return;
    }
    let mut line = String::new();
    for row in &table.rows {
        // A row with an attribute has two lines of its own.
        let alone = row.starts_with("#[");
        if !line.is_empty() && (alone || line.len() + row.len() + 6 > WIDTH) {
            text.push_str(&format!("\n   {line}"));
            line.clear();
        }
        line.push_str(&format!(" {row},"));
        if alone {
            text.push_str(&format!("\n   {line}"));
            line.clear();
        }
    }
    if !line.is_empty() {
        text.push_str(&format!("\n   {line}"));
    }
    text.push('\n');
    text.push_str(table.close);
    text.push('\n');
}
