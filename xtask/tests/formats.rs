//! Models in Smithy's format, of one file and of several, and the way to it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::said::xtask;
use tempfile::TempDir;

/// A service of nobody's cloud: it has neither AWS's traits nor a version.
const SERVICE: &str = r#"{
  "smithy": "2.0",
  "shapes": {
    "org.sky#Weather": {
      "type": "service",
      "operations": [{ "target": "org.sky#GetForecast" }],
      "traits": { "aws.protocols#restJson1": {} }
    },
    "org.sky#Moon": { "type": "service", "operations": [{ "target": "org.sky#GetPhase" }] },
    "org.sky#GetForecast": {
      "type": "operation",
      "input": { "target": "org.sky#GetForecastInput" },
      "output": { "target": "org.sky#Forecast" },
      "traits": { "smithy.api#readonly": {}, "smithy.api#http": { "method": "GET", "uri": "/cities/{city}" } }
    },
    "org.sky#GetPhase": { "type": "operation", "output": { "target": "org.sky#Phase" } }
  }
}
"#;

const SHAPES: &str = r#"{
  "smithy": "2.0",
  "metadata": { "suppressions": [] },
  "shapes": {
    "org.sky#GetForecastInput": {
      "type": "structure",
      "members": {
        "city": { "target": "smithy.api#String", "traits": { "smithy.api#required": {}, "smithy.api#httpLabel": {} } }
      }
    },
    "org.sky#Forecast": {
      "type": "structure",
      "members": { "rain": { "target": "smithy.api#Float", "traits": { "smithy.api#documentation": "In millimetres." } } }
    },
    "org.sky#Phase": { "type": "structure", "members": { "name": { "target": "smithy.api#String" } } }
  }
}
"#;

/// A folder with the two files, and where to write to.
fn sky() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let model = folder.path().join("model");
    fs::create_dir(&model).expect("a folder");
    fs::write(model.join("service.json"), SERVICE).expect("written");
    fs::write(model.join("shapes.json"), SHAPES).expect("written");
    let out = folder.path().join("out");
    (folder, model, out)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn a_service_without_a_trait_of_awss_is_generated_from_several_files() {
    let (_folder, model, out) = sky();
    let run = |more: &[&str]| xtask(&[&["codegen", "--model", text(&model), "--out", text(&out)], more].concat());
    run(&[]).fails(&["the model has 2 services", "`org.sky#Weather`, `org.sky#Moon`"]);
    assert!(!out.exists());
    let said = run(&["--service-shape", "Weather"]).succeeds();
    assert!(said.err.contains("weather: 1 operation"), "{}", said.err);
    let operation = read(&out.join("src/weather/operation/get_forecast.rs"));
    let first = operation.lines().next().unwrap_or_default();
    assert!(first.contains("service.json, shapes.json") && !first.contains(text(&model)), "{first}");
    assert!(operation.contains("GetForecast"), "{operation}");
    let by_id = run(&["--service-shape", "org.sky#Weather", "--check"]).succeeds();
    assert!(by_id.err.contains("up to date"), "{}", by_id.err);
    run(&["--service-shape", "Wether"]).fails(&["did you mean `Weather`?"]);
}

#[test]
fn files_can_be_named_one_by_one_and_one_that_is_missing_is_missed() {
    let (_folder, model, out) = sky();
    let [service, shapes] = ["service.json", "shapes.json"].map(|name| model.join(name));
    let common = ["codegen", "--service-shape", "Weather", "--out", text(&out), "--model", text(&service)];
    xtask(&common).fails(&["the model has no shape `org.sky#GetForecastInput`", "service.json:13"]);
    assert!(!out.exists());
    xtask(&[&common[..], &["--model", text(&shapes)]].concat()).succeeds();
}

#[test]
fn of_a_service_without_a_protocol_types_are_generated_and_that_is_said() {
    let (_folder, model, out) = sky();
    let arguments =
        ["codegen", "--model", text(&model), "--service-shape", "Moon", "--service", "moon", "--out", text(&out)];
    let said = xtask(&arguments).succeeds();
    assert!(said.err.contains("warning") && said.err.contains("names no protocol"), "{}", said.err);
    assert!(read(&out.join("src/moon/types.rs")).contains("Phase"));
    assert!(!out.join("src/moon/operation").exists());
}

#[test]
fn a_model_is_converted_to_a_file_or_to_standard_output_and_reads_as_before() {
    let (folder, model, out) = sky();
    let printed = xtask(&["convert", text(&model), "--service-shape", "Weather"]).succeeds().out;
    assert!(printed.ends_with("}\n") && printed.contains("\"org.sky#Weather\""), "{printed}");
    assert!(!printed.contains("Moon"), "what the service does not reach is not part of it: {printed}");
    let file = folder.path().join("weather.json");
    let convert = || xtask(&["convert", text(&model), "--service-shape", "Weather", "--out", text(&file)]);
    let said = convert().succeeds();
    assert!(said.out.is_empty() && said.err.contains("converted"), "{}{}", said.out, said.err);
    // The mark in the file lets the next conversion replace it.
    let mark = "  \"metadata\": { \"writtenBy\": \"clientsmith convert\" },\n";
    assert!(read(&file).contains(mark), "{}", read(&file));
    assert_eq!(read(&file).replacen(mark, "", 1), printed);
    let before = fs::metadata(&file).and_then(|it| it.modified()).expect("a time");
    convert().succeeds();
    assert_eq!(fs::metadata(&file).and_then(|it| it.modified()).expect("a time"), before, "it is not written again");
    assert_eq!(xtask(&["convert", text(&file)]).succeeds().out, printed, "what is converted is converted to itself");
    let generate = |model: &Path| {
        xtask(&["codegen", "--model", text(model), "--service-shape", "Weather", "--out", text(&out)]).succeeds();
        read(&out.join("src/weather/operation/get_forecast.rs")).lines().skip(1).collect::<String>()
    };
    assert_eq!(generate(&model), generate(&file));
}

#[test]
fn of_a_bad_model_nothing_is_converted() {
    let (folder, model, _) = sky();
    let file = folder.path().join("sky.json");
    fs::write(&file, "old").expect("written");
    xtask(&["convert", text(&model), "--out", text(&file)]).fails(&["2 services", "nothing was written"]);
    fs::write(model.join("shapes.json"), SHAPES.replace("smithy.api#Float", "smithy.api#Flaot")).expect("written");
    let convert = ["convert", text(&model), "--service-shape", "Weather", "-o", text(&file)];
    xtask(&convert).fails(&["Flaot", "shapes.json", "nothing was written"]);
    assert_eq!(read(&file), "old");
    let said = xtask(&["convert", text(&model), "--service-shape", "Weather"]).fails(&["Flaot"]);
    assert!(said.out.is_empty(), "{}", said.out);
    xtask(&["convert", text(&folder.path().join("none.json"))]).fails(&["cannot read"]);
    xtask(&["convert", text(folder.path())]).fails(&["has no model"]);
    assert_eq!(xtask(&["convert"]).code, Some(2), "it is wrong usage");
}

const BOTOCORE: &str = r#"{
  "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "x", "protocol": "json", "serviceId": "My Things", "targetPrefix": "X" },
  "operations": { "ListAll": { "input": { "shape": "In" }, "output": { "shape": "In" }, "documentation": "Prose." } },
  "shapes": { "In": { "type": "structure", "members": { "next": { "shape": "Text" } } }, "Text": { "type": "string" } }
}"#;

const PAGES: &str = r#"{ "pagination": { "ListAll": { "input_token": "next", "output_token": "next" } } }"#;

const EXAMPLES: &str = r#"{ "version": "1.0", "documentation": "Prose.", "examples": { "ListAll": [{
  "input": { "next": "a", "description": "Prose." }, "output": { "next": "Prose." }, "title": "Prose.",
  "comments": { "input": { "next": "Prose." } }, "description": "Prose.", "id": "prose-1" }] } }"#;

#[test]
fn an_imported_model_is_there_in_smithys_format_as_well() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (published, models) = (folder.path().join("published"), folder.path().join("models"));
    fs::create_dir(&published).expect("a folder");
    fs::create_dir(&models).expect("a folder");
    fs::write(published.join("service-2.json"), BOTOCORE).expect("written");
    fs::write(published.join("paginators-1.json"), PAGES).expect("written");
    fs::write(published.join("examples-1.json"), EXAMPLES).expect("written");
    let import = || xtask(&["import", text(&published), "--version", "1.2.3", "--models", text(&models)]);
    import().succeeds();
    let place = models.join("mythings/2020-01-01");
    let smithy = read(&place.join("smithy.json"));
    assert!(smithy.contains("smithy.api#paginated") && !smithy.contains("Prose"), "{smithy}");
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let examples = plain(&read(&place.join("examples-1.json")));
    assert_eq!(examples, r#"{"version":"1.0","examples":{"ListAll":[{"input":{"next":"a"}}]}}"#);
    let written = r#""smithy.api#examples":[{"title":"","input":{"next":"a"}}]"#;
    assert!(plain(&smithy).contains(written), "{smithy}");
    assert_eq!(xtask(&["convert", text(&place.join("service-2.json"))]).succeeds().out, smithy);
    let provenance = read(&place.join("provenance.toml"));
    let (_, converted) = provenance.split_once("[[converted]]").expect("what was made of the files is there, too");
    assert!(converted.contains("name = \"smithy.json\""), "{provenance}");
    assert!(provenance.contains("name = \"examples-1.json\""), "{provenance}");
    // A model that is wrong is not taken, in neither format.
    fs::write(published.join("paginators-1.json"), PAGES.replace("\"next\"", "\"nxt\"")).expect("written");
    import().fails(&["the pagination names `nxt`", "nothing was written"]);
    assert_eq!(read(&place.join("smithy.json")), smithy);
    assert_eq!(read(&place.join("provenance.toml")), provenance);
    // What a newer version no longer has is removed; the overlay is ours.
    fs::remove_file(published.join("paginators-1.json")).expect("removed");
    fs::write(place.join("overlay.json"), "{}").expect("written");
    let said = import().succeeds();
    assert!(said.err.contains("paginators-1.json, which the import no longer needs"), "{}", said.err);
    assert!(!place.join("paginators-1.json").exists() && place.join("overlay.json").exists());
    assert!(!read(&place.join("smithy.json")).contains("smithy.api#paginated"));
}

#[test]
fn a_service_and_its_partitions_are_imported_together() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (data, models) = (folder.path().join("data"), folder.path().join("models"));
    let published = data.join("mythings/2020-01-01");
    fs::create_dir_all(&published).expect("a folder");
    fs::write(published.join("service-2.json"), BOTOCORE).expect("written");
    fs::write(data.join("partitions.json"), "{]").expect("written");
    let import = || xtask(&["import", text(&published), "--version", "1.2.3", "--models", text(&models)]);
    import().fails(&["is not JSON", "nothing was written"]);
    assert!(!models.join("mythings").exists(), "the service is not there without the partitions");
    fs::write(data.join("partitions.json"), r#"{ "partitions": [], "version": "1.1" }"#).expect("written");
    let said = import().succeeds();
    assert!(said.err.contains("mythings/2020-01-01 and the partitions"), "{}", said.err);
    assert!(models.join("partitions.json").exists() && models.join("partitions.provenance.toml").exists());
}

#[test]
fn a_run_reports_how_many_operations_are_retried_and_why() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (model, out) = (folder.path().join("service-2.json"), folder.path().join("out"));
    fs::write(&model, BOTOCORE).expect("written");
    let said = xtask(&["codegen", "--model", text(&model), "--out", text(&out)]).succeeds();
    assert!(said.err.contains("1 operation retried (1 by name that reads), 0 sent at most once"), "{}", said.err);
}

#[test]
fn a_smithy_model_is_imported_without_its_prose_and_with_where_it_comes_from() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let models = folder.path().join("models");
    fs::create_dir(&models).expect("a folder");
    let published = folder.path().join("weather-model.json");
    // An import takes one file, which has all shapes.
    let shapes =
        SHAPES.split_once("\"shapes\": {").expect("shapes").1.trim_end().strip_suffix("  }\n}").expect("an end");
    let unversioned = SERVICE.replacen("\"shapes\": {", &format!("\"shapes\": {{{},", shapes.trim_end()), 1);
    let whole = unversioned.replace("\"type\": \"service\",", "\"type\": \"service\", \"version\": \"7\",");
    let prose = r#""smithy.api#documentation": "Prose.", "smithy.api#readonly": {}, "smithy.api#examples": [
        { "title": "Prose.", "input": {}, "error": {} },
        { "title": "Prose.", "documentation": "Prose.", "input": { "city": "Oslo" }, "output": {} }]"#;
    fs::write(&published, whole.replace("\"smithy.api#readonly\": {}", prose)).expect("written");
    let import = |more: &[&str]| {
        let common = ["import", text(&published), "--models", text(&models), "--service-shape", "Weather"];
        xtask(&[&common[..], more].concat())
    };
    import(&[]).fails(&["--source", "--version"]);
    import(&["--version", "v5"]).fails(&["--source"]);
    import(&["--version", "v5", "--source", "sky.org"]).succeeds();
    let place = models.join("weather/7");
    let smithy = read(&place.join("smithy.json"));
    assert!(smithy.contains("org.sky#Weather") && !smithy.contains("Prose"), "{smithy}");
    let examples = r#""smithy.api#examples":[{"title":"","input":{"city":"Oslo"}}]"#;
    assert!(smithy.split_whitespace().collect::<String>().contains(examples), "{smithy}");
    let provenance = read(&place.join("provenance.toml"));
    for text in ["source = \"sky.org\"", "version = \"v5\"", "name = \"smithy.json\"", "weather-model.json"] {
        assert!(provenance.contains(text), "{text}: {provenance}");
    }
    assert!(!provenance.contains("[[converted]]") && !place.join("service-2.json").exists());
    fs::write(&published, SERVICE).expect("written");
    import(&["--version", "v5", "--source", "sky.org"]).fails(&["no shape `org.sky#Forecast`", "nothing was written"]);
    fs::write(&published, &unversioned).expect("written");
    import(&["--version", "v5", "--source", "sky.org"]).fails(&["in which version", "add them to the model"]);
    let common = ["import", text(&published), "--models", text(&models), "--version", "v5", "--source", "sky.org"];
    xtask(&[&common[..], &["--service-shape", "Sun"]].concat()).fails(&["the model has no service `Sun`"]);
    // Without an option, it is not known which service is meant.
    xtask(&common).fails(&["the model has 2 services", "`org.sky#Weather`, `org.sky#Moon`"]);
    fs::write(&published, "{ \"smithy\": \"2.0\", }").expect("written");
    import(&["--version", "v5", "--source", "sky.org"]).fails(&["weather-model.json"]);
}
