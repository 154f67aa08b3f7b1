//! Suite files: reading them, and the model that each suite is about.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Map, Value, json};

use super::exceptions::{self, Action, Exception};
use crate::workspace;

/// Cases about operations of one model.
pub(super) struct Suite {
    pub(super) file: PathBuf,
    pub(super) description: String,
    /// The module of its client.
    pub(super) module: String,
    /// The model, in botocore's format.
    pub(super) model: Value,
    /// The endpoint that the suite's requests name, if any.
    pub(super) endpoint: String,
    pub(super) cases: Vec<Case>,
    /// Why no case of it is run.
    pub(super) skipped: Option<String>,
    /// Why there is no client of it.
    pub(super) broken: Option<String>,
}

/// The formats of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    /// Of requests; responses are XML.
    Form,
    Cbor,
}

/// One case.
pub(super) struct Case {
    /// Its number in the run, which the run gives it.
    pub(super) number: usize,
    pub(super) id: String,
    /// The operation.
    pub(super) operation: String,
    /// All of it, as it is written.
    pub(super) value: Value,
}

impl Suite {
    pub(super) fn shapes(&self) -> &Value {
        &self.model["shapes"]
    }

    /// Returns the exception that one of its cases needs.
    pub(super) fn exception(&self, case: &Case) -> Option<&'static Exception> {
        exceptions::of(&self.file, &case.id)
    }

    /// Corrects the model, if one of the cases needs it.
    fn correct(&mut self) -> Result<()> {
        let mut all = self.cases.iter().filter_map(|case| Some((&case.id, exceptions::of(&self.file, &case.id)?)));
        let Some((id, _)) = all.find(|(_, exception)| exception.action == Action::WithoutPayloadName) else {
            return Ok(());
        };
        let input = self.operation(&self.cases[0])["input"]["shape"].as_str().unwrap_or_default().to_owned();
        let structure = &mut self.model["shapes"][&input];
        let payload = structure["payload"].as_str().unwrap_or_default().to_owned();
        let member = structure["members"][&payload].as_object_mut();
        if member.and_then(|member| member.remove("locationName")).is_none() {
            bail!("{}: the correction of {id} changes nothing\n  help: remove it", self.file.display());
        }
        Ok(())
    }

    /// The format of its bodies.
    pub(super) fn format(&self) -> Format {
        match self.model["metadata"]["protocol"].as_str() {
            Some("rest-xml") => Format::Xml,
            Some("query" | "ec2") => Format::Form,
            Some("smithy-rpc-v2-cbor") => Format::Cbor,
            _ => Format::Json,
        }
    }

    /// An operation of the model.
    pub(super) fn operation(&self, case: &Case) -> &Value {
        &self.model["operations"][&case.operation]
    }
}

/// The suites of a file.
pub(super) fn read(path: &Path, file: usize, filter: Option<&str>) -> Result<Vec<Suite>> {
    let bytes = workspace::read(path)?;
    let value: Value = serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))?;
    let all = value.as_array().ok_or_else(|| anyhow!("{} is not a list of suites", path.display()))?;
    let mut suites = Vec::new();
    for (i, suite) in all.iter().enumerate() {
        let wrong = |what: &str| anyhow!("{}: suite {i} has no {what}", path.display());
        let shapes = suite.get("shapes").filter(|it| it.is_object()).ok_or_else(|| wrong("object `shapes`"))?;
        let metadata = suite.get("metadata").and_then(Value::as_object).ok_or_else(|| wrong("object `metadata`"))?;
        let cases = suite.get("cases").and_then(Value::as_array).ok_or_else(|| wrong("list `cases`"))?;
        // Cases may describe one operation differently; each description gets a model of its own.
        let mut groups: Vec<(&Value, Vec<Case>)> = Vec::new();
        for (j, value) in cases.iter().enumerate() {
            let given = value.get("given").filter(|it| it.is_object());
            let given =
                given.ok_or_else(|| anyhow!("{}: case {j} of suite {i} has no object `given`", path.display()))?;
            let Some(case) = case(value, given, i, j).filter(|it| filter.is_none_or(|text| it.id.contains(text)))
            else {
                continue;
            };
            match groups.iter_mut().find(|(other, _)| *other == given) {
                Some((_, cases)) => cases.push(case),
                None => groups.push((given, vec![case])),
            }
        }
        let text = |key: &str| suite.get(key).and_then(Value::as_str);
        for (k, (given, cases)) in groups.into_iter().enumerate() {
            let mut suite = Suite {
                file: path.to_path_buf(),
                description: text("description").unwrap_or("without description").to_owned(),
                module: format!("suite_{file}_{i}_{k}"),
                model: model(metadata, shapes, &cases[0].operation, given),
                endpoint: text("clientEndpoint").unwrap_or("https://example.com").to_owned(),
                cases,
                skipped: None,
                broken: None,
            };
            suite.correct()?;
            suites.push(suite);
        }
    }
    Ok(suites)
}

/// A case, by its name or by where it stands.
fn case(value: &Value, given: &Value, suite: usize, number: usize) -> Option<Case> {
    let id = value.get("id").and_then(Value::as_str).map_or_else(|| format!("{suite}.{number}"), str::to_owned);
    let operation = given.get("name").and_then(Value::as_str).unwrap_or("OperationName").to_owned();
    Some(Case { number: 0, id, operation, value: value.clone() })
}

/// A service model with one operation. What suites leave out of a model's metadata is the same for all of them.
fn model(metadata: &Map<String, Value>, shapes: &Value, operation: &str, given: &Value) -> Value {
    let mut all = Map::from_iter([
        ("apiVersion".to_owned(), Value::from("2020-01-01")),
        ("endpointPrefix".to_owned(), Value::from("conformance")),
        ("serviceId".to_owned(), Value::from("Conformance")),
        ("targetPrefix".to_owned(), Value::from("Conformance")),
    ]);
    all.extend(metadata.clone());
    let mut given = given.clone();
    if given.get("http").is_none() {
        given["http"] = json!({ "method": "POST", "requestUri": "/" });
    }
    json!({ "metadata": all, "operations": { operation: given }, "shapes": shapes })
}
