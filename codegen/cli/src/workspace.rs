//! Reading files, and how their paths are written and shown.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};

/// One byte more than the generator reads, so that a file that is not what it seems costs no more memory than this; the
/// generator says what is wrong with one that is too large.
pub const MOST: u64 = codegen::source::LARGEST as u64 + 1;

/// The metadata of a file or folder that a person has named.
///
/// # Errors
/// A path that leads nowhere, or may not be followed.
pub(crate) fn metadata(path: &Path) -> Result<Metadata> {
    path.metadata().map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("cannot read {}: it does not exist\n  help: check the path", path.display()),
        _ => anyhow!(error).context(format!("cannot read {}", path.display())),
    })
}

/// A file's bytes. A pipe or a device is refused before it is opened: it may never end, or never begin.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let metadata = metadata(path)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
        bail!("cannot read {}: it is {what}\n  help: name a regular file", path.display());
    }
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}

/// The first two bytes of each file that is packed with gzip (RFC 1952). No text begins with them.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A file as published, packed or not.
#[derive(Clone, Debug)]
pub struct Published {
    /// The path.
    pub path: PathBuf,
    /// Its bytes there.
    pub bytes: Vec<u8>,
    /// The file's bytes, unpacked.
    pub text: Vec<u8>,
}

impl Published {
    /// Reads a file, and unpacks it if it is packed.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = read(path)?;
        let text = unpacked(path, bytes.clone())?;
        Ok(Self { path: path.to_path_buf(), bytes, text })
    }

    /// The file of this name, or of this name with `.gz`.
    pub fn find(folder: &Path, name: &str) -> Result<Option<Self>> {
        let candidates = [folder.join(name), folder.join(format!("{name}.gz"))];
        candidates.iter().find(|path| path.is_file()).map(|path| Self::read(path)).transpose()
    }
}

/// Returns the bytes of a file unpacked, if they are packed with gzip, whatever the file's name is: a program that fetches a file
/// may unpack it and keep the name, or the other way round.
///
/// # Errors
/// A packed file that is not complete.
pub fn unpacked(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if bytes.starts_with(&GZIP) { unpack(path, &bytes) } else { Ok(bytes) }
}

/// Unpacks, up to what the generator reads at the most: a small file can hold a large one.
fn unpack(path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    let unpacked = flate2::read::GzDecoder::new(bytes).take(MOST).read_to_end(&mut text);
    unpacked.with_context(|| format!("{} cannot be unpacked; is it complete?", path.display()))?;
    Ok(text)
}

/// A file's bytes, if there is one.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    if path.try_exists().with_context(|| format!("cannot read {}", path.display()))? {
        read(path).map(Some)
    } else {
        Ok(None)
    }
}

/// A path as it is shown: below the folder `base`, from there on, with forward slashes.
#[must_use]
pub fn shown(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// A path without `.`, and without `..` behind a name that is not a link. So no folder is created only to leave it again.
#[must_use]
pub fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match (part, tidy.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) if !tidy.is_symlink() => {
                tidy.pop();
            }
            (part, _) => tidy.push(part),
        }
    }
    if tidy.as_os_str().is_empty() { PathBuf::from(".") } else { tidy }
}

/// An absolute path without `..`, as Cargo has it: `..` leaves the folder that is written before it, also if that is a link.
#[must_use]
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// An absolute path without links, of which the last parts need not be there.
///
/// # Errors
/// A current folder that is not there.
pub fn real(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    let Some((folder, found)) = there else { return Ok(path) };
    let rest = path.strip_prefix(folder)?;
    let mut whole = found;
    for part in rest.components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_tidied_unless_a_link_leads_elsewhere() {
        let tidied = |path: &str| tidy(Path::new(path)).to_string_lossy().replace('\\', "/");
        assert_eq!(
            ["a/b/../c", "./a/./b", "..", "../../a", "a/..", "."].map(tidied),
            ["a/c", "a/b", "..", "../../a", ".", "."]
        );
        #[cfg(unix)]
        {
            let folder = tempfile::tempdir().expect("a temporary folder");
            std::fs::create_dir_all(folder.path().join("far/away")).expect("a folder");
            std::os::unix::fs::symlink("far/away", folder.path().join("link")).expect("a link");
            let path = folder.path().join("link/../c");
            assert_eq!(tidy(&path), path, "it is far/c");
        }
    }

    #[test]
    fn a_packed_file_is_known_by_its_content() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(&b"{}"[..], flate2::Compression::fast()).read_to_end(&mut packed).expect("packed");
        for (name, bytes) in [("a.json", &*packed), ("b.json.gz", &packed), ("c.json", b"{}"), ("d.json.gz", b"{}")] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            let read = Published::read(&path).expect(name);
            assert_eq!((&*read.text, &*read.bytes), (&b"{}"[..], bytes), "{name}");
        }
        let path = folder.path().join("half.json");
        std::fs::write(&path, &packed[..packed.len() / 2]).expect("written");
        let error = Published::read(&path).expect_err("it breaks off").to_string();
        assert!(error.contains("half.json cannot be unpacked; is it complete?"), "{error}");
    }

    #[test]
    fn what_is_no_file_is_refused_before_it_is_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = read(folder.path()).expect_err("a folder").to_string();
        assert!(error.contains("it is a folder"), "{error}");
        #[cfg(unix)]
        {
            let error = read(Path::new("/dev/zero")).expect_err("a device").to_string();
            assert!(error.contains("it is a pipe, a socket or a device"), "{error}");
            let pipe = folder.path().join("pipe");
            let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo starts");
            assert!(made.success());
            // Opening it would wait for a writer.
            assert!(Published::read(&pipe).is_err());
        }
    }
}
