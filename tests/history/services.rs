//! Services in two releases of botocore years apart.

use tests::botocore;

use super::{compared, is_explained, semver};

#[test]
fn the_verdicts_on_other_services_agree_with_cargo_semver_checks() {
    let Some(folders) = botocore::folders() else { return };
    let versions = folders.each_ref().map(|it| botocore::version(it));
    assert!(semver::recorded("services.json").len() >= 5, "too few services are recorded");
    semver::compare("services.json", &|[service, old, new]| {
        assert_eq!([old, new], versions.each_ref().map(String::as_str), "other releases were recorded");
        let models = folders.each_ref().map(|it| botocore::model(it, service));
        let report = compared(service, (old, &models[0]), (new, &models[1]));
        is_explained(service, &report);
        println!("{service}: {}", report.level());
        semver::Ours { report, models }
    });
}
