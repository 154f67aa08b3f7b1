#!/usr/bin/env bash
# How long a debug build of a program with one call takes with either client, where everything else is built already:
# ours is `clientsmith-runtime`, `generated` and the program, theirs `aws-sdk-devicefarm` and the program.
# They take turns, and of three the one in the middle counts. It takes some minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
place=$root/tests/official/target/builds

# program NAME DEPENDENCY CRATE
program() {
    mkdir -p "$place/$1/src"
    cat >"$place/$1/Cargo.toml" <<EOF
[package]
name = "$1"
version = "0.1.0"
edition = "2024"
[workspace]
[dependencies]
$2
aws-config = { version = "1", features = ["behavior-version-latest"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
EOF
    cat >"$place/$1/src/main.rs" <<EOF
#[tokio::main]
async fn main() {
    let client = $3::Client::new(&aws_config::load_from_env().await);
    let call = client.create_remote_access_session().project_arn("p").device_arn("d").name("n");
    println!("{:?}", call.send().await);
}
EOF
}

# build NAME CRATE..: how long it takes to build these crates and the program
build() {
    cd "$place/$1"
    cargo build --quiet
    printf -- '-p\n%s\n' "$@" | xargs cargo clean --quiet
    TIMEFORMAT='%R s, %U s of work'
    { time cargo build --quiet; } 2>&1
}

program ours "generated = { path = \"$root/generated\" }" generated::devicefarm
program official 'aws-sdk-devicefarm = "1.127"' aws_sdk_devicefarm

for _ in 1 2 3; do
    echo "ours     $(build ours clientsmith-runtime generated)"
    echo "official $(build official aws-sdk-devicefarm)"
done | sort -k 1,1 -k 2,2n
