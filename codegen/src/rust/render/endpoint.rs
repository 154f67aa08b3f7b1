//! Rendering of the function of an endpoint ruleset.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{doc, path};
use crate::model::ParameterKind;
use crate::rust::docs::fixed;
use crate::rust::format::Piece;
use crate::rust::item::{
    Absent, Attribute, Endpoint, Function, Leaf, Maybe, OptionalFunction, Parameter, ParameterSource, Statement,
    Target, Test, Value,
};
use crate::rust::names::ident;

pub(super) fn endpoint(endpoint: &Endpoint) -> Piece {
    let parameters = endpoint.parameters.iter().map(parameter);
    let body = endpoint.body.iter().map(statement);
    let last = leaf(&endpoint.last);
    let docs = doc(fixed::ENDPOINT);
    let empty = doc("");
    let errors = doc(fixed::ERRORS);
    let when = doc(fixed::ENDPOINT_ERRORS);
    Piece::Tokens(quote! {
        #docs
        #empty
        #errors
        #when
        pub fn resolve(params: &rt::EndpointParams) -> Result<rt::Endpoint, rt::EndpointError> {
            #(#parameters)*
            #(#body)*
            #last
        }
    })
}

fn local(name: &str) -> TokenStream {
    let name = ident(name.trim_start_matches("r#"));
    quote!(#name)
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = local(&parameter.name);
    let given = match &parameter.source {
        ParameterSource::Region => quote!(params.region_label()?),
        ParameterSource::UseDualStack => quote!(params.use_dual_stack),
        ParameterSource::UseFips => quote!(params.use_fips),
        ParameterSource::Endpoint => quote!(params.endpoint.as_deref()),
        ParameterSource::HostLabel(key) => quote!(params.host_label(#key)?),
        ParameterSource::Named(ParameterKind::Text, key) => quote!(params.text(#key)),
        ParameterSource::Named(ParameterKind::Flag, key) => quote!(params.flag(#key)),
        ParameterSource::Named(ParameterKind::Texts, key) => quote!(params.texts(#key)),
    };
    match &parameter.absent {
        Absent::Nothing => quote!(let #name = #given;),
        Absent::Text(text) => quote!(let #name = #given.unwrap_or(#text);),
        Absent::Flag(flag) => quote!(let #name = #given.unwrap_or(#flag);),
        Absent::Empty => quote!(let #name = #given.unwrap_or_default();),
        Absent::Error(message) => quote! {
            let Some(#name) = #given else {
                return Err(rt::EndpointError::new(#message));
            };
        },
    }
}

fn statement(it: &Statement) -> TokenStream {
    match it {
        Statement::Return(it) => {
            let leaf = leaf(it);
            quote!(return #leaf;)
        }
        Statement::If(tests, then) => {
            let then = then.iter().map(statement);
            nested(tests, quote!(#(#then)*))
        }
    }
}

/// Renders conditions. A condition that binds a name is a nested `if let`; other conditions are joined with `&&`.
fn nested(tests: &[Test], then: TokenStream) -> TokenStream {
    let Some((first, rest)) = tests.split_first() else { return then };
    if let Some(binding) = binding(first) {
        let inner = nested(rest, then);
        return quote!(if #binding { #inner });
    }
    let plain = tests.iter().take_while(|test| binding(test).is_none()).count();
    let conditions = tests[..plain].iter().map(condition);
    let inner = nested(&tests[plain..], then);
    quote!(if #(#conditions)&&* { #inner })
}

fn binding(test: &Test) -> Option<TokenStream> {
    match test {
        Test::IsSome(name) => {
            let name = local(name);
            Some(quote!(let Some(#name) = #name))
        }
        Test::Bind { to: Some(to), value } => {
            let (to, value) = (local(to), maybe(value));
            Some(quote!(let Some(#to) = #value))
        }
        _ => None,
    }
}

fn condition(test: &Test) -> TokenStream {
    match test {
        Test::IsNone(name) => {
            let name = local(name);
            quote!(#name.is_none())
        }
        Test::IsThere(name) => {
            let name = local(name);
            quote!(#name.is_some())
        }
        Test::Bind { value, .. } => {
            let value = maybe(value);
            quote!(#value.is_some())
        }
        Test::Absent(value) => {
            let value = maybe(value);
            quote!(#value.is_none())
        }
        Test::Truth(it, holds) => {
            let value = value(it);
            let not = (!holds).then(|| quote!(!));
            quote!(#not #value)
        }
        Test::Equal(it, Value::Text(empty), holds) | Test::Equal(Value::Text(empty), it, holds) if empty.is_empty() => {
            let value = value(it);
            let not = (!holds).then(|| quote!(!));
            quote!(#not #value.is_empty())
        }
        Test::Equal(a, b, holds) => {
            let (a, b) = (value(a), value(b));
            let operator = if *holds { quote!(==) } else { quote!(!=) };
            quote!(#a #operator #b)
        }
        Test::IsSome(_) => TokenStream::new(),
    }
}

fn maybe(it: &Maybe) -> TokenStream {
    match it {
        Maybe::Partition { table, region } => {
            let region = argument(region);
            let table = path(table);
            quote!(rt::Partition::of_region(#table, #region))
        }
        Maybe::Call(function, arguments) => {
            let arguments = arguments.iter().map(argument);
            let function = match function {
                OptionalFunction::ParseArn => quote!(rt::Arn::parse),
                OptionalFunction::ParseUrl => quote!(rt::Url::parse),
                OptionalFunction::Substring => quote!(rt::substring),
            };
            quote!(#function(#(#arguments),*))
        }
        Maybe::Element { list, index, owned } => {
            let list = value(list);
            let number = Literal::usize_unsuffixed(*index);
            let element = if *index == 0 { quote!(first()) } else { quote!(get(#number)) };
            let borrowed = if *owned { quote!(map(String::as_str)) } else { quote!(copied()) };
            quote!(#list.#element.#borrowed)
        }
    }
}

/// Renders a value as the argument of a function, which is borrowed.
fn argument(it: &Value) -> TokenStream {
    let borrow = it.is_owned().then(|| quote!(&));
    let value = value(it);
    quote!(#borrow #value)
}

fn value(it: &Value) -> TokenStream {
    match it {
        Value::Local(name) => local(name),
        Value::Field(name, attribute) => {
            let (name, field) = (local(name), field(*attribute));
            quote!(#name.#field)
        }
        Value::Boolean(value) => quote!(#value),
        Value::Integer(number) => {
            let number = Literal::usize_unsuffixed(*number);
            quote!(#number)
        }
        Value::Text(text) => quote!(#text),
        Value::Call(function, arguments) => {
            let arguments = arguments.iter().map(argument);
            let function = match function {
                Function::UriEncode => quote!(rt::uri_encode),
                Function::IsHostLabel => quote!(rt::is_host_label),
                Function::IsBucketLabel => quote!(rt::is_bucket_label),
            };
            quote!(#function(#(#arguments),*))
        }
        Value::Format(parts) => format(parts),
    }
}

/// Renders the field of the runtime's type for an attribute.
fn field(attribute: Attribute) -> TokenStream {
    match attribute {
        Attribute::DnsSuffix => quote!(dns_suffix),
        Attribute::DualStackDnsSuffix => quote!(dual_stack_dns_suffix),
        Attribute::ImplicitGlobalRegion => quote!(implicit_global_region),
        Attribute::PartitionId => quote!(id),
        Attribute::SupportsDualStack => quote!(supports_dual_stack),
        Attribute::SupportsFips => quote!(supports_fips),
        Attribute::AccountId => quote!(account_id),
        Attribute::Partition => quote!(partition),
        Attribute::Region => quote!(region),
        Attribute::ResourceId => quote!(resource_id),
        Attribute::Service => quote!(service),
        Attribute::Authority => quote!(authority),
        Attribute::IsIp => quote!(is_ip),
        Attribute::NormalizedPath => quote!(normalized_path),
        Attribute::Path => quote!(path),
        Attribute::Scheme => quote!(scheme),
    }
}

/// Renders a `format!`. Variables are named inside of its text, unless their names are raw identifiers.
fn format(parts: &[Value]) -> TokenStream {
    let mut text = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            Value::Text(literal) => text.push_str(&literal.replace('{', "{{").replace('}', "}}")),
            Value::Local(name) if !name.starts_with("r#") => text.push_str(&format!("{{{name}}}")),
            other => {
                text.push_str("{}");
                values.push(value(other));
            }
        }
    }
    quote!(format!(#text #(, #values)*))
}

fn leaf(leaf: &Leaf) -> TokenStream {
    match leaf {
        Leaf::Endpoint(it) => {
            let target = target(it);
            quote!(Ok(#target))
        }
        Leaf::Error(message) => quote!(Err(rt::EndpointError::new(#message))),
        Leaf::Unsupported(it, message) => {
            let target = target(it);
            quote!(Err(rt::EndpointError::unsupported(#message, #target)))
        }
    }
}

fn target(target: &Target) -> TokenStream {
    let Target { url, signing_region, signing_name, disable_double_encoding, headers, backend, auth_scheme } = target;
    let url = value(url);
    let region = signing_region.as_ref().map(value).map(|region| quote!(.signed_for(#region)));
    let name = signing_name.as_ref().map(value).map(|name| quote!(.signed_as(#name)));
    let encoding = disable_double_encoding.then(|| quote!(.without_double_encoding()));
    let headers = headers.iter().map(|(name, text)| (name, value(text)));
    let headers = headers.map(|(name, text)| quote!(.with_header(#name, #text)));
    let backend = backend.as_ref().map(value).map(|backend| quote!(.with_backend(#backend)));
    let scheme = auth_scheme.as_ref().map(|(scheme, regions)| {
        let (scheme, regions) = (scheme.name(), regions.iter().map(value));
        quote!(.with_auth_scheme(#scheme, [#(String::from(#regions)),*]))
    });
    quote!(rt::Endpoint::new(#url) #region #name #encoding #(#headers)* #backend #scheme)
}
