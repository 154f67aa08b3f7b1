//! The source of the runtime library of a generated package.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::Deserialize;
use toml::Spanned;

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

/// The forms that there are, for messages.
const FORMS: &str = "write one of { path = \"..\" }, { git = \"..\", rev = \"..\" } and { version = \"..\" }";

impl Keys {
    /// The source that the keys name; paths are relative to `folder`.
    ///
    /// # Errors
    /// Keys that contradict each other, or none.
    pub fn runtime(&self, folder: &Path) -> Result<Runtime, Contradiction> {
        let sources = [("path", &self.path), ("git", &self.git), ("version", &self.version)];
        let references = [("rev", &self.rev), ("tag", &self.tag), ("branch", &self.branch)];
        let all = sources.iter().chain(&references).filter_map(|(name, value)| Some((*name, value.as_ref()?)));
        if let Some((name, value)) = all.clone().find(|(_, value)| value.get_ref().trim().is_empty()) {
            return Err(wrong(Some(value), format!("`{name}` is empty"), FORMS));
        }
        let [first, second] = first_two(&sources);
        let Some((source, value)) = first else {
            let span = all.map(|(_, value)| value).next();
            return Err(wrong(span, "the runtime has no source".to_owned(), FORMS));
        };
        if let Some((other, value)) = second {
            let message = format!("the runtime comes from one place, and both `{source}` and `{other}` are named");
            return Err(wrong(Some(value), message, FORMS));
        }
        let [reference, another] = first_two(&references);
        match (source, reference, another) {
            ("git", Some((one, _)), Some((other, value))) => {
                let message = format!("both `{one}` and `{other}` name a state of the repository");
                Err(wrong(Some(value), message, "keep one of them"))
            }
            ("git", None, None) => {
                let message = "`git` names a repository without a state of it".to_owned();
                Err(wrong(Some(value), message, "add one of `rev`, `tag` and `branch`: { git = \"..\", rev = \"..\" }"))
            }
            ("git", reference, None) => {
                let reference = reference.map(|(name, value)| (name, value.get_ref().clone()));
                Ok(Runtime::Git { url: value.get_ref().clone(), reference })
            }
            (_, Some((name, reference)), _) => {
                let message = format!("`{name}` belongs to `git`, and the runtime comes from `{source}`");
                Err(wrong(Some(reference), message, FORMS))
            }
            ("path", None, _) => Ok(Runtime::Path(folder.join(value.get_ref()))),
            _ => match semver::VersionReq::parse(value.get_ref()) {
                Ok(_) => Ok(Runtime::Version(value.get_ref().clone())),
                Err(error) => {
                    let message = format!("`{}` is no version of Cargo: {error}", value.get_ref());
                    Err(wrong(Some(value), message, "write a version or a requirement, such as \"0.1\" or \"=0.1.3\""))
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
                return Err(format!("`{part}` is no key with a value; write path=.., git=..,rev=.. or version=.."));
            };
            let slot = match key.trim() {
                "path" => &mut keys.path,
                "git" => &mut keys.git,
                "rev" => &mut keys.rev,
                "tag" => &mut keys.tag,
                "branch" => &mut keys.branch,
                "version" => &mut keys.version,
                other => return Err(format!("there is no key `{other}`; write path=.., git=..,rev=.. or version=..")),
            };
            if slot.replace(Spanned::new(0..0, value.trim().to_owned())).is_some() {
                return Err(format!("`{key}` is named twice"));
            }
        }
        keys.runtime(Path::new("")).map_err(|it| format!("{}; {}", it.message, it.help))
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
                         runtime, or another source: {FORMS}",
                        path.display()
                    );
                }
                vec![("path", relative(path, package)?)]
            }
        })
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

/// A path from the folder `from` on, with forward slashes.
fn relative(path: &Path, from: &Path) -> Result<String> {
    let (path, from) = (absolute(path)?, absolute(from)?);
    let common = path.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        // Another disk.
        return Ok(path.to_string_lossy().replace('\\', "/"));
    }
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// An absolute path without links, of which the last parts need not be there.
fn absolute(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    let Some((folder, found)) = there else { return Ok(path) };
    let rest = path.strip_prefix(folder)?;
    let mut whole = found;
    for part in rest.components() {
        match part {
            std::path::Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    Ok(whole)
}
