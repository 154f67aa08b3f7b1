//! Names that stay: an item has the name that it was given first, and an item that comes later gets another one. The model alone
//! gives names in its own order, so that the file records those that would be others.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{choices, renamed};
use super::lowered::{lower, prepared, with_overlay};
use super::{FILE, Name, Retained, apply};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::{GivenName, Model, Named, Names, ShapeId};
use crate::rust::lower::AllNames;
use crate::source::Source;

/// Names by their items.
type Given = BTreeMap<Named, String>;

/// Gives the items of the old model, which has its retained items, their names in the new one, with as few records as it takes.
/// `retained` is what the new model keeps otherwise.
pub(super) fn keep(
    mut retained: Retained,
    old: &Model,
    new: &Model,
    overlay: Option<Source<'_>>,
    diagnostics: &mut Diagnostics,
) -> Retained {
    let former = lower(&prepared(with_overlay(old.clone(), overlay))).all_names();
    let mut bare = new.clone();
    // What it reports is reported when the file is verified.
    apply(retained.clone(), &mut bare, &mut Diagnostics::default());
    let mut naming = Naming { model: prepared(with_overlay(bare, overlay)) };
    let natural = naming.all(&Given::new());
    let there = &natural.names;
    let renamed = renamed(old, new);
    let moved = |named: &Named| match renamed.get(named.parts().0) {
        Some(id) => named.with_id(id.clone()),
        None => named.clone(),
    };
    let seniors: Given = former.names.iter().map(|(named, name)| (moved(named), name.clone())).collect();
    let seniors: Given = seniors.into_iter().filter(|(named, _)| there.contains_key(named)).collect();
    let is_named_otherwise = |(named, name): (&Named, &String)| there.get(named) != Some(name);
    if old.names.given.is_empty() && !seniors.iter().any(is_named_otherwise) && !lacks_methods(&former, &natural) {
        return retained;
    }
    let wanted = naming.beside(&seniors, &former);
    let records = old.names.given.iter().map(|(named, given)| (moved(named), given.name.clone()));
    let records = records.filter(|(named, name)| wanted.get(named) == Some(name)).collect();
    let records = naming.least(records, &wanted, &seniors);
    let names = naming.names(&records);
    for (named, name) in seniors.iter().filter(|(named, name)| names.get(named) != Some(name)) {
        diagnostics.push(refused(&naming.model, named, name));
    }
    retained.names = given(&records);
    retained
}

/// Takes out the records of items that are gone, and those that are no longer needed.
pub(super) fn reduce(mut retained: Retained, model: &Model, overlay: Option<Source<'_>>) -> Retained {
    if retained.names.is_empty() {
        return retained;
    }
    let mut whole = model.clone();
    // What it reports is reported when the rest is applied.
    apply(retained.clone(), &mut whole, &mut Diagnostics::default());
    let mut naming = Naming { model: prepared(with_overlay(whole, overlay)) };
    let records: Given = retained.names.iter().map(|(named, given)| (named.clone(), given.name.clone())).collect();
    let wanted = naming.names(&records);
    let records = records.into_iter().filter(|(named, _)| wanted.contains_key(named)).collect();
    retained.names = given(&naming.least(records, &wanted, &Given::new()));
    retained
}

/// Checks the given names of a model that has passed its own check: each is about an item, is the item's name then, and would not
/// be without the record.
pub(crate) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    if model.names.given.is_empty() {
        return;
    }
    let mut naming = Naming { model: prepared(model.clone()) };
    let records: Given = model.names.given.iter().map(|(named, given)| (named.clone(), given.name.clone())).collect();
    let names = naming.names(&records);
    for (named, GivenName { name, origin }) in &model.names.given {
        let item = item(named);
        let (message, help) = match names.get(named) {
            None => (format!("the model has no item `{item}` whose name could be kept"), "remove the entry"),
            Some(other) if other != name => {
                (format!("`{item}` cannot have the name `{name}`, which something else has"), "give it another name")
            }
            Some(_) if naming.without(&records, named) == names => {
                (format!("`{item}` has the name `{name}` in any case"), "remove the entry")
            }
            Some(_) => continue,
        };
        let error = Diagnostic::error(Code::InvalidRetainedItem, origin, message).shape(named.parts().0);
        diagnostics.push(error.help(format!("{help}, or restore {FILE} from version control")));
    }
}

/// A model whose items are named in several ways.
struct Naming {
    model: Model,
}

impl Naming {
    /// The names of all items, if some are given.
    fn all(&mut self, records: &Given) -> AllNames {
        self.model.names = Names { given: given(records), ..Names::default() };
        lower(&self.model).all_names()
    }

    fn names(&mut self, records: &Given) -> Given {
        self.all(records).names
    }

    /// The names of all items if one of the given names is not.
    fn without(&mut self, records: &Given, named: &Named) -> Given {
        let mut fewer = records.clone();
        fewer.remove(named);
        self.names(&fewer)
    }

    /// The names of all items beside those of items that were there before, and beside their methods of pages and waiters.
    fn beside(&mut self, seniors: &Given, former: &AllNames) -> Given {
        let mut names = Names { given: given(seniors), ..Names::default() };
        for operation in &self.model.operations {
            if let (Some(input), Some(methods)) = (&operation.input, former.methods.get(&operation.id)) {
                names.reserved.entry(input.clone()).or_default().extend(methods.iter().cloned());
            }
        }
        self.model.names = names;
        lower(&self.model).all_names().names
    }

    /// The least records with which all items have the names that are wanted. Items that are new give way to others.
    fn least(&mut self, mut records: Given, wanted: &Given, seniors: &Given) -> Given {
        loop {
            let names = self.names(&records);
            let is_other = |named: &&Named| names.get(*named) != wanted.get(*named) && !records.contains_key(*named);
            let (old, new): (Vec<&Named>, Vec<&Named>) =
                wanted.keys().filter(is_other).partition(|named| seniors.contains_key(*named));
            let more = if new.is_empty() { old } else { new };
            if more.is_empty() {
                break;
            }
            records.extend(more.into_iter().map(|named| (named.clone(), wanted[named].clone())));
        }
        let names = self.names(&records);
        loop {
            let needless = records.keys().rev().find(|named| self.without(&records, named) == names).cloned();
            match needless {
                Some(named) => drop(records.remove(&named)),
                None => return records,
            }
        }
    }
}

/// Returns whether an operation has no longer all methods of its pages and waiters.
fn lacks_methods(former: &AllNames, natural: &AllNames) -> bool {
    let is_less = |(id, methods): (&ShapeId, &BTreeSet<String>)| {
        natural.methods.get(id).is_some_and(|there| !methods.is_subset(there))
    };
    former.methods.iter().any(is_less)
}

fn given(records: &Given) -> BTreeMap<Named, GivenName> {
    let given = |name: &String| GivenName { name: name.clone(), origin: Origin::default() };
    records.iter().map(|(named, name)| (named.clone(), given(name))).collect()
}

/// An item as messages name it.
pub(super) fn item(named: &Named) -> Name {
    let (id, part) = named.parts();
    Name::new(id, part)
}

/// Reports an item that cannot keep its name.
fn refused(model: &Model, named: &Named, name: &str) -> Diagnostic {
    let id = named.parts().0;
    let shape = model.shapes.get(id).map(|shape| &shape.origin);
    let place = shape.or_else(|| model.operations.iter().find(|it| it.id == *id).map(|it| &it.origin));
    let message = format!("the name `{name}` of `{}` cannot be kept, because something new needs it", item(named));
    let error = Diagnostic::error(Code::TypeChanged, &place.cloned().unwrap_or_default(), message).shape(id);
    error.help(choices(&item(named)))
}
