//! The names of waiters: a type and a method of the builder each, which differ from everything else in their scopes.

use super::Lower;
use super::paging::sender;
use crate::model::{self, Named, Names};
use crate::rust::item::{self, Operation};
use crate::rust::names::{Scope, method_name, operation_name};

impl Lower<'_> {
    /// Names the waiters of an operation. Names that are given come first.
    pub(super) fn name_waiters(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        input: &item::Structure,
        methods: &mut Scope,
        waiters: &mut [item::Waiter],
    ) {
        let mut types = Scope::default();
        for taken in [&lowered.name, &lowered.input, &lowered.output, &lowered.error, &lowered.builder] {
            types.claim(taken.clone());
        }
        types.claim(format!("{}Builder", lowered.output));
        for (parameter, _) in sender(&lowered.builder, input).states {
            types.claim(parameter);
        }
        let names = &self.model.names;
        let given: Vec<_> = waiters
            .iter()
            .map(|waiter| {
                let key = || (operation.id.clone(), waiter.wire.clone());
                let ((id, name), (same, also)) = (key(), key());
                let name = given(names, &Named::Waiter(id, name), &mut types);
                (name, given(names, &Named::WaiterMethod(same, also), methods))
            })
            .collect();
        for (waiter, (name, method)) in waiters.iter_mut().zip(given) {
            waiter.name = name.unwrap_or_else(|| types.claim(operation_name(&waiter.wire)));
            let natural = || format!("wait_until_{}", method_name(&waiter.wire));
            waiter.method = method.unwrap_or_else(|| methods.claim(natural()));
        }
    }
}

fn given(names: &Names, named: &Named, scope: &mut Scope) -> Option<String> {
    names.get(named).map(|name| scope.claim(name.to_owned()))
}
