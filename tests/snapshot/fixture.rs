//! A model of one theme with what belongs to it, and all that is generated from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Options, Selection};

/// Rewrites the golden files.
pub(crate) const COMMAND: &str = "BLESS=1 cargo test -p tests snapshot::";

/// A model's file in botocore's format.
const BOTOCORE: &str = "service-2.json";

#[derive(Clone)]
pub(crate) struct Fixture {
    pub(crate) theme: String,
    pub(crate) model: Vec<u8>,
    /// Its model's file, which shows its format.
    file: &'static str,
    overlay: Option<Vec<u8>>,
    retained: Option<Vec<u8>>,
    paginators: Option<Vec<u8>>,
    waiters: Option<Vec<u8>>,
    examples: Option<Vec<u8>>,
    endpoint_rules: Option<Vec<u8>>,
    partitions: Option<Vec<u8>>,
}

impl Fixture {
    /// Each folder of fixtures with a service model, by name; and of those that both formats share, one for each
    /// protocol, and one that has every type of shapes.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let entries = fs::read_dir(&root).expect("the fixtures can be listed");
        let folders = entries.map(|entry| entry.expect("a fixture can be listed").path());
        let mut folders: Vec<PathBuf> = folders.filter(|path| path.join(BOTOCORE).is_file()).collect();
        let shared = ["weather", "everything", "archive", "mailing", "fleet", "metrics"];
        folders.extend(shared.map(|theme| root.join("parity").join(theme)));
        folders.sort();
        folders.iter().map(|folder| Self::read(folder)).collect()
    }

    fn read(folder: &Path) -> Self {
        let file = |name: &str| fs::read(folder.join(name)).ok();
        let name = if folder.join(BOTOCORE).is_file() { BOTOCORE } else { "smithy.json" };
        Self {
            file: name,
            theme: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            model: file(name).expect("a fixture has a model"),
            overlay: file("overlay.json"),
            retained: file("retained.json"),
            paginators: file("paginators-1.json"),
            waiters: file("waiters-2.json"),
            examples: file("examples-1.json"),
            endpoint_rules: file("endpoint-rule-set-1.json"),
            partitions: file("partitions.json"),
        }
    }

    pub(crate) fn is_botocore(&self) -> bool {
        self.file == BOTOCORE
    }

    pub(crate) fn with_model(&self, model: Vec<u8>) -> Self {
        Self { model, ..self.clone() }
    }

    /// Everything of it, of a module that is called as the theme.
    pub(crate) fn generate(&self) -> Generated {
        let inputs = Inputs {
            models: &[Source { name: self.file, text: &self.model }],
            overlay: self.overlay.as_deref().map(|text| Source { name: "overlay.json", text }),
            retained: self.retained.as_deref().map(|text| Source { name: "retained.json", text }),
            paginators: self.paginators.as_deref().map(|text| Source { name: "paginators-1.json", text }),
            waiters: self.waiters.as_deref().map(|text| Source { name: "waiters-2.json", text }),
            examples: self.examples.as_deref().map(|text| Source { name: "examples-1.json", text }),
            endpoint_rules: self
                .endpoint_rules
                .as_deref()
                .map(|text| Source { name: "endpoint-rule-set-1.json", text }),
            partitions: self.partitions(),
            protocol: None,
        };
        let label = format!("fixtures/{}/{}", self.theme, self.file);
        let options = Options {
            service: None,
            package: "golden",
            module: &self.theme,
            operations: Selection::All,
            command: COMMAND,
            label: &label,
        };
        codegen::generate(&inputs, &options).unwrap_or_else(|failed| panic!("{}:\n{}", self.theme, shown(&failed)))
    }

    fn partitions(&self) -> Option<Source<'_>> {
        self.partitions.as_deref().map(|text| Source { name: "partitions.json", text })
    }

    /// The generated files and the program that holds them, by their paths below `golden/`.
    pub(crate) fn golden_files(&self) -> BTreeMap<String, String> {
        let Self { theme, .. } = self;
        let generated = self.generate();
        let mut files: BTreeMap<String, String> =
            generated.files.into_iter().map(|(path, text)| (format!("{theme}/{path}"), text)).collect();
        let limit = generated.recursion_limit.map(|limit| format!("#![recursion_limit = \"{limit}\"]\n"));
        let mut program = format!(
            "#![deny(warnings)]\n{}\n#[path = \"{theme}/{theme}/mod.rs\"]\npub mod {theme};\n",
            limit.unwrap_or_default()
        );
        if self.partitions.is_some() {
            let label = format!("fixtures/{theme}/partitions.json");
            let mut package = codegen::package(&[], None, self.partitions(), COMMAND, &label)
                .unwrap_or_else(|failed| panic!("{theme}:\n{}", shown(&failed)));
            let text = package.remove("partitions.rs").expect("the package has its partitions");
            files.insert(format!("{theme}/partitions.rs"), text);
            program.push_str(&format!("#[path = \"{theme}/partitions.rs\"]\nmod partitions;\n"));
        }
        files.insert(format!("{theme}.rs"), program + "\nfn main() {}\n");
        files
    }
}

fn shown(Failed(diagnostics): &Failed) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
