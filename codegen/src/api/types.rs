//! The public items of structures, enums and unions: what the runtime's macros make of one definition.

use super::{Api, ApiKind, CLIENT, TEST_UTIL, accessed, member, shown, since};
use crate::rust::item::{Builder, Deprecation, Field, IntEnum, StringEnum, Structure, Union, Variant};
use crate::rust::names::written;

/// The traits of a structure, and what an error has besides.
const STRUCTURE: &str = "Clone + Debug + Default + Deserialize + PartialEq + Serialize + ShapeValue + Structure";
const ERROR: &str = "Clone + Debug + Default + Deserialize + Display + Error + ModelledError + PartialEq + Serialize + ShapeValue + Structure";
const STRING_ENUM: &str = "AsRef<str> + Clone + Debug + Deserialize + Display + Eq + From<&str> + FromStr + Hash + Ord + \
                           PartialEq + PartialOrd + Serialize + ShapeValue";
const INT_ENUM: &str = "Clone + Copy + Debug + Deserialize + Display + Eq + From<i32> + Hash + Into<i32> + Ord + PartialEq + \
                        PartialOrd + Serialize + ShapeValue";
const UNION: &str = "Clone + Debug + Deserialize + PartialEq + Serialize + ShapeValue + Union";

impl Api {
    pub(super) fn structure(&mut self, it: &Structure, path: &str) {
        let (module, path) = (path, format!("{path}::{}", it.name));
        let traits = if it.is_error { ERROR } else { STRUCTURE };
        let item = self.push(ApiKind::Struct, &path, format!("pub struct {path}: {traits}"));
        item.non_exhaustive = true;
        item.deprecated = since(it.deprecated.as_ref());
        for field in &it.fields {
            let (path, ty) = (member(&path, &field.name), shown(&field.ty));
            let deprecated = since(field.deprecated.as_ref());
            let item = self.push(ApiKind::Field, &path, format!("pub {path}: Option<{ty}>"));
            item.deprecated = deprecated.clone().or_else(|| since(it.deprecated.as_ref()));
            let signature = format!("pub fn {path}(&self) -> {}", accessed(&field.ty));
            self.push(ApiKind::Function, &path, signature).deprecated = deprecated;
        }
        match &it.builder {
            None => {}
            Some(Builder::TestOnly(name)) => self.builder(it, module, name, None, Some(TEST_UTIL)),
            Some(Builder::Public { name, sends }) => self.builder(it, module, name, sends.as_deref(), None),
        }
    }

    fn builder(
        &mut self,
        it: &Structure,
        module: &str,
        name: &str,
        sends: Option<&str>,
        feature: Option<&'static str>,
    ) {
        let path = format!("{module}::{name}");
        // A builder for tests has no required members.
        let required: Vec<&Field> = it.fields.iter().filter(|it| it.required.is_some() && feature.is_none()).collect();
        let states = required.iter().filter_map(|field| field.required.as_ref());
        let states = states.map(|state| format!("Has{state} = runtime::Unset"));
        let parameters: Vec<String> = sends.map(|_| "Sender = ()".to_owned()).into_iter().chain(states).collect();
        let parameters = if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) };
        let own = format!("pub struct {path}{parameters}: Clone + Debug");
        self.push(ApiKind::Struct, &path, own).feature = feature;
        let mut method = |path: &str, signature: String, deprecated, feature| {
            let item = self.push(ApiKind::Function, path, signature);
            (item.feature, item.deprecated) = (feature, deprecated);
        };
        let start = format!("{module}::{}::builder", it.name);
        method(&start, format!("pub fn {start}() -> {name}"), None, feature);
        for field in &it.fields {
            let (setter, argument, ty) = (member(&path, &field.name), written(&field.name), shown(&field.ty));
            let signature = match field.required.as_ref().filter(|_| feature.is_none()) {
                Some(state) => format!(
                    "pub fn {setter}(self, {argument}: impl runtime::IntoValue<{ty}>) -> {name}<Has{state} = runtime::Set>"
                ),
                None => format!("pub fn {setter}(self, {argument}: impl runtime::IntoMember<{ty}>) -> Self"),
            };
            method(&setter, signature, since(field.deprecated.as_ref()), feature);
        }
        let build = format!("{path}::build");
        let bounds = if required.is_empty() { "" } else { " where .." };
        method(&build, format!("pub fn {build}(self) -> {}{bounds}", it.name), None, feature);
        if let Some(operation) = sends {
            let send = format!("{path}::send");
            let signature = format!("pub fn {send}(self) -> runtime::client::SendFuture<{operation}>{bounds}");
            method(&send, signature, None, Some(CLIENT));
        }
    }

    pub(super) fn string_enum(&mut self, it: &StringEnum, path: &str) {
        let path = format!("{path}::{}", it.name);
        self.enumeration(&path, STRING_ENUM).deprecated = since(it.deprecated.as_ref());
        self.variants(&it.variants, &path, "runtime::UnknownValue", it.deprecated.as_ref());
        let method = format!("{path}::as_str");
        self.push(ApiKind::Function, &method, format!("pub fn {method}(&self) -> &str"));
        let values = format!("{path}::VALUES");
        self.push(ApiKind::Const, &values, format!("pub const {values}: &[&str]"));
    }

    pub(super) fn int_enum(&mut self, it: &IntEnum, path: &str) {
        let path = format!("{path}::{}", it.name);
        self.enumeration(&path, INT_ENUM).deprecated = since(it.deprecated.as_ref());
        self.variants(&it.variants, &path, "i32", it.deprecated.as_ref());
        let method = format!("{path}::as_i32");
        self.push(ApiKind::Function, &method, format!("pub const fn {method}(self) -> i32"));
        let values = format!("{path}::VALUES");
        self.push(ApiKind::Const, &values, format!("pub const {values}: &[i32]"));
    }

    pub(super) fn union(&mut self, it: &Union, path: &str) {
        let path = format!("{path}::{}", it.name);
        self.enumeration(&path, UNION).deprecated = since(it.deprecated.as_ref());
        for variant in &it.members {
            let path = format!("{path}::{}", variant.name);
            let signature = format!("pub {path}({})", shown(&variant.ty));
            let item = self.push(ApiKind::Variant, &path, signature);
            item.deprecated = since(variant.deprecated.as_ref().or(it.deprecated.as_ref()));
        }
        let unknown = format!("{path}::Unknown");
        self.push(ApiKind::Variant, &unknown, format!("pub {unknown}")).deprecated = since(it.deprecated.as_ref());
    }

    /// The variants of an enum. The compiler takes those of a deprecated one as deprecated, too.
    fn variants(&mut self, variants: &[Variant], path: &str, unknown: &str, of_enum: Option<&Deprecation>) {
        for variant in variants {
            let path = format!("{path}::{}", variant.name);
            let item = self.push(ApiKind::Variant, &path, format!("pub {path}"));
            item.deprecated = since(variant.deprecated.as_ref().or(of_enum));
        }
        let path = format!("{path}::Unknown");
        self.push(ApiKind::Variant, &path, format!("pub {path}({unknown})")).deprecated = since(of_enum);
    }

    /// An enum, to which variants can be added.
    pub(super) fn enumeration(&mut self, path: &str, traits: &str) -> &mut super::ApiItem {
        let item = self.push(ApiKind::Enum, path, format!("pub enum {path}: {traits}"));
        item.non_exhaustive = true;
        item
    }
}
