//! The ids under which shapes are written.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use crate::model::{Closure, Model, Protocol, Shape, ShapeId};

/// The ids under which shapes are written, and the kinds of names that the service's protocols use.
pub(super) struct Ids {
    /// True if a protocol that is listed names elements after shapes.
    pub(super) has_xml_names: bool,
    /// True if the codes of errors are those of queries.
    pub(super) is_query: bool,
    /// Of the shapes that are called as an operation or the service, which no shape can be, by what they are called.
    pub(super) others: BTreeMap<ShapeId, String>,
}

impl Ids {
    pub(super) fn of(model: &Model) -> Self {
        let operations = model.operations.iter().map(|operation| &operation.id);
        let mut taken: HashSet<String> = operations.chain([&model.service.id]).map(ToString::to_string).collect();
        let called = |taken: &HashSet<String>, shape: &Shape| taken.contains(shape.id.as_str());
        let renamed: Vec<&ShapeId> =
            model.shapes.iter().filter(|shape| called(&taken, shape)).map(|shape| &shape.id).collect();
        taken.extend(model.shapes.iter().map(|shape| shape.id.to_string()));
        let mut others = BTreeMap::new();
        for id in renamed {
            let mut other = format!("{id}Shape");
            while !taken.insert(other.clone()) {
                other.push('_');
            }
            others.insert(id.clone(), other);
        }
        let service = &model.service;
        let has_xml_names = service.protocols().any(Protocol::has_xml_names);
        Self { has_xml_names, is_query: service.protocol.is_query(), others }
    }

    /// Returns the id of a shape in the AST.
    pub(super) fn written(&self, id: &ShapeId) -> String {
        self.others.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    pub(super) fn is_other(&self, id: &ShapeId) -> bool {
        self.others.contains_key(id)
    }

    pub(super) fn target(&self, id: &ShapeId) -> Value {
        json!({ "target": self.written(id) })
    }

    /// Returns the value of the service's `rename`: the shapes in `reached` that are written under another id, with
    /// their names.
    pub(super) fn renamed(&self, reached: &Closure) -> Map<String, Value> {
        let reached = self.others.iter().filter(|(id, _)| reached.contains(id));
        reached.map(|(id, other)| (other.clone(), Value::from(id.name()))).collect()
    }
}
