//! The published revisions of Device Farm's model, imported one after another. The models are not part of this project.

use std::fs;

use tests::revision::Revision;

#[test]
fn no_item_of_the_published_revisions_is_lost() {
    let Some(folder) = tests::path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`") else {
        return;
    };
    let folder = folder.join("history");
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= 21, "{} has only {} models", folder.display(), paths.len());
    let date = |path: &std::path::Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut revisions: Vec<Revision> = Vec::new();
    let mut retired = Vec::new();
    for path in &paths {
        let model = fs::read(path).expect("a model");
        let Some(last) = revisions.last() else {
            revisions.push(Revision::first(&date(path), &model));
            continue;
        };
        let next = last.import(&date(path), &model, &date(path), &[]);
        let (next, update) = next.unwrap_or_else(|failed| panic!("{failed}"));
        retired.extend(update.retired);
        revisions.push(next);
    }
    let [.., last] = revisions.as_slice() else { panic!("there are no revisions") };
    for old in &revisions {
        last.has_all_of(old);
    }
    for pair in revisions.windows(2) {
        pair[1].has_all_of(&pair[0]);
    }
    for name in
        ["TestType$CALABASH", "DeviceFilter$operator", "RemoteAccessSession$hostAddress", "ScheduleRunRequest$appArn"]
    {
        assert!(retired.iter().any(|it| it == name), "{name} is not among {retired:?}");
    }
}
