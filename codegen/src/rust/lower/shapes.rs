//! Structures, unions, enums and errors.

use super::members::member_names;
use super::{FileScope, Lower, text};
use crate::model::{Deprecated, EnumMember, ErrorTrait, IntEnumMember, Kind, Member, Model, Shape, ShapeId, Traits};
use crate::rust::item::{
    Builder, Deprecation, Fault, Field, IntEnum, ModelledError, Retry, StringEnum, Structure, Token, Trait, Type,
    Union, UnionMember, Variant,
};
use crate::rust::names::Scope;

/// Renames members with an HTTP binding whose name is also that of a member in the body. A member with an HTTP binding
/// is not in the body; its name only identifies it in serde's JSON.
fn distinguish(fields: &mut [Field]) {
    let mut names = Scope::default();
    let is_bound = |field: &Field| field.traits.iter().any(Trait::is_binding);
    for field in fields.iter().filter(|field| !is_bound(field)) {
        names.claim(field.wire.clone());
    }
    for field in fields.iter_mut().filter(|field| is_bound(field)) {
        field.wire = names.claim(std::mem::take(&mut field.wire));
    }
}

impl Lower<'_> {
    /// Lowers a structure for the file of `file_scope`.
    pub(super) fn structure(
        &self,
        shape: &Shape,
        members: &[Member],
        name: &str,
        file_scope: FileScope<'_>,
    ) -> Structure {
        let mut fields: Vec<Field> = members
            .iter()
            .zip(member_names(self.model, shape))
            .map(|(member, name)| self.field(shape, member, name, file_scope))
            .collect();
        distinguish(&mut fields);
        Structure {
            name: name.to_owned(),
            shape: shape.id.name().to_owned(),
            docs: self.text.shape(&shape.traits, &format!("The model's `{}`.", shape.id.name()), file_scope),
            deprecated: deprecation(&shape.traits),
            is_error: shape.traits.error.is_some(),
            output_of: None,
            traits: self.shape_traits(shape),
            builder: self.types.test_builder(&shape.id).map(|name| Builder::TestOnly(name.to_owned())),
            fields,
        }
    }

    fn field(&self, shape: &Shape, member: &Member, name: String, file_scope: FileScope<'_>) -> Field {
        // Members of nested structures are in the body, regardless of their bindings.
        let is_message = matches!(file_scope, FileScope::Operation(_) | FileScope::Errors);
        // The body of an error is read before the error is identified, so that it is not a stream.
        let is_stream = matches!(file_scope, FileScope::Operation(_)) && self.is_stream(member);
        let ty = match is_stream {
            true => Type::Path("rt::ByteStream".to_owned()),
            false => self.types.of_member(self.model, shape, member, file_scope),
        };
        let mut traits = self.traits(member, is_message);
        if is_stream {
            traits.push(Trait::Streaming);
        }
        let required =
            self.types.required_trait(&name).filter(|_| member.traits.is_required_in_builders()).map(str::to_owned);
        let fallback = format!("The model's `{}`.", member.name);
        Field {
            wire: self.body_name(member),
            docs: self.text.member(&member.traits, &fallback, file_scope),
            deprecated: deprecation(&member.traits),
            traits,
            ty,
            required,
            name,
        }
    }

    /// Returns the name of a member in the body of the protocol, and in serde's JSON.
    fn body_name(&self, member: &Member) -> String {
        let json_name = member.traits.json_name.as_ref().filter(|_| self.model.service.protocol.has_json_names());
        json_name.unwrap_or(&member.name).clone()
    }

    /// Returns whether a member is sensitive: by its own trait, by that of its target, or by that of the elements of
    /// its list or map.
    pub(super) fn is_sensitive(&self, member: &Member) -> bool {
        let sensitive = |id: &ShapeId| self.model.shapes.get(id).is_some_and(|shape| shape.traits.sensitive);
        if member.traits.sensitive || sensitive(&member.target) {
            return true;
        }
        let mut at = &member.target;
        loop {
            match self.model.shapes.get(at).map(|shape| &shape.kind) {
                Some(Kind::List(inner)) => at = &inner.target,
                Some(Kind::Map(key, value)) if sensitive(&key.target) || sensitive(&value.target) => return true,
                Some(Kind::Map(_, value)) => at = &value.target,
                _ => return false,
            }
            if sensitive(at) {
                return true;
            }
        }
    }

    pub(super) fn union(&self, shape: &Shape, members: &[Member]) -> Union {
        let members: Vec<UnionMember> = members
            .iter()
            .zip(member_names(self.model, shape))
            .map(|(member, name)| UnionMember {
                name,
                wire: self.body_name(member),
                ty: self.types.of_member(self.model, shape, member, FileScope::Types),
                docs: self.text.member(&member.traits, &format!("The model's `{}`.", member.name), FileScope::Types),
                deprecated: deprecation(&member.traits),
                traits: self.traits(member, false),
            })
            .collect();
        Union {
            name: self.types.name(&shape.id),
            shape: shape.id.name().to_owned(),
            docs: self.text.shape(&shape.traits, &format!("The model's `{}`.", shape.id.name()), FileScope::Types),
            deprecated: deprecation(&shape.traits),
            traits: self.shape_traits(shape),
            members,
        }
    }

    pub(super) fn string_enum(&self, shape: &Shape, members: &[EnumMember]) -> StringEnum {
        let variants = members.iter().zip(member_names(self.model, shape)).map(|(member, name)| Variant {
            name,
            docs: self.text.member(&member.traits, &text::value(&member.value), FileScope::Enums),
            deprecated: deprecation(&member.traits),
            is_searchable: true,
            value: member.value.clone(),
        });
        let variants = variants.map(searchable);
        StringEnum {
            name: self.types.name(&shape.id),
            docs: self.text.shape(&shape.traits, &format!("The model's `{}`.", shape.id.name()), FileScope::Enums),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive,
            variants: variants.collect(),
        }
    }

    pub(super) fn int_enum(&self, shape: &Shape, members: &[IntEnumMember]) -> IntEnum {
        let variants = members.iter().zip(member_names(self.model, shape)).map(|(member, name)| Variant {
            name,
            docs: self.text.member(&member.traits, "", FileScope::Enums),
            deprecated: deprecation(&member.traits),
            is_searchable: false,
            value: member.value.to_string(),
        });
        let fallback = format!("The model's `{}`.", shape.id.name());
        IntEnum {
            name: self.types.name(&shape.id),
            docs: self.text.shape(&shape.traits, &fallback, FileScope::Enums),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive,
            variants: variants.collect(),
        }
    }

    pub(super) fn modelled_error(&self, shape: &Shape, error: &ErrorTrait, structure: &Structure) -> ModelledError {
        let is_message = |field: &&Field| {
            field.wire.eq_ignore_ascii_case("message")
                && field.ty == Type::string()
                && !field.traits.contains(&Trait::Sensitive)
        };
        ModelledError {
            name: structure.name.clone(),
            code: shape.error_code().to_owned(),
            fault: if error.server_fault { Fault::Server } else { Fault::Client },
            retry: match error.retryable {
                None => Retry::Unspecified,
                Some(false) => Retry::Retryable,
                Some(true) => Retry::Throttling,
            },
            message: structure.fields.iter().find(is_message).map(|field| field.name.clone()),
        }
    }
}

/// Marks a variant whose value can be a search alias in rustdoc. The runtime's macro then adds a sentence about the
/// value, which replaces the fallback documentation.
fn searchable(variant: Variant) -> Variant {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '`' | '"' | '\'' | '\\' | '<' | '>' | '[' | ']');
    let is_searchable =
        !variant.value.is_empty() && variant.value.chars().all(is_plain) && variant.value != variant.name;
    let docs = if is_searchable && variant.docs == [text::value(&variant.value)] { Vec::new() } else { variant.docs };
    Variant { docs, is_searchable, ..variant }
}

/// Returns the arguments of `#[deprecated]`. Dates are written as versions, which `since` must be.
pub(super) fn deprecation(traits: &Traits) -> Option<Deprecation> {
    traits.deprecated.as_ref().map(deprecation_of)
}

pub(super) fn deprecation_of(deprecated: &Deprecated) -> Deprecation {
    let since = deprecated.since.as_deref().and_then(version_of);
    let note = deprecated.message.as_deref().map(text::inline).filter(|note| !note.is_empty());
    Deprecation { since, note }
}

/// Returns a date or a version in the form that `#[deprecated]` requires: `2019-09-09` becomes `2019.9.9`, and a
/// version with fewer than three numbers is padded with zeros. `None` for any other text.
fn version_of(since: &str) -> Option<String> {
    let numbers: Option<Vec<u64>> = since.split(['-', '.']).map(|part| part.parse().ok()).collect();
    let mut numbers = numbers.filter(|numbers| numbers.len() <= 3)?;
    numbers.resize(3, 0);
    Some(format!("{}.{}.{}", numbers[0], numbers[1], numbers[2]))
}

/// Returns an empty structure, for an operation without input or output.
pub(super) fn empty(name: &str, docs: Vec<String>) -> Structure {
    Structure {
        name: name.to_owned(),
        shape: name.to_owned(),
        docs,
        deprecated: None,
        fields: Vec::<Field>::new(),
        is_error: false,
        output_of: None,
        traits: Vec::new(),
        builder: None,
    }
}

/// Returns the field of the idempotency token, if there is one.
pub(super) fn token_field(model: &Model, shape: &Shape) -> Option<Token> {
    let Kind::Structure(members) = &shape.kind else { return None };
    let at = members.iter().position(|member| member.traits.idempotency_token)?;
    Some(Token {
        field: member_names(model, shape).swap_remove(at),
        is_deprecated: members[at].traits.deprecated.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::{Inputs, Options, Selection, generate};

    /// API Gateway's `PutIntegration` has a label `httpMethod`, and another member with this name in the body.
    #[test]
    fn a_label_gives_way_to_the_member_of_the_body_that_has_its_name() {
        let model = r#"{
            "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "x", "protocol": "rest-json", "serviceId": "X" },
            "operations": { "Put": { "name": "Put", "input": { "shape": "PutRequest" },
                "http": { "method": "PUT", "requestUri": "/{method}" } } },
            "shapes": { "PutRequest": { "type": "structure", "required": ["httpMethod"], "members": {
                "httpMethod": { "shape": "Text", "location": "uri", "locationName": "method" },
                "integrationHttpMethod": { "shape": "Text", "locationName": "httpMethod" } } },
                "Text": { "type": "string" } } }"#;
        let model = Source { name: "model", text: model.as_bytes() };
        let models = [model];
        let inputs = Inputs { models: &models, ..Inputs::default() };
        let options = Options {
            package: "p",
            module: "x",
            service: None,
            operations: Selection::All,
            command: "a test",
            label: "model",
        };
        let generated = generate(&inputs, &options).expect("a service");
        let text = &generated.files["x/operation/put.rs"];
        for row in ["http_method: String = \"httpMethod2\" [label", "integration_http_method: String = \"httpMethod\","]
        {
            assert!(text.contains(row), "{row}: {text}");
        }
    }
}
