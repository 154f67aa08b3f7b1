//! The files of an imported service, and where they lie.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use codegen::import::without_prose;
use codegen::source::Source;
use codegen::{Failed, Inputs};

use super::arguments::{VERSION_FORM, is_version};
use crate::model_files::Format;
use crate::provenance::{Converted, Imported, Provenance, sha256};
use crate::report::Messages;
use crate::workspace::Published;

/// The files of a service that are taken, model first.
pub(super) const FILES: &[&str] =
    &["service-2.json", "paginators-1.json", "waiters-2.json", "endpoint-rule-set-1.json", "examples-1.json"];

/// A model in Smithy's format, as it lies here.
pub(super) const SMITHY: &str = "smithy.json";

/// The model's file name and the identity of its service, which give its folder.
pub(crate) struct Place {
    pub(super) model: String,
    pub(super) service: String,
    pub(super) api_version: String,
}

impl Place {
    /// The folder below models/.
    pub(super) fn folder(&self) -> Result<String> {
        let Self { model, service, api_version } = self;
        if service.is_empty() || api_version.is_empty() {
            bail!(
                "{model} does not say what its service is called, or in which version, and both are names of folders; nothing was \
                 written\n  help: add them to the model: `version` of the service and its name, in botocore's format `apiVersion` \
                 and `serviceId`"
            );
        }
        if !is_version(api_version) {
            bail!(
                "{model} says the version {api_version:?} of its API, which is due to be the name of a folder; nothing was \
                 written\n  help: correct the model: a version has {VERSION_FORM}"
            );
        }
        Ok(format!("{service}/{api_version}"))
    }
}

/// Files without prose, and their provenance.
pub(super) struct Import {
    pub(super) files: BTreeMap<String, String>,
    pub(super) provenance: Provenance,
    /// The files as they were published, by the same names: their paths and texts.
    published: BTreeMap<String, (String, Vec<u8>)>,
}

impl Import {
    pub(super) fn new(source: &str, version: &str) -> Self {
        let (source, version) = (source.to_owned(), version.to_owned());
        let provenance = Provenance { source, version, file: Vec::new(), converted: Vec::new() };
        Self { files: BTreeMap::new(), provenance, published: BTreeMap::new() }
    }

    /// Takes the facts of files.
    pub(super) fn take(&mut self, published: &[(&str, Published)], messages: Messages) -> Result<()> {
        for (name, file) in published {
            let (path, text) = source(file);
            let stripped = without_prose(Source { name: &path, text }).map_err(|all| failed(&all, messages))?;
            self.provenance.file.push(Imported {
                name: (*name).to_owned(),
                published_name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                published_sha256: sha256(&file.bytes),
                sha256: sha256(stripped.as_bytes()),
            });
            self.files.insert((*name).to_owned(), stripped);
            self.published.insert((*name).to_owned(), (path, text.to_vec()));
        }
        Ok(())
    }

    /// Calls a function with the files as inputs. What it finds wrong is reported in the files as they were published: a person
    /// does not have the text without prose.
    pub(super) fn with<T>(&self, work: impl Fn(&Inputs<'_>) -> Result<T, Failed>) -> Result<T, Failed> {
        let stripped = |name: &str| {
            let (name, text) = self.files.get_key_value(name)?;
            Some(Source { name, text: text.as_bytes() })
        };
        let failed = match with_sources(&stripped, &work) {
            Ok(done) => return Ok(done),
            Err(failed) => failed,
        };
        let published = |name: &str| {
            let (name, text) = self.published.get(name)?;
            Some(Source { name, text })
        };
        Err(with_sources(&published, &work).err().unwrap_or(failed))
    }

    /// The format in which the model was published.
    pub(super) fn format(&self) -> Format {
        if self.files.contains_key(FILES[0]) { Format::Botocore } else { Format::Smithy }
    }

    /// Checks a model in Smithy's format, which is not converted. `service` selects one of several services.
    pub(super) fn check(&self, service: Option<&str>, messages: Messages) -> Result<()> {
        let checked = self.with(|inputs| codegen::convert(inputs, service));
        checked.map(drop).map_err(|Failed(all)| failed(&all, messages))
    }

    /// Makes a Smithy model of botocore's files. What it says is wrong is wrong with these.
    pub(super) fn convert(&mut self, messages: Messages) -> Result<()> {
        let text = self.with(|inputs| codegen::convert(inputs, None));
        let text = text.map_err(|Failed(all)| failed(&all, messages))?;
        self.provenance.converted.push(Converted { name: SMITHY.to_owned(), sha256: sha256(text.as_bytes()) });
        self.files.insert(SMITHY.to_owned(), text);
        Ok(())
    }

    /// All files, with the provenance under this name.
    pub(super) fn files(mut self, provenance: &str, program: &str) -> Result<BTreeMap<String, String>> {
        self.files.insert(provenance.to_owned(), self.provenance.text(program)?);
        Ok(self.files)
    }
}

fn with_sources<'s, T>(
    source: &dyn Fn(&str) -> Option<Source<'s>>,
    work: &impl Fn(&Inputs<'_>) -> Result<T, Failed>,
) -> Result<T, Failed> {
    // A model in Smithy's format has everything in one file. The one that is converted from botocore's files is not read.
    let botocore = source(FILES[0]);
    let beside = |name: &str| botocore.and_then(|_| source(name));
    let models: Vec<Source<'_>> = botocore.or_else(|| source(SMITHY)).into_iter().collect();
    work(&Inputs {
        models: &models,
        paginators: beside(FILES[1]),
        waiters: beside(FILES[2]),
        endpoint_rules: beside(FILES[3]),
        examples: beside(FILES[4]),
        ..Inputs::default()
    })
}

pub(super) fn failed(all: &[codegen::diagnostic::Located], messages: Messages) -> anyhow::Error {
    messages.diagnostics(all);
    anyhow!("the model was not imported; nothing was written")
}

pub(super) fn source(file: &Published) -> (String, &[u8]) {
    (file.path.to_string_lossy().into_owned(), &file.text)
}
