//! The published revisions of Device Farm's model, imported one after another. The models are not part of this project.

use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use tests::revision::{imported, published};
use tests::root;

#[test]
fn no_item_of_the_published_revisions_is_lost() {
    let Some(models) = published() else { return };
    let revisions = imported(&models);
    let [.., last] = revisions.as_slice() else { panic!("there are no revisions") };
    for old in &revisions {
        last.has_all_of(old);
    }
    for pair in revisions.windows(2) {
        pair[1].has_all_of(&pair[0]);
    }
    let retained: Value = serde_json::from_str(last.retained()).expect("retained items are JSON");
    for name in
        ["TestType$CALABASH", "DeviceFilter$operator", "RemoteAccessSession$hostAddress", "ScheduleRunRequest$appArn"]
    {
        let (shape, member) = name.split_once('$').expect("a member");
        let member = &retained["shapes"][format!("com.amazonaws.devicefarm#{shape}")]["members"][member];
        assert!(member.is_object(), "{name} is not retained");
    }
}

/// The program writes what `imported` has in memory.
#[test]
fn the_program_retains_the_same_items() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let Some(models) = published() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let retained = folder.path().join("models/devicefarm/2015-06-23/retained.json");
    for ((date, model), revision) in models.iter().zip(imported(&models)) {
        fs::write(folder.path().join("service-2.json"), model).expect("written");
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(["run", "--quiet", "--package", "clientsmith", "--manifest-path"]).arg(root().join("Cargo.toml"));
        // A version of botocore is written in numbers.
        let version = date.replace('-', ".");
        command.args(["--", "import", "service-2.json", "--models", "models", "--version", &version, "--date", date]);
        let output = command.current_dir(folder.path()).output().expect("the command starts");
        assert!(output.status.success(), "{date}: {}", String::from_utf8_lossy(&output.stderr));
        let written = fs::read_to_string(&retained).unwrap_or_default();
        let written = models.iter().fold(written, |written, (date, _)| {
            written.replace(&format!("botocore {}", date.replace('-', ".")), &format!("botocore {date}"))
        });
        assert!(written == revision.retained(), "{date}:\n{written}\nin memory:\n{}", revision.retained());
    }
    assert!(retained.is_file(), "nothing was retained");
}
