//! The files of a service's module and of the package: their items and imports.

use super::imports::{rt, together, uses};
use super::polls::Polls;
use super::{FileScope, Lower, text};
use crate::diagnostic::Diagnostics;
use crate::model::{Kind, Operation, Protocol};
use crate::partitions::Partition;
use crate::rust::item::{
    self, Builder, Client, File, Item, ModuleItem, Reexport, RequiredTrait, Service, ServiceError, Structure,
};
use crate::rust::names::Scope;

/// The contract between generated code and the runtime: the number that the runtime has, too. It is raised when newly
/// generated code needs another version of the runtime than code that was generated before.
const CONTRACT: u32 = 2;

impl Lower<'_> {
    pub(super) fn types_file(&self) -> File {
        let mut items = Vec::new();
        for shape in self.reached().filter(|shape| shape.traits.error.is_none()) {
            match &shape.kind {
                Kind::Structure(members) => {
                    let mut structure = self.structure(shape, members, &self.types.name(&shape.id), FileScope::Types);
                    if let Some(name) = self.types.builder(&shape.id) {
                        structure.builder = Some(Builder::Public { name: name.to_owned(), sends: None });
                    }
                    items.push(Item::Structure(structure));
                }
                Kind::Union(members) => items.push(Item::Union(self.union(shape, members))),
                _ => {}
            }
        }
        let docs = format!("The structures and enums of {}.", self.model.service.sdk_id);
        let mut uses = uses(&items);
        uses.extend(self.import_of_required(&items, FileScope::Types));
        File { path: "types.rs".into(), docs: vec![self.text.plain(&docs)], uses, items }
    }

    pub(super) fn enums_file(&self) -> File {
        let items = self.reached().filter_map(|shape| match &shape.kind {
            Kind::Enum(members) => Some(Item::StringEnum(self.string_enum(shape, members))),
            Kind::IntEnum(members) => Some(Item::IntEnum(self.int_enum(shape, members))),
            _ => None,
        });
        let docs = "The enums, which [`types`](super::types) re-exports. Each keeps an unknown value and serializes it \
                    unchanged.";
        File { path: "enums.rs".into(), docs: self.text.wrap(docs), uses: vec![rt()], items: items.collect() }
    }

    pub(super) fn errors_file(&self) -> File {
        let mut items = Vec::new();
        for shape in self.reached() {
            if let (Some(error), Kind::Structure(members)) = (&shape.traits.error, &shape.kind) {
                let structure = self.structure(shape, members, &self.types.name(&shape.id), FileScope::Errors);
                let modelled = self.modelled_error(shape, error, &structure);
                items.extend([Item::Structure(structure), Item::ModelledError(modelled)]);
            }
        }
        let docs = format!("The errors in the model of {}.", self.model.service.sdk_id);
        let mut uses = uses(&items);
        uses.extend(self.import_of(&items, "types", FileScope::Errors));
        File { path: "error.rs".into(), docs: vec![self.text.plain(&docs)], uses, items }
    }

    pub(super) fn operation_file(&self, operation: &Operation, diagnostics: &mut Diagnostics) -> File {
        let mut lowered = self.operation(operation, diagnostics);
        let (mut input, output) = self.ends(operation, &lowered);
        input.builder = Some(Builder::Public { name: lowered.builder.clone(), sends: Some(lowered.name.clone()) });
        let docs = format!("[`{}`]: its input and output, its errors and its builder.", lowered.name);
        let docs = self.text.wrap(&docs);
        let path = format!("operation/{}.rs", lowered.method.trim_start_matches("r#"));
        let has_errors = !lowered.errors.is_empty();
        let name = lowered.name.clone();
        let file_scope = FileScope::Operation(&name);
        let Polls { pages, waiters } = self.polls_of(operation, &lowered, &input, diagnostics);
        lowered.example = self.example(operation, pages.as_ref().filter(|it| it.deprecated.is_none()), diagnostics);
        let mut items = vec![Item::Operation(Box::new(lowered)), Item::Structure(input), Item::Structure(output)];
        items.extend(pages.map(Item::Pages));
        items.extend(waiters.into_iter().map(|waiter| Item::Waiter(Box::new(waiter))));
        let mut uses = uses(&items);
        let errors = format!("{}::error", self.module.from(file_scope.depth()));
        let errors = self.import_of(&items, "error", file_scope).or(has_errors.then_some(errors));
        let types = self.import_of(&items, "types", file_scope);
        uses.extend(together(
            [errors, types, self.import_of_required(&items, file_scope)].into_iter().flatten().collect(),
        ));
        File { path, docs, uses, items }
    }

    pub(super) fn operations_file(&self) -> File {
        let names: Vec<_> = self.operations.iter().map(|operation| self.types.operation(&operation.id)).collect();
        let modules = names.iter().map(|name| ModuleItem {
            name: name.module.clone(),
            public: true,
            docs: Vec::new(),
            with_client: false,
            skip_rustfmt: false,
            is_included: false,
            uses_deprecated: false,
        });
        let reexports = names.iter().map(|name| Reexport {
            path: name.module.clone(),
            names: vec![name.name.clone()],
            alias: None,
            with_client: false,
        });
        let docs = "The operations, one module each. An operation serializes its input to a request and deserializes its \
                    output from a response, without a network. A `Client` sends the request.";
        let items = vec![Item::Modules(modules.collect()), Item::Reexports(reexports.collect())];
        File { path: "operation.rs".into(), docs: self.text.wrap(docs), uses: Vec::new(), items }
    }

    pub(super) fn client_file(&self, diagnostics: &mut Diagnostics) -> File {
        let docs = format!("The client of {}.", self.model.service.sdk_id);
        let params = self.client_params(diagnostics);
        let client = Client { docs: self.text.client(self.operations.first().copied(), &self.types), params };
        let items = vec![Item::Client(client)];
        File { path: "client.rs".into(), docs: vec![self.text.plain(&docs)], uses: vec![rt()], items }
    }

    pub(super) fn endpoint_file(&self, diagnostics: &mut Diagnostics) -> File {
        let items = vec![Item::Endpoint(self.endpoint(diagnostics))];
        let docs = format!("The endpoint of {}.", self.model.service.sdk_id);
        File { path: "endpoint.rs".into(), docs: vec![self.text.plain(&docs)], uses: vec![rt()], items }
    }

    pub(super) fn root_file(&self, optional: &[File]) -> File {
        let service = self.service();
        let visible = ["endpoint", "error", "operation", "required", "types"];
        let there = |name: &str| {
            (service.is_some() && matches!(name, "client" | "endpoint" | "operation"))
                || optional.iter().any(|file| file.path.trim_end_matches(".rs") == name)
        };
        let has_deprecated = self.has_deprecated_types();
        let names = ["client", "endpoint", "enums", "error", "operation", "required", "types"];
        let modules = names.iter().filter(|name| there(name)).map(|name| ModuleItem {
            name: (*name).to_owned(),
            public: visible.contains(name),
            docs: Vec::new(),
            with_client: *name == "client",
            skip_rustfmt: false,
            is_included: false,
            uses_deprecated: has_deprecated && ["enums", "error", "operation", "types"].contains(name),
        });
        let client = Reexport { path: "client".into(), names: vec!["Client".into()], alias: None, with_client: true };
        let modules = Item::Modules(modules.collect());
        let Some(service) = service else {
            let docs = self.text.types_only(&self.model.service);
            let items = vec![Item::Contract(CONTRACT, vec![modules])];
            return File { path: "mod.rs".into(), docs, uses: Vec::new(), items };
        };
        let config = Reexport {
            path: "rt::client".into(),
            names: vec!["Config".into(), "config".into()],
            alias: None,
            with_client: true,
        };
        let errors = optional.iter().filter(|file| file.path == "error.rs").flat_map(|file| &file.items);
        let error = Item::ServiceError(self.service_error(errors));
        let items = vec![modules, Item::Reexports(vec![client, config]), Item::Service(service), error];
        let items = vec![Item::Contract(CONTRACT, items)];
        File { path: "mod.rs".into(), docs: self.text.service(&self.model.service), uses: vec![rt()], items }
    }

    /// Returns whether a type is deprecated, so that its uses in the module would warn.
    fn has_deprecated_types(&self) -> bool {
        let has_item =
            |kind: &Kind| matches!(kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
        let mut shapes = self.model.shapes.iter().filter(|shape| self.closure.contains(&shape.id));
        shapes.any(|shape| shape.traits.deprecated.is_some() && has_item(&shape.kind))
    }

    /// Lowers the error of all operations, from the items of the file with the error structures.
    fn service_error<'f>(&self, errors: impl Iterator<Item = &'f Item>) -> ServiceError {
        let mut scope = Scope::default();
        scope.claim("Other".to_owned());
        let variants = errors.filter_map(|item| match item {
            Item::Structure(it) => Some((scope.claim(it.name.clone()), it.name.clone())),
            _ => None,
        });
        let docs = format!("The errors of all operations of {}.", self.model.service.sdk_id);
        ServiceError { variants: variants.collect(), docs: vec![self.text.plain(&docs)] }
    }

    /// Returns the service's descriptor, if its protocol is supported.
    pub(super) fn service(&self) -> Option<Service> {
        let service = &self.model.service;
        let protocol = match &service.protocol {
            Protocol::AwsJson { version, query_compatible } => item::Protocol::AwsJson {
                version: version.clone(),
                target_prefix: service.target_prefix().to_owned(),
                query_compatible: *query_compatible,
            },
            Protocol::RestJson => item::Protocol::RestJson,
            Protocol::RestXml { no_error_wrapping } => item::Protocol::RestXml {
                namespace: service.traits.xml_namespace.as_ref().map(super::traits::namespace),
                no_error_wrapping: *no_error_wrapping,
            },
            Protocol::AwsQuery => item::Protocol::AwsQuery(service.version.clone()),
            Protocol::Ec2Query => item::Protocol::Ec2Query(service.version.clone()),
            Protocol::RpcV2Cbor { query_compatible } => item::Protocol::RpcV2Cbor {
                service: service.target_prefix().to_owned(),
                query_compatible: *query_compatible,
            },
            Protocol::Unsupported(_) | Protocol::None => return None,
        };
        Some(Service {
            id: service.sdk_id.clone(),
            api_version: service.version.clone(),
            signing_name: service.signing_name.clone(),
            protocol,
        })
    }
}

/// Returns the re-export of the enums in the module of the structures.
pub(super) fn reexports(enums: &File) -> Option<Item> {
    let names: Vec<String> = enums
        .items
        .iter()
        .filter_map(|item| match item {
            Item::StringEnum(it) => Some(it.name.clone()),
            Item::IntEnum(it) => Some(it.name.clone()),
            _ => None,
        })
        .collect();
    let enums = Reexport { path: "super::enums".into(), names, alias: None, with_client: false };
    (!enums.names.is_empty()).then(|| Item::Reexports(vec![enums]))
}

/// Returns the file with the traits of required members, one for each name.
pub(super) fn required_file<'f>(files: impl Iterator<Item = &'f File>) -> File {
    let mut all: Vec<RequiredTrait> = Vec::new();
    for item in files.flat_map(|file| &file.items) {
        let Item::Structure(Structure { builder: Some(Builder::Public { .. }), fields, .. }) = item else { continue };
        for field in fields {
            if let Some(name) = &field.required {
                all.push(RequiredTrait { name: name.clone(), setter: crate::rust::names::written(&field.name) });
            }
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.dedup();
    let docs = "Marker traits of required members, one for each name. The trait holds once the member is set. The compiler \
                error for a missing member names it.";
    File {
        path: "required.rs".into(),
        docs: text::wrap(docs),
        uses: vec![rt()],
        items: if all.is_empty() { Vec::new() } else { vec![Item::Required(all)] },
    }
}

/// Returns `lib.rs`.
///
/// A crate whose types are deep sets the compiler's recursion limit.
pub(crate) fn package(modules: &[(String, String)], recursion_limit: Option<usize>, with_partitions: bool) -> File {
    let runtime = Reexport {
        path: String::new(),
        names: vec!["codegen_runtime".into()],
        alias: Some("runtime".into()),
        with_client: false,
    };
    let mut items: Vec<Item> = recursion_limit.map(Item::RecursionLimit).into_iter().collect();
    items.extend(services(modules, with_partitions, false));
    items.push(Item::Reexports(vec![runtime]));
    File { path: "lib.rs".into(), docs: text::package(), uses: Vec::new(), items }
}

/// Returns the file that declares the services in the module that includes it.
pub(crate) fn included(modules: &[(String, String)], with_partitions: bool) -> File {
    let items = services(modules, with_partitions, true);
    File { path: "clients.rs".into(), docs: Vec::new(), uses: Vec::new(), items }
}

/// Returns the declarations of the services' modules.
fn services(modules: &[(String, String)], with_partitions: bool, is_included: bool) -> Vec<Item> {
    let service = |(name, title): &(String, String)| ModuleItem {
        name: name.clone(),
        public: true,
        docs: vec![text::inline(title)],
        with_client: false,
        skip_rustfmt: true,
        is_included,
        uses_deprecated: false,
    };
    let partitions = ModuleItem {
        name: "partitions".into(),
        public: false,
        docs: Vec::new(),
        with_client: false,
        skip_rustfmt: true,
        is_included,
        uses_deprecated: false,
    };
    let modules: Vec<ModuleItem> = modules.iter().map(service).chain(with_partitions.then_some(partitions)).collect();
    if modules.is_empty() { Vec::new() } else { vec![Item::Contract(CONTRACT, vec![Item::Modules(modules)])] }
}

/// Returns the file with the table of partitions, which all services share.
pub(crate) fn partitions_file(partitions: &[Partition]) -> File {
    File {
        path: "partitions.rs".into(),
        docs: text::wrap("The partitions: groups of AWS regions with their own domains."),
        uses: vec![rt()],
        items: vec![Item::Partitions(partitions.to_vec())],
    }
}
