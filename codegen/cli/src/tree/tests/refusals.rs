//! Writes that are refused, and the unchanged tree after each.

use std::fs;

use super::super::{Former, write_over};
use super::{Fixture, summary};

#[test]
fn paths_that_could_leave_the_root_or_not_exist_everywhere() {
    let bad = [
        ("", "empty"),
        ("/etc/passwd", "begins or ends"),
        ("src/", "begins or ends"),
        ("src//a.rs", "contains `//`"),
        ("../a.rs", "`..`"),
        ("src/../../a.rs", "`..`"),
        ("./a.rs", "`.`"),
        ("src\\a.rs", "'\\\\'"),
        ("C:/a.rs", "':'"),
        ("src/a.rs:stream", "':'"),
        ("a\0.rs", "'\\0'"),
        ("a\n.rs", "'\\n'"),
        ("src/a.rs ", "dot or space"),
        ("src./a.rs", "dot or space"),
        ("src/aux.rs", "device"),
        ("NUL", "device"),
        ("con .rs", "device"),
        ("Com1/a.rs", "device"),
        ("lpt².rs", "device"),
        (".git", "Git keeps its own files"),
        ("src/.Git/hooks/post-checkout", "Git keeps its own files"),
        (".codegen-staging/0", "reserved"),
        (".Codegen-Staging", "reserved"),
    ];
    for (path, reason) in bad {
        let mut fixture = Fixture::new();
        fixture.set(path, "");
        let message = fixture.write_refused();
        assert!(message.contains(reason), "{path:?}: {message}");
        assert!(message.contains(&format!("{path:?}")), "{message}");
        assert_eq!(fixture.compare_refused(), message);

        let mut fixture = Fixture::new();
        fixture.owned.push(path.to_owned());
        assert!(fixture.write_refused().contains(reason), "{path:?}");
    }
}

#[test]
fn names_that_only_look_reserved_are_allowed() {
    let mut fixture = Fixture::new();
    for path in ["src/com.rs", "src/com10.rs", "src/auxiliary.rs", "src/..a", "src/.gitignore", "src/.git.rs"] {
        fixture.set(path, "");
    }
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn paths_that_collide() {
    for (path, reason) in [
        ("src/LIB.rs", "differ only in case"),
        ("Src/other.rs", "differ only in case"),
        ("src", "both a file and a folder"),
        ("src/lib.rs/a", "both a file and a folder"),
        ("src/api", "both a file and a folder"),
    ] {
        let mut fixture = Fixture::new();
        fixture.set(path, "");
        let message = fixture.write_refused();
        assert!(message.contains(reason), "{path}: {message}");
    }
}

#[test]
fn folder_where_a_file_is_due() {
    let mut fixture = Fixture::written();
    fixture.set("src/api/client.rs", "changed\n");
    fixture.put("src/api/stray.rs", "");
    fs::remove_file(fixture.root.join("src/lib.rs")).unwrap();
    fs::create_dir(fixture.root.join("src/lib.rs")).unwrap();

    let message = fixture.write_refused();
    assert!(message.contains("src/lib.rs is in the way"), "{message}");
    assert!(message.contains("move it"), "{message}");
    assert!(fixture.compare_refused().contains("src/lib.rs"));
}

#[test]
fn file_where_a_folder_is_due() {
    for path in ["src/api", "src/api/types", "src"] {
        let mut fixture = Fixture::written();
        fixture.set("src/lib.rs", "changed\n");
        fs::remove_dir_all(fixture.root.join(path)).unwrap();
        fixture.put(path, "a file");

        let message = fixture.write_refused();
        assert!(message.contains(&format!("{path} is in the way")), "{message}");
    }
}

#[test]
fn file_where_an_owned_folder_is_due_though_nothing_is_generated_there() {
    let mut fixture = Fixture::written();
    fixture.owned.push("src/second".to_owned());
    fixture.put("src/second", "a file");
    assert!(fixture.write_refused().contains("src/second is in the way of a generated folder"));
}

#[test]
fn root_that_is_a_file_or_below_one() {
    let fixture = Fixture::new();
    fs::write(&fixture.root, "a file").unwrap();
    assert!(fixture.write_refused().contains("is not a folder"));
    assert!(fixture.compare_refused().contains("is not a folder"));

    let mut fixture = Fixture::new();
    fs::write(fixture.outside.path().join("file"), "a file").unwrap();
    fixture.root = fixture.outside.path().join("file/absent/generated");
    fixture.write_refused();
}

#[test]
fn folders_above_the_root_are_made() {
    let mut fixture = Fixture::new();
    fixture.root = fixture.outside.path().join("absent/generated");
    fixture.write();
    assert!(fixture.root.join("src/lib.rs").is_file());
}

#[test]
fn an_owned_file_that_is_not_due_is_removed_and_others_stay() {
    let mut fixture = Fixture::written();
    fixture.put("src/old.rs", "ours");
    fixture.put("src/other.rs", "somebody's");
    fixture.owned.push("src/old.rs".to_owned());
    assert_eq!(fixture.write().removed, ["src/old.rs"]);
    assert!(fixture.root.join("src/other.rs").is_file());
}

#[test]
fn something_else_under_the_name_of_the_staging_folder() {
    let mut fixture = Fixture::written();
    fixture.set("src/lib.rs", "changed\n");
    fixture.put(".codegen-staging", "by hand");
    assert!(fixture.write_refused().contains(".codegen-staging is not what a run of yours leaves there"));
    assert_eq!(summary(&fixture.compare()), ["stale src/lib.rs"]);
}

/// The journal of such a run would not be obeyed.
#[test]
fn a_repository_in_an_owned_folder_is_not_emptied() {
    let fixture = Fixture::written();
    fixture.put("src/api/nested/.GIT/HEAD", "ref: refs/heads/main\n");
    let message = fixture.write_refused();
    assert!(message.contains("src/api/nested/.GIT/HEAD is of a Git repository: move that elsewhere"), "{message}");
}

#[cfg(unix)]
#[test]
fn folder_that_cannot_be_written_to() {
    use std::os::unix::fs::PermissionsExt;

    let mut fixture = Fixture::written();
    fixture.set("src/api/types/mod.rs", "changed\n");
    fixture.set("src/lib.rs", "changed\n");
    let locked = fixture.root.join("src/api/types");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    // Permissions do not bind root, as whom a container may run this.
    if tempfile::tempfile_in(&locked).is_err() {
        let message = fixture.write_refused();
        assert!(message.contains("src/api/types: allow writing"), "{message}");
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    fixture.write();
    fixture.assert_whole();
}

#[cfg(unix)]
mod links {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::super::{Fixture, stray};

    /// An output in which `path` is a link to a folder outside that holds what was at `path`.
    fn with_link_at(path: &str) -> Fixture {
        let mut fixture = Fixture::written();
        let outside = fixture.outside.path().join("elsewhere");
        fs::rename(fixture.root.join(path), &outside).unwrap();
        symlink(&outside, fixture.root.join(path)).unwrap();
        for text in fixture.files.values_mut() {
            text.push_str("// changed\n");
        }
        fixture
    }

    #[test]
    fn on_the_way_to_a_file() {
        for path in ["src/lib.rs", "src/api/types", "src/api", "src"] {
            let fixture = with_link_at(path);
            let message = fixture.write_refused();
            assert!(message.contains(&format!("generated/{path} is a symbolic link")), "{message}");
            assert!(message.contains("remove the link"), "{message}");
            assert_eq!(fixture.compare_refused(), message);
        }
    }

    #[test]
    fn dangling_where_a_file_is_due() {
        let fixture = with_link_at("src/lib.rs");
        fs::remove_file(fixture.outside.path().join("elsewhere")).unwrap();
        assert!(fixture.write_refused().contains("symbolic link"));
    }

    #[test]
    fn in_place_of_an_owned_folder_without_files() {
        let mut fixture = with_link_at("src/api");
        fixture.files.retain(|path, _| path == "src/lib.rs");
        assert!(fixture.write_refused().contains("src/api is a symbolic"));

        let mut fixture = with_link_at("src");
        fixture.files.clear();
        assert!(fixture.write_refused().contains("src is a symbolic"));
    }

    #[test]
    fn stray_ones_are_removed_and_not_what_they_lead_to() {
        let fixture = Fixture::written();
        let precious = fixture.outside.path().join("precious");
        fs::create_dir(&precious).unwrap();
        fs::write(precious.join("a.rs"), "keep").unwrap();
        symlink(&precious, fixture.root.join("src/api/folder")).unwrap();
        symlink(precious.join("a.rs"), fixture.root.join("src/api/file.rs")).unwrap();
        symlink("nowhere", fixture.root.join("src/api/dangling")).unwrap();

        let expected = ["src/api/dangling", "src/api/file.rs", "src/api/folder"];
        assert_eq!(fixture.compare(), expected.map(stray));
        assert_eq!(fixture.write().removed, expected);
        assert_eq!(fs::read(precious.join("a.rs")).unwrap(), b"keep");
        fixture.assert_whole();
    }

    #[test]
    fn in_place_of_the_staging_folder() {
        let mut fixture = Fixture::written();
        fixture.set("src/lib.rs", "changed\n");
        let outside = fixture.outside.path().join("elsewhere");
        fs::create_dir(&outside).unwrap();
        symlink(&outside, fixture.root.join(".codegen-staging")).unwrap();
        assert!(fixture.write_refused().contains(".codegen-staging is not"));
    }

    #[test]
    fn left_in_the_staging_folder_are_not_followed() {
        let mut fixture = Fixture::written();
        fixture.set("src/lib.rs", "changed\n");
        let outside = fixture.outside.path().join("elsewhere");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("a"), "keep").unwrap();
        let staging = fixture.root.join(".codegen-staging");
        fs::create_dir(&staging).unwrap();
        symlink(outside.join("a"), staging.join("0")).unwrap();
        symlink(&outside, staging.join("former-1")).unwrap();

        assert!(fixture.write().recovered);
        assert_eq!(fs::read(outside.join("a")).unwrap(), b"keep");
        fixture.assert_whole();
    }
}

#[test]
fn what_another_run_has_changed_meanwhile_is_not_taken_back() {
    let mut fixture = Fixture::written();
    fixture.set("src/lib.rs", "pub mod api;\npub mod mine;\n");
    let was_there = Former::read(&fixture.root, ["src/lib.rs".to_owned(), "src/absent.rs".to_owned()]).unwrap();
    for (path, text) in [("src/lib.rs", "pub mod theirs;\n"), ("src/absent.rs", "")] {
        let theirs = fixture.root.join(path);
        let ours = fs::read(&theirs).ok();
        fs::write(&theirs, text).unwrap();
        let before = fixture.snapshot();
        let error = write_over(&fixture.root, &fixture.files, &fixture.owned, &was_there).unwrap_err();
        assert!(format!("{error:#}").contains("another run has changed"), "{error:#}");
        assert_eq!(fixture.snapshot(), before, "nothing was written");
        match ours {
            Some(ours) => fs::write(&theirs, ours).unwrap(),
            None => fs::remove_file(&theirs).unwrap(),
        }
    }
    // A file that comes or goes below a folder that was read is a change, too.
    let below = Former::below(&fixture.root.join("src")).unwrap();
    let theirs = fixture.root.join("src/new.rs");
    fs::write(&theirs, "").unwrap();
    let before = fixture.snapshot();
    let error = write_over(&fixture.root, &fixture.files, &fixture.owned, &below).unwrap_err();
    assert!(format!("{error:#}").contains("src/new.rs meanwhile"), "{error:#}");
    assert_eq!(fixture.snapshot(), before, "nothing was written");
    fs::remove_file(theirs).unwrap();
    write_over(&fixture.root, &fixture.files, &fixture.owned, &below).unwrap();
    fixture.assert_whole();
    let absent = Former::of("src/lib.rs", None);
    fixture.set("src/lib.rs", "");
    assert!(write_over(&fixture.root, &fixture.files, &fixture.owned, &absent).is_err());
}
