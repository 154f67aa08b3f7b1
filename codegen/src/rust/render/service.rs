//! Rendering of the items that a service has once: modules, descriptor, client and traits of required members; and
//! the table of partitions.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Surroundings, doc, docs, path_segment};
use crate::partitions::Partition;
use crate::rust::docs::fixed;
use crate::rust::format::{Definition, Piece, Row, Table};
use crate::rust::item::{Client, ModuleItem, Protocol, Reexport, RequiredTrait, Service, ServiceError, XmlNamespace};
use crate::rust::names::ident;

pub(super) fn modules(modules: &[ModuleItem]) -> Piece {
    let modules = modules.iter().map(|module| {
        let name = ident(&module.name);
        let visibility = module.public.then(|| quote!(pub));
        let docs = docs(&module.docs);
        let skip = module.skip_rustfmt.then(|| quote!(#[rustfmt::skip]));
        // In a private module of a program, all that the program does not use is dead.
        let allow = module.is_included.then(|| {
            quote!(#[allow(clippy::all, dead_code, unused_imports, reason = "the including crate uses only a part of this code")])
        });
        let deprecated = module
            .uses_deprecated
            .then(|| quote!(#[allow(deprecated, reason = "deprecated types are still part of the API")]));
        let with_client = with_client(module.with_client);
        quote!(#docs #skip #allow #deprecated #with_client #visibility mod #name;)
    });
    Piece::Tokens(quote!(#(#modules)*))
}

fn with_client(needed: bool) -> Option<TokenStream> {
    needed.then(|| quote!(#[cfg(feature = "client")]))
}

pub(super) fn reexports(reexports: &[Reexport]) -> Piece {
    let reexports = reexports.iter().map(reexport);
    Piece::Tokens(quote!(#(#reexports)*))
}

fn reexport(reexport: &Reexport) -> TokenStream {
    let with_client = with_client(reexport.with_client);
    let path = reexport.path.split("::").filter(|segment| !segment.is_empty()).map(path_segment);
    let names = match reexport.names.as_slice() {
        [one] => {
            let name = ident(one);
            quote!(#name)
        }
        many => {
            let names = many.iter().map(|name| ident(name));
            quote!({#(#names),*})
        }
    };
    let alias = reexport.alias.as_deref().map(ident).map(|alias| quote!(as #alias));
    quote!(#with_client pub use #(#path::)* #names #alias;)
}

pub(super) fn recursion_limit(limit: usize) -> Piece {
    Piece::Table(Table { open: format!("#![recursion_limit = \"{limit}\"]"), rows: Vec::new(), close: "" })
}

pub(super) fn service(service: &Service) -> Piece {
    let Service { id, api_version, signing_name, protocol } = service;
    let protocol = self::protocol(protocol);
    let docs = doc(fixed::SERVICE);
    Piece::Tokens(quote! {
        #docs
        pub static SERVICE: rt::Service = rt::Service {
            id: #id,
            api_version: #api_version,
            signing_name: #signing_name,
            protocol: #protocol,
            resolve_endpoint: endpoint::resolve,
        };
    })
}

fn protocol(protocol: &Protocol) -> TokenStream {
    match protocol {
        Protocol::AwsJson { version, target_prefix, query_compatible } => quote! {
            &rt::protocol::AwsJson {
                version: #version,
                target_prefix: #target_prefix,
                query_compatible: #query_compatible,
            }
        },
        Protocol::RestJson => quote!(&rt::protocol::RestJson),
        Protocol::RestXml { namespace, no_error_wrapping } => {
            let namespace = xml_namespace(namespace.as_ref());
            quote!(&rt::protocol::RestXml { namespace: #namespace, no_error_wrapping: #no_error_wrapping })
        }
        Protocol::AwsQuery(version) => quote!(&rt::protocol::AwsQuery { version: #version }),
        Protocol::Ec2Query(version) => quote!(&rt::protocol::Ec2Query { version: #version }),
        Protocol::RpcV2Cbor { service, query_compatible } => {
            quote!(&rt::protocol::RpcV2Cbor { service: #service, query_compatible: #query_compatible })
        }
    }
}

fn xml_namespace(namespace: Option<&XmlNamespace>) -> TokenStream {
    let Some(XmlNamespace { uri, prefix }) = namespace else { return quote!(None) };
    let prefix = prefix.as_ref().map_or_else(|| quote!(None), |prefix| quote!(Some(#prefix)));
    quote!(Some(rt::schema::XmlNamespace { uri: #uri, prefix: #prefix }))
}

/// Renders the error of all operations.
pub(super) fn service_error(error: &ServiceError) -> Piece {
    let row = |(variant, structure): &(String, String)| Row {
        docs: Vec::new(),
        attributes: Vec::new(),
        left: variant.clone(),
        right: format!("error::{structure}"),
        brackets: Vec::new(),
    };
    Piece::Definition(Definition {
        name: "service_error",
        docs: error.docs.clone(),
        attributes: Vec::new(),
        open: "pub enum ErrorKind".to_owned(),
        rows: error.variants.iter().map(row).collect(),
        close: vec!["pub type Error".to_owned()],
    })
}

pub(super) fn client(client: &Client, place: Surroundings<'_>) -> Piece {
    let module = place.module_path(1);
    let docs = docs(&client.docs);
    let with_params = (!client.params.is_empty()).then(|| with_endpoint_params(&client.params, &module));
    let new = doc(fixed::CLIENT_NEW);
    let from_conf = doc(fixed::CLIENT_FROM_CONF);
    let interceptor = doc(fixed::CLIENT_INTERCEPTOR);
    let parse_options = doc(fixed::CLIENT_PARSE_OPTIONS);
    let host_prefix = doc(fixed::CLIENT_HOST_PREFIX);
    Piece::Tokens(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client(pub(super) rt::client::Client);

        impl Client {
            #new
            #[must_use]
            pub fn new(config: &rt::client::SdkConfig) -> Self {
                Self(rt::client::Client::new(config, &#module::SERVICE))
            }

            #from_conf
            #[must_use]
            pub fn from_conf(config: rt::client::Config) -> Self {
                Self(rt::client::Client::from_conf(config, &#module::SERVICE))
            }

            #with_params

            #interceptor
            #[must_use]
            pub fn with_interceptor(&self, interceptor: impl rt::client::Interceptor) -> Self {
                Self(self.0.with_interceptor(interceptor))
            }

            #parse_options
            #[must_use]
            pub fn with_parse_options(&self, options: rt::ParseOptions) -> Self {
                Self(self.0.with_parse_options(options))
            }

            #host_prefix
            #[must_use]
            pub fn with_host_prefix(&self, enabled: bool) -> Self {
                Self(self.0.with_host_prefix(enabled))
            }
        }
    })
}

fn with_endpoint_params(docs: &[String], module: &TokenStream) -> TokenStream {
    let docs = self::docs(docs);
    quote! {
        #docs
        #[must_use]
        pub fn with_endpoint_params(config: &rt::client::SdkConfig, params: rt::EndpointParams) -> Self {
            Self(rt::client::Client::with_endpoint_params(config, &#module::SERVICE, params))
        }
    }
}

pub(super) fn required(traits: &[RequiredTrait]) -> Piece {
    let traits = traits.iter().map(|required| {
        let name = ident(&required.name);
        let docs = doc(&fixed::required(required));
        let [message, label, note] = fixed::required_error(required);
        quote! {
            #docs
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait #name {}
            #[diagnostic::do_not_recommend]
            impl #name for rt::Set {}
        }
    });
    Piece::Tokens(quote!(#(#traits)*))
}

pub(super) fn partitions(partitions: &[Partition]) -> Piece {
    let rows = partitions.iter().map(|partition| {
        let Partition {
            id,
            dns_suffix,
            dual_stack_dns_suffix,
            supports_fips,
            supports_dual_stack,
            implicit_global_region,
            regions,
            region_prefixes,
        } = partition;
        quote! {
            rt::Partition {
                id: #id,
                dns_suffix: #dns_suffix,
                dual_stack_dns_suffix: #dual_stack_dns_suffix,
                supports_fips: #supports_fips,
                supports_dual_stack: #supports_dual_stack,
                implicit_global_region: #implicit_global_region,
                regions: &[#(#regions),*],
                region_prefixes: &[#(#region_prefixes),*],
            }
        }
    });
    let docs = doc(fixed::PARTITIONS);
    Piece::Tokens(quote! {
        #docs
        pub(crate) static PARTITIONS: &[rt::Partition] = &[#(#rows),*];
    })
}
