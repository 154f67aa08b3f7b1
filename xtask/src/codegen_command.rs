//! `cargo xtask codegen`: reads the models, has them generated, and writes or compares the result.

mod package;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;
use codegen::{Failed, Generated};

use crate::model_files::Format;
use crate::report::{self, JSON_HELP, Messages, count};
use crate::tree;
use plan::Plan;

/// The command, as the first line of each generated file names it.
const COMMAND: &str = "cargo xtask codegen";

/// The file with the package's public API.
const API: &str = "api.txt";

const AFTER_HELP: &str = "Without options, everything that models/codegen.toml lists is generated into generated/.\n\n\
    Examples:\n  \
    cargo xtask codegen --check                          is generated/ up to date?\n  \
    cargo xtask codegen --operations all --out ../all    all operations, as a package of its own\n  \
    cargo xtask codegen --model my-model.json --out ../mine\n\n\
    Exit codes: 0 done, 1 something is wrong or, with --check, out of date, 2 wrong usage.";

#[derive(Args)]
#[command(after_help = format!("{AFTER_HELP}\n\n{JSON_HELP}"))]
pub(crate) struct Arguments {
    /// Write nothing: list what is stale, missing or stray, with the differences, and fail if there is anything.
    #[arg(long)]
    check: bool,
    /// Only this service of the manifest; with --model, the name of the generated module.
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Other operations than the manifest's: `all`, or names with commas between them. Needs --out.
    #[arg(long, value_name = "NAMES", requires = "out")]
    operations: Option<String>,
    /// Another model: a botocore `service-2.json` or a file in Smithy's JSON AST, or the folder with them, where
    /// paginators, endpoint rules and an `overlay.json` are found as well; packed with gzip or not. A Smithy model of
    /// several files is named by its folder, or file by file. Needs --out.
    #[arg(long, value_name = "PATH", requires = "out")]
    model: Vec<PathBuf>,
    /// The service's shape, by name or id, where a Smithy model has several services.
    #[arg(long, value_name = "ID", requires = "model")]
    service_shape: Option<String>,
    /// Another protocol than the preferred one, of those that the model lists: the name of Smithy's trait, such as
    /// `awsJson1_0`, `restXml` or `rpcv2Cbor`, or botocore's name, such as `rest-xml`. Needs --out; in
    /// models/codegen.toml, a service has the key `protocol`.
    #[arg(long, value_name = "NAME", requires = "out")]
    protocol: Option<String>,
    /// The format of the manifest's models that is read, where there are both; the same code comes of it.
    #[arg(long, value_enum, default_value_t = Format::Botocore, conflicts_with = "model")]
    format: Format,
    /// Another folder than generated/. It becomes a package of its own, which is not in this workspace.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let plan = Plan::new(arguments)?;
    let Some((files, operations)) = generate(&plan, arguments.messages)? else {
        bail!("nothing was generated, and nothing was written");
    };
    let owned = plan.owned();
    if arguments.check {
        return check(&plan, &files, &owned, arguments.messages);
    }
    let written = tree::write(&plan.out, &files, &owned)?;
    if written.recovered {
        report::done("repaired", "what an interrupted run had left");
    }
    for path in &written.removed {
        report::done("removed", path);
    }
    let lines: usize = files.values().map(|text| text.lines().count()).sum();
    let text = format!(
        "{}: {} in {}, {} lines; {} written, {} unchanged, {} removed, in {} ms",
        plan.shown_out(),
        count(operations, "operation"),
        count(files.len(), "file"),
        lines,
        written.written.len(),
        written.unchanged,
        written.removed.len(),
        start.elapsed().as_millis(),
    );
    report::done("generated", &text);
    Ok(ExitCode::SUCCESS)
}

fn check(plan: &Plan, files: &BTreeMap<String, String>, owned: &[String], messages: Messages) -> Result<ExitCode> {
    let differences = tree::compare(&plan.out, files, owned)?;
    if differences.is_empty() {
        report::done("checked", &format!("{} is up to date ({})", plan.shown_out(), count(files.len(), "file")));
        return Ok(ExitCode::SUCCESS);
    }
    messages.differences(&differences, || tree::describe(&differences, &plan.command, true));
    Ok(ExitCode::FAILURE)
}

/// All files of the package and the number of operations in it; `None` where a model is wrong, which has been reported
/// then.
fn generate(plan: &Plan, messages: Messages) -> Result<Option<(BTreeMap<String, String>, usize)>> {
    let mut files = BTreeMap::new();
    let mut titles = Vec::new();
    let mut api = Vec::new();
    let mut features = BTreeSet::new();
    let (mut operations, mut with_partitions) = (0, false);
    let mut failed = false;
    for service in &plan.services {
        match service.generate(&plan.package, COMMAND) {
            Ok(Generated {
                files: more, api: items, title, summary, partitions, runtime_feature, warnings, ..
            }) => {
                messages.diagnostics(&warnings);
                let text = format!(
                    "{}: {}, {}, {} lines",
                    service.name,
                    count(summary.operations, "operation"),
                    count(summary.shapes, "shape"),
                    summary.lines
                );
                report::done("service", &text);
                files.extend(more.into_iter().map(|(path, text)| (format!("src/{path}"), text)));
                api.push(items);
                titles.push((service.name.clone(), title));
                operations += summary.operations;
                with_partitions |= partitions;
                features.extend(runtime_feature);
            }
            Err(Failed(diagnostics)) => {
                messages.diagnostics(&diagnostics);
                failed = true;
            }
        }
    }
    if failed {
        return Ok(None);
    }
    match plan.package(&titles, &features, with_partitions)? {
        Ok(package) => files.extend(package),
        Err(Failed(diagnostics)) => {
            messages.diagnostics(&diagnostics);
            return Ok(None);
        }
    }
    let text = codegen::api::text(api.iter().map(Vec::as_slice), COMMAND);
    files.insert(API.to_owned(), text);
    Ok(Some((plan.only(files), operations)))
}
