//! The public items of operations: their types, the client's methods, pages and waiters.

use super::{Api, ApiKind, CLIENT, shown, since};
use crate::rust::item::{Operation, Pages, Sender, Waiter};

impl Api {
    pub(super) fn operation(&mut self, it: &Operation, path: &str, root: &str) {
        let name = format!("{path}::{}", it.name);
        self.push(ApiKind::Struct, &name, format!("pub struct {name}: Debug"));
        let (input, output, error) = (&it.input, &it.output, &it.error);
        let types = format!("impl Operation<Input = {input}, Output = {output}, Error = {error}> for {name}");
        self.push(ApiKind::Impl, &format!("{name}::Operation"), types);
        let enumeration = format!("{path}::{error}");
        self.enumeration(&enumeration, "Debug + OperationError");
        for error in &it.errors {
            let path = format!("{enumeration}::{}", error.variant);
            let item = self.push(ApiKind::Variant, &path, format!("pub {path}(error::{})", error.structure));
            item.deprecated = since(error.deprecated.as_ref());
        }
        let path = format!("{enumeration}::Other");
        self.push(ApiKind::Variant, &path, format!("pub {path}(runtime::Failure)"));
        let method = format!("{root}::Client::{}", it.method);
        let signature = format!("pub fn {method}(&self) -> {}<runtime::client::Client>", it.builder);
        let item = self.push(ApiKind::Function, &method, signature);
        item.feature = Some(CLIENT);
        item.deprecated = since(it.deprecated.as_ref());
    }

    pub(super) fn pages(&mut self, it: &Pages, path: &str) {
        let name = format!("{path}::{}", it.operation);
        let own = format!("impl PaginatedOperation for {name}");
        self.push(ApiKind::Impl, &format!("{name}::PaginatedOperation"), own);
        self.method(&it.sender, path, &it.method, "", &format!("Pages<{}>", it.operation)).deprecated =
            since(it.deprecated.as_ref());
        for (key, list) in it.lists.iter().enumerate() {
            let items = format!("impl PaginatedItems<{key}, Item = {}> for {name}", shown(&list.ty));
            self.push(ApiKind::Impl, &format!("{name}::PaginatedItems<{key}>"), items);
            let key = if key == 0 { String::new() } else { format!(", {key}") };
            let returns = format!("Items<{}{key}>", it.operation);
            let item = self.method(&it.sender, path, &list.method, "", &returns);
            item.deprecated = since(list.deprecated.as_ref());
        }
    }

    pub(super) fn waiter(&mut self, it: &Waiter, path: &str) {
        let name = format!("{path}::{}", it.name);
        let item = self.push(ApiKind::Struct, &name, format!("pub struct {name}: Debug"));
        item.deprecated = since(it.deprecated.as_ref());
        let own = format!("impl Waiter<Operation = {}> for {name}", it.operation);
        self.push(ApiKind::Impl, &format!("{name}::Waiter"), own);
        let returns = format!("Wait<{}>", it.name);
        let item = self.method(&it.sender, path, &it.method, ", deadline: Duration", &returns);
        item.deprecated = since(it.deprecated.as_ref());
    }

    /// A method of a builder that was created by a client.
    fn method(
        &mut self,
        sender: &Sender,
        path: &str,
        name: &str,
        arguments: &str,
        returns: &str,
    ) -> &mut super::ApiItem {
        let method = format!("{path}::{}::{name}", sender.builder);
        let bounds = if sender.states.is_empty() { "" } else { " where .." };
        let signature = format!("pub fn {method}(self{arguments}) -> runtime::client::{returns}{bounds}");
        let item = self.push(ApiKind::Function, &method, signature);
        item.feature = Some(CLIENT);
        item
    }
}
