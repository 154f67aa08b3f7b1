//! How long the generated client takes beside the official one: `cargo bench --manifest-path tests/official/Cargo.toml`.

use official_bench::responses::{DEVICES, list_devices};
use official_bench::{scenes, turns};

fn main() {
    let version = aws_sdk_devicefarm::meta::PKG_VERSION;
    let title = format!("aws-sdk-devicefarm {version}, {DEVICES} devices in {} KB", list_devices().len() / 1000);
    turns::compare(&title, &scenes::all());
}
