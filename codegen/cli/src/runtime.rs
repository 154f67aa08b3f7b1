//! The source of the runtime library of a generated package.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::Deserialize;
use toml::Spanned;

use crate::workspace::{plain, real, tidy};

/// The name under which generated code knows the library.
pub const DEPENDENCY: &str = "codegen-runtime";

/// The name of the library's package.
pub const PACKAGE: &str = "clientsmith-runtime";

/// The source of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A folder. It is written relative to the package.
    Path(PathBuf),
    /// A Git repository.
    Git {
        /// Its URL.
        url: String,
        /// A key (`rev`, `tag` or `branch`) and its value; without one, the default branch.
        reference: Option<(&'static str, String)>,
    },
    /// A version on the registry.
    Version(String),
}

/// The keys of a source, each with its place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    path: Option<Spanned<String>>,
    git: Option<Spanned<String>>,
    rev: Option<Spanned<String>>,
    tag: Option<Spanned<String>>,
    branch: Option<Spanned<String>>,
    version: Option<Spanned<String>>,
}

/// An error in the source of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The place of the key that is one too many.
    pub span: Option<Range<usize>>,
    /// The message.
    pub message: String,
    /// The remedy.
    pub help: &'static str,
}

/// The place where a person writes a source, which determines the form of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The key `runtime` of the manifest.
    Manifest,
    /// The option `--runtime`.
    Option,
}

impl Form {
    fn sources(self) -> &'static str {
        match self {
            Self::Manifest => "write one of { path = \"..\" }, { git = \"..\", rev = \"..\" } and { version = \"..\" }",
            Self::Option => "write one of path=FOLDER, git=URL,rev=COMMIT (or tag=, branch=) and version=REQUIREMENT",
        }
    }

    fn reference(self) -> &'static str {
        match self {
            Self::Manifest => "add one of `rev`, `tag` and `branch`: { git = \"..\", rev = \"..\" }",
            Self::Option => "add one of `rev`, `tag` and `branch`: git=URL,rev=COMMIT",
        }
    }

    fn version(self) -> &'static str {
        match self {
            Self::Manifest => "write a version or a requirement, such as \"0.1\" or \"=0.1.3\"",
            Self::Option => "write a version or a requirement, such as version=0.1 or version==0.1.3",
        }
    }
}

impl Keys {
    /// The source that the keys name; paths are relative to `folder`.
    ///
    /// # Errors
    /// Keys that contradict each other, or none.
    pub fn runtime(&self, folder: &Path, form: Form) -> Result<Runtime, Contradiction> {
        let sources = [("path", &self.path), ("git", &self.git), ("version", &self.version)];
        let references = [("rev", &self.rev), ("tag", &self.tag), ("branch", &self.branch)];
        let all = sources.iter().chain(&references).filter_map(|(name, value)| Some((*name, value.as_ref()?)));
        if let Some((name, value)) = all.clone().find(|(_, value)| value.get_ref().trim().is_empty()) {
            return Err(wrong(Some(value), format!("`{name}` is empty"), form.sources()));
        }
        let [first, second] = first_two(&sources);
        let Some((source, value)) = first else {
            let span = all.map(|(_, value)| value).next();
            return Err(wrong(span, "the runtime has no source".to_owned(), form.sources()));
        };
        if let Some((other, value)) = second {
            let message = format!("the runtime comes from one place, and both `{source}` and `{other}` are named");
            return Err(wrong(Some(value), message, form.sources()));
        }
        let [reference, another] = first_two(&references);
        match (source, reference, another) {
            ("git", Some((one, _)), Some((other, value))) => {
                let message = format!("both `{one}` and `{other}` name a state of the repository");
                Err(wrong(Some(value), message, "keep one of them"))
            }
            ("git", None, None) => {
                let message = "`git` names a repository without a state of it".to_owned();
                Err(wrong(Some(value), message, form.reference()))
            }
            ("git", reference, None) => {
                let reference = reference.map(|(name, value)| (name, value.get_ref().clone()));
                Ok(Runtime::Git { url: value.get_ref().clone(), reference })
            }
            (_, Some((name, reference)), _) => {
                let message = format!("`{name}` belongs to `git`, and the runtime comes from `{source}`");
                Err(wrong(Some(reference), message, form.sources()))
            }
            ("path", None, _) => Ok(Runtime::Path(folder.join(value.get_ref()))),
            _ => match semver::VersionReq::parse(value.get_ref()) {
                Ok(_) => Ok(Runtime::Version(value.get_ref().clone())),
                Err(error) => {
                    let message = format!("`{}` is not a version requirement of Cargo: {error}", value.get_ref());
                    Err(wrong(Some(value), message, form.version()))
                }
            },
        }
    }
}

type Key<'k> = (&'static str, &'k Spanned<String>);

fn first_two<'k>(keys: &[(&'static str, &'k Option<Spanned<String>>)]) -> [Option<Key<'k>>; 2] {
    let mut there = keys.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?)));
    [there.next(), there.next()]
}

fn wrong(value: Option<&Spanned<String>>, message: String, help: &'static str) -> Contradiction {
    Contradiction { span: value.map(Spanned::span), message, help }
}

impl Runtime {
    /// From the command line: `path=..`, `git=..,rev=..` or `version=..`. Paths are relative to the current folder.
    ///
    /// # Errors
    /// Other keys, and keys that contradict each other.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut keys = Keys::default();
        for part in text.split(',') {
            let Some((key, value)) = part.split_once('=') else {
                return Err(format!("`{part}` is not a key with a value; {}", Form::Option.sources()));
            };
            let slot = match key.trim() {
                "path" => &mut keys.path,
                "git" => &mut keys.git,
                "rev" => &mut keys.rev,
                "tag" => &mut keys.tag,
                "branch" => &mut keys.branch,
                "version" => &mut keys.version,
                other => return Err(format!("there is no key `{other}`; {}", Form::Option.sources())),
            };
            if slot.replace(Spanned::new(0..0, value.trim().to_owned())).is_some() {
                return Err(format!("`{key}` is named twice"));
            }
        }
        keys.runtime(Path::new(""), Form::Option).map_err(|it| format!("{}; {}", it.message, it.help))
    }

    /// The keys of the dependency, for a package in the folder `package`.
    ///
    /// # Errors
    /// A path without a package.
    pub fn keys(&self, package: &Path) -> Result<Vec<(&'static str, String)>> {
        Ok(match self {
            Self::Version(version) => vec![("version", version.clone())],
            Self::Git { url, reference } => {
                [("git", url.clone())].into_iter().chain(reference.iter().cloned()).collect()
            }
            Self::Path(path) => {
                if !path.join("Cargo.toml").is_file() {
                    bail!(
                        "the runtime is not in {}: there is no Cargo.toml\n  help: name the folder with the package of the \
                         runtime, as in --runtime path=FOLDER, or another source, as in --runtime git=URL,rev=COMMIT or --runtime \
                         version=REQUIREMENT",
                        path.display()
                    );
                }
                vec![("path", relative(path, package)?)]
            }
        })
    }
}

impl Runtime {
    /// The value of the manifest's key `runtime`, for a manifest in the folder `from`.
    ///
    /// # Errors
    /// A path without a package.
    pub fn toml(&self, from: &Path) -> Result<String> {
        let keys = self.keys(from)?;
        let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value:?}")).collect();
        Ok(format!("{{ {} }}", keys.join(", ")))
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "path={}", path.display()),
            Self::Version(version) => write!(f, "version={version}"),
            Self::Git { url, reference: None } => write!(f, "git={url}"),
            Self::Git { url, reference: Some((key, value)) } => write!(f, "git={url},{key}={value}"),
        }
    }
}

/// A path from the folder `from` on, with forward slashes: through the links that a person wrote, where Cargo follows it to the
/// same place, and otherwise without links.
fn relative(path: &Path, from: &Path) -> Result<String> {
    let target = real(path)?;
    let (written, folder) = (tidy(&std::path::absolute(path)?), real(from)?);
    for from in [tidy(&std::path::absolute(from)?), folder.clone()] {
        let candidate = between(&written, &from);
        // Cargo takes out `..` together with the name before it, and Windows has two forms of an absolute path.
        if real(&plain(&folder.join(&candidate)))? == target {
            return Ok(candidate);
        }
    }
    Ok(between(&target, &folder))
}

/// The path from one folder to another, by their names.
fn between(path: &Path, from: &Path) -> String {
    let common = path.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        // Another disk.
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}
