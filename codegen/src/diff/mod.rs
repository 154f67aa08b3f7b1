//! Compares two models of a service: the changes, and their meaning for dependents, before anyone builds.
//!
//! Both models are read, corrected, checked and lowered as for generation. Every change has two verdicts. That on the Rust
//! API is made on the public items ([`crate::api`]) of both sides, so that it is exact. That on requests and responses is
//! made on what the lowered items say about serialization, and on the constraints of the model, which no item shows.

mod change;
mod changes;
mod code;
mod compare;
mod history;
mod operations;
mod overview;
mod render;
mod report;
mod semver;
mod service;
mod shapes;
mod side;
mod types;
mod view;

pub use change::{ApiChange, Change, Effect, Level};
pub use code::ChangeCode;
pub use history::{Counts, History, Step};
pub use overview::{Overview, ServiceChange};
pub use render::{HTML_START, markdown_text};
pub use report::{Identity, Report};
pub use view::{Row, View};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::Service;
use crate::source::Sources;
use crate::{Failed, Inputs, Selection, suggest};
use side::Side;

/// How two models are compared.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The module's name, which the paths of the report begin with.
    pub module: &'a str,
    /// The operations of the old side, by name or all. Only what they reach is compared.
    pub old_operations: Selection<'a>,
    /// The operations of the new side.
    pub new_operations: Selection<'a>,
    /// True if selected operations that neither model has are passed over. Otherwise they are an error.
    pub skip_unknown: bool,
}

/// Compares two models of one service, of whatever formats.
///
/// # Errors
/// Everything that is wrong with the models, and two models that are not of one service and one version of its API, each
/// with its place.
pub fn diff(old: &Inputs<'_>, new: &Inputs<'_>, options: &Options<'_>) -> Result<Report, Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let sides = {
        let old = Side::new(old, options.module, &options.old_operations, &mut sources, &mut diagnostics);
        let new = Side::new(new, options.module, &options.new_operations, &mut sources, &mut diagnostics);
        old.zip(new)
    };
    let Some((old, new)) = sides else { return Err(Failed(diagnostics.locate(&sources))) };
    different(&old, &new, &mut diagnostics);
    unknown(&old, &new, options, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Failed(diagnostics.locate(&sources)));
    }
    Ok(Report::new(&old, &new, changes::changes(&old, &new), &sources))
}

/// Reports two models that are not of one service and one version of its API.
fn different(old: &Side, new: &Side, diagnostics: &mut Diagnostics) {
    let (one, other) = (&old.model.service, &new.model.service);
    if !is_same(one, other) {
        let message = format!("the models are of two services, {} and {}", one.sdk_id, other.sdk_id);
        let error = Diagnostic::error(Code::DifferentServices, &other.origin, message).shape(&other.id);
        let error = error.related(&one.origin, "the old model's service");
        diagnostics.push(error.help("compare two models of one service"));
    } else if one.version != other.version {
        let message =
            format!("the models are of two versions of {}: {} and {}", other.sdk_id, one.version, other.version);
        let error = Diagnostic::error(Code::DifferentVersions, &other.origin, message).shape(&other.id);
        let error = error.related(&one.origin, "the old model's service");
        let help = "another version of an API is another API: generate it beside the old one, under a name of its own, \
                    and let dependents move when they are ready";
        diagnostics.push(error.help(help));
    }
}

/// Returns whether two models are of one service. Old models of botocore's have no id of the service but its full name, so
/// that the shape or the name without its owner will do.
pub(crate) fn is_same(one: &Service, other: &Service) -> bool {
    let plain = |id: &str| {
        let id = ["AWS ", "Amazon "].iter().find_map(|owner| id.strip_prefix(owner)).unwrap_or(id);
        id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    plain(&one.sdk_id) == plain(&other.sdk_id) || one.id.name() == other.id.name()
}

/// Reports selected operations that neither model has.
fn unknown(old: &Side, new: &Side, options: &Options<'_>, diagnostics: &mut Diagnostics) {
    let named = [&options.old_operations, &options.new_operations].into_iter().flat_map(|it| match it {
        Selection::All => [].iter(),
        Selection::Named(names) => names.iter(),
    });
    let models = [&old.model, &new.model];
    let mut reported: Vec<&String> = Vec::new();
    for name in named {
        if options.skip_unknown
            || reported.contains(&name)
            || models.iter().any(|model| model.operation(name).is_some())
        {
            continue;
        }
        reported.push(name);
        let known = models.iter().flat_map(|model| &model.operations).map(|operation| operation.id.name());
        let near = suggest::nearest(name, known);
        let help = near.map_or("`all` compares every operation".to_owned(), suggest::did_you_mean);
        let message = format!("neither model of {} has the operation `{name}`", new.model.service.sdk_id);
        diagnostics.push(Diagnostic::new(Severity::Error, Code::UnknownOperation, Place::Run, message).help(help));
    }
}
