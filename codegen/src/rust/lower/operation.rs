//! Operations: their names, their input and output, their errors.

use super::shapes::{deprecation, empty, token_field};
use super::{Here, Lower, text};
use crate::model::{self, Kind, Member, Shape, ShapeId};
use crate::rust::item::{Operation, Structure};

impl Lower<'_> {
    pub(super) fn operation(&self, operation: &model::Operation) -> Operation {
        let name = self.types.operation(&operation.id);
        let wire = operation.id.name().to_owned();
        let here = Here::Operation(&name.name);
        let docs = self.text.shape(&operation.traits, &format!("`{wire}`, as the model names it."), here);
        let (repeat, meaning) = repeat(operation, self.token(operation).is_some());
        Operation {
            input: format!("{}Input", name.name),
            output: format!("{}Output", name.name),
            error: format!("{}Error", name.name),
            builder: format!("{}Builder", name.name),
            method: crate::rust::names::written(&name.module),
            summary: text::summary(&docs),
            docs,
            deprecated: deprecation(&operation.traits),
            errors: operation.errors.iter().filter_map(|id| self.error(id)).collect(),
            repeat,
            repeat_docs: text::wrap(meaning),
            token: self.token(operation),
            name: name.name,
            wire,
        }
    }

    /// The variant of an error, which is named as its structure, and its code on the wire.
    fn error(&self, id: &ShapeId) -> Option<(String, String)> {
        let shape = self.model.shapes.get(id)?;
        let code = shape.traits.error.as_ref().and_then(|error| error.code.clone());
        Some((self.types.name(id), code.unwrap_or_else(|| id.name().to_owned())))
    }

    /// The structures that an operation is asked with and answers.
    pub(super) fn ends(&self, operation: &model::Operation, lowered: &Operation) -> (Structure, Structure) {
        let link = format!("[`{}`]", lowered.name);
        let here = Here::Operation(&lowered.name);
        let input = match self.members(operation.input.as_ref()) {
            Some((shape, members)) => {
                self.end(shape, members, &lowered.input, here, format!("What {link} is asked with."))
            }
            None => empty(&lowered.input, vec![format!("What {link} is asked with: nothing.")]),
        };
        let output = match self.members(operation.output.as_ref()) {
            Some((shape, members)) => self.end(shape, members, &lowered.output, here, format!("What {link} answers.")),
            None => empty(&lowered.output, vec![format!("What {link} answers: nothing.")]),
        };
        (input, output)
    }

    fn end(&self, shape: &Shape, members: &[Member], name: &str, here: Here<'_>, fallback: String) -> Structure {
        let mut structure = self.structure(shape, members, name, here);
        if shape.traits.documentation.is_none() {
            structure.docs = vec![fallback];
        }
        // It is this operation's alone, whatever else the shape may be.
        structure.is_error = false;
        structure
    }

    fn members(&self, id: Option<&ShapeId>) -> Option<(&Shape, &[Member])> {
        let shape = self.model.shapes.get(id?)?;
        match &shape.kind {
            Kind::Structure(members) => Some((shape, members)),
            _ => None,
        }
    }

    fn token(&self, operation: &model::Operation) -> Option<String> {
        token_field(self.members(operation.input.as_ref())?.1)
    }
}

/// The runtime's name of what happens if an operation is asked twice, and a sentence about it.
fn repeat(operation: &model::Operation, has_token: bool) -> (&'static str, &'static str) {
    if operation.readonly {
        ("ReadOnly", "It only reads; see [`Repeat::ReadOnly`](rt::Repeat::ReadOnly).")
    } else if operation.idempotent || has_token {
        ("Idempotent", "It may be asked for again; see [`Repeat::Idempotent`](rt::Repeat::Idempotent).")
    } else {
        ("Unsafe", "It is not asked for again blindly; see [`Repeat::Unsafe`](rt::Repeat::Unsafe).")
    }
}
