//! The parts of a public item's signature, as `codegen::api` writes it.

use codegen::api::ApiItem;
use syn::{FnArg, GenericParam, ReturnType};

/// The part of a signature behind the path: of `pub fn a::b(self) -> C`, it is `(self) -> C`.
pub(super) fn behind_path(item: &ApiItem) -> &str {
    let at = item.signature.find(&item.path).unwrap_or_else(|| panic!("the signature of `{item}` has no path"));
    &item.signature[at + item.path.len()..]
}

/// The traits of `pub struct a::B<C = ()>: D + E`.
pub(super) fn traits(item: &ApiItem) -> Vec<&str> {
    let (_, traits) = behind_path(item).rsplit_once(": ").unwrap_or_else(|| panic!("`{item}` lists no traits"));
    traits.split(" + ").collect()
}

/// The parameters of a structure as a dependent can name them, each with its default: `<()>` of `pub struct a::B<C = ()>: D`.
pub(super) fn parameters(item: &ApiItem) -> String {
    let Some((parameters, _)) = behind_path(item).strip_prefix('<').and_then(|rest| rest.split_once(">: ")) else {
        return String::new();
    };
    let defaults = parameters.split(", ").map(|it| it.split_once(" = ").map_or(it, |(_, default)| default));
    format!("<{}>", defaults.collect::<Vec<_>>().join(", "))
}

/// The type of a field or constant: `T` of `pub a::B::c: T`.
pub(super) fn ty(item: &ApiItem) -> &str {
    behind_path(item).strip_prefix(": ").unwrap_or_else(|| panic!("`{item}` has no type"))
}

/// The type in a variant: `T` of `pub a::B::C(T)`; `None` of `pub a::B::C`.
pub(super) fn payload(item: &ApiItem) -> Option<&str> {
    let rest = behind_path(item);
    let payload = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    assert!(payload.is_some() || rest.is_empty(), "the variant `{item}` has another form");
    payload
}

/// A function.
pub(super) struct Function {
    /// `self`, `&self`, or nothing.
    pub(super) receiver: Option<Receiver>,
    /// The types of the other arguments.
    pub(super) arguments: Vec<Argument>,
    /// The type that is returned; `None` if it is written with the name of a parameter, which is not a type of Rust.
    pub(super) output: Option<String>,
    /// True if all required members must be set before.
    pub(super) is_bounded: bool,
}

/// How a method takes its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// `self`.
    Value,
    /// `&self`.
    Reference,
}

/// The type of an argument.
pub(super) enum Argument {
    /// `impl runtime::IntoMember<T>`, with `T`.
    Member(String),
    /// `impl runtime::IntoValue<T>`, with `T`.
    Value(String),
    /// Another `impl Trait`, with the trait.
    Impl(String),
    /// Any other type.
    Plain(String),
}

/// Parses the signature of a function.
pub(super) fn function(item: &ApiItem) -> Function {
    let rest = behind_path(item);
    let (rest, is_bounded) = rest.strip_suffix(" where ..").map_or((rest, false), |rest| (rest, true));
    let parsed = syn::parse_str::<syn::Signature>(&format!("fn f{rest}"));
    let parsed = parsed.unwrap_or_else(|error| panic!("the signature of `{item}` cannot be parsed: {error}"));
    let is_type = |parameter: &GenericParam| matches!(parameter, GenericParam::Type(_));
    assert!(!parsed.generics.params.iter().any(is_type), "`{item}` has type parameters");
    let (mut receiver, mut arguments) = (None, Vec::new());
    for input in &parsed.inputs {
        match input {
            FnArg::Receiver(it) => {
                let is_value = text(it) == "self";
                receiver = Some(if is_value { Receiver::Value } else { Receiver::Reference });
            }
            FnArg::Typed(it) => arguments.push(argument(&it.ty)),
        }
    }
    let output = match &parsed.output {
        ReturnType::Default => Some("()".to_owned()),
        ReturnType::Type(_, ty) => Some(text(ty)).filter(|text| !text.contains(" = ")),
    };
    Function { receiver, arguments, output, is_bounded }
}

fn argument(ty: &syn::Type) -> Argument {
    let text = text(ty);
    let Some(bound) = text.strip_prefix("impl ") else { return Argument::Plain(text) };
    let inner = |name: &str| {
        let rest = bound.strip_prefix("runtime :: ")?.strip_prefix(name)?;
        Some(rest.trim().strip_prefix('<')?.strip_suffix('>')?.trim().to_owned())
    };
    match (inner("IntoMember"), inner("IntoValue")) {
        (Some(ty), _) => Argument::Member(ty),
        (_, Some(ty)) => Argument::Value(ty),
        _ => Argument::Impl(bound.to_owned()),
    }
}

fn text(ty: &impl quote::ToTokens) -> String {
    ty.to_token_stream().to_string()
}
