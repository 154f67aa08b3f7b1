//! The published test vectors of endpoint rules, for the services whose rules ask for the most: Amazon S3, S3 Control and
//! STS. Their endpoints are generated into a package of its own, and a program asks them for each vector.
//!
//! `CODEGEN_CORPUS` names botocore's folder `data`, and `CODEGEN_ENDPOINT_VECTORS` the folder
//! `tests/functional/endpoint-rules` of its source distribution. Without them the test is skipped, and says so.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use codegen::source::Source;
use codegen::{Generated, Inputs, Options, Selection};
use tests::package::{cargo, lock, runtime};

/// The services: a folder below `data`, the module, and an operation, for there is no module without one.
const SERVICES: &[(&str, &str, &str)] = &[
    ("s3/2006-03-01", "s3", "ListBuckets"),
    ("s3control/2018-08-20", "s3control", "ListJobs"),
    ("sts/2011-06-15", "sts", "GetCallerIdentity"),
];

#[test]
fn endpoints_are_those_of_the_published_vectors() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let data = tests::path_in("CODEGEN_CORPUS", "the folder `data` of a botocore");
    let vectors = tests::path_in("CODEGEN_ENDPOINT_VECTORS", "a botocore's folder `tests/functional/endpoint-rules`");
    let (Some(data), Some(vectors)) = (data, vectors) else { return };
    let package = package(&data);
    let paths = SERVICES.iter().map(|(folder, module, _)| {
        let service = folder.split('/').next().unwrap_or_default();
        let text = read(&vectors.join(service), "endpoint-tests-1.json").expect("the service has vectors");
        let path = package.join(format!("{module}.json"));
        fs::write(&path, text).expect("it can be written");
        path
    });
    let paths: Vec<PathBuf> = paths.collect();
    let mut command = cargo(&package, env!("CARGO_TARGET_TMPDIR"));
    let output = command.args(["run", "--quiet", "--"]).args(paths).output().expect("Cargo can be run");
    let (counts, differences) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    eprint!("{counts}");
    assert!(output.status.success(), "{counts}{differences}");
}

/// The package with the generated modules and the program.
fn package(data: &Path) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("endpoint_vectors");
    let partitions = read(data, "partitions.json").expect("there are partitions");
    let partitions = Source { name: "partitions.json", text: &partitions };
    let write = |path: &str, text: &str| {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    };
    let mut modules = Vec::new();
    for (folder, module, operation) in SERVICES {
        let generated = generate(&data.join(folder), module, operation, partitions);
        modules.push(((*module).to_owned(), generated.title));
        generated.files.iter().for_each(|(path, text)| write(&format!("src/{path}"), text));
    }
    let files =
        codegen::package(&modules, None, Some(partitions), "cargo test", "partitions.json").expect("it is good");
    files.iter().for_each(|(path, text)| write(&format!("src/{path}"), text));
    write("src/main.rs", include_str!("endpoint_vectors/src/main.rs"));
    let manifest = include_str!("endpoint_vectors/Cargo.toml").replace("../../codegen/runtime", &runtime());
    write("Cargo.toml", &manifest);
    lock(&to);
    to
}

fn generate(folder: &Path, module: &str, operation: &str, partitions: Source<'_>) -> Generated {
    let model = read(folder, "service-2.json").expect("the service has a model");
    let rules = read(folder, "endpoint-rule-set-1.json").expect("the service has endpoint rules");
    let inputs = Inputs {
        models: &[Source { name: "service-2.json", text: &model }],
        endpoint_rules: Some(Source { name: "endpoint-rule-set-1.json", text: &rules }),
        partitions: Some(partitions),
        ..Inputs::default()
    };
    let options = Options {
        service: None,
        package: "endpoint_vectors",
        module,
        operations: Selection::Named(&[operation.to_owned()]),
        command: "cargo test",
        label: "service-2.json",
    };
    codegen::generate(&inputs, &options).unwrap_or_else(|failed| panic!("{module}:\n{failed}"))
}

/// A file of a folder, packed with gzip or not.
fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    if let Ok(text) = fs::read(folder.join(name)) {
        return Some(text);
    }
    let packed = fs::read(folder.join(format!("{name}.gz"))).ok()?;
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&*packed).read_to_end(&mut text).expect("it is packed with gzip");
    Some(text)
}
