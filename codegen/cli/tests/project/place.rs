//! A workspace of somebody else's to run the program in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::said::{Said, clientsmith, root};

/// A service with one operation, by its name, for a protocol.
pub(crate) fn model(name: &str, protocol: &str) -> String {
    format!(
        r#"{{ "metadata": {{ "serviceId": "{name}", "apiVersion": "2020-01-01", "protocol": "{protocol}", "endpointPrefix": "x",
            "targetPrefix": "X" }},
            "operations": {{ "GetIt": {{ "name": "GetIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }},
                "PutIt": {{ "name": "PutIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }} }},
            "shapes": {{ "In": {{ "type": "structure", "members": {{ "id": {{ "shape": "Id" }} }} }}, "Id": {{ "type": "string" }} }} }}"#
    )
}

/// A workspace with one member, `app`, and two models.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        place.put("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\n    \"app\",\n]\nexclude = [\"apart\"]\n");
        place.put("app/Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        place.put("app/src/lib.rs", "");
        place.put("models/queue.json", &model("Queue", "json"));
        place.put("models/keys.json", &model("Keys", "rest-xml"));
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        clientsmith(self.path(), arguments)
    }

    /// Runs in a folder of it.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Said {
        clientsmith(&self.path().join(folder), arguments)
    }

    /// A package `clients` with these services, by their modules and models.
    pub(crate) fn with_clients(services: &[(&str, &str)]) -> Self {
        let place = Self::new();
        place.run(&["init", "clients", "--runtime", &runtime()]).succeeds();
        place.list(services);
        place
    }

    /// Writes the manifest anew.
    pub(crate) fn list(&self, services: &[(&str, &str)]) {
        let services = services.iter().map(|(name, model)| {
            format!("[service.{name}]\nmodel = \"../models/{model}.json\"\noperations = \"all\"\n")
        });
        let runtime = root().join("codegen/runtime").display().to_string();
        let package = format!("[package]\nruntime = {{ path = {runtime:?} }}\n\n");
        self.put("clients/codegen.toml", &(package + &services.collect::<String>()));
    }

    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.path().to_path_buf()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    all.insert(path.clone(), fs::read(path).expect("a file"));
                }
            }
        }
        all
    }
}

pub(crate) fn runtime() -> String {
    format!("path={}", root().join("codegen/runtime").display())
}
