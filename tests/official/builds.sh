#!/usr/bin/env bash
# Processor time of builds, and the size of a program: `bash tests/official/builds.sh`. It takes some minutes.
#
# 1. The package with all operations and the client, and `aws-sdk-devicefarm`: check, debug and release. Each is compiled by
#    itself, where everything below it is built already. They take turns, and of three figures the one in the middle counts.
#    Both are compiled as Cargo compiles a dependency, without what a crate of one's own needs to be compiled incrementally:
#    Cargo keeps that for packages by path, and it would cost this package a third more and the official one nothing.
# 2. A program with three operations and without a client: the release build of the package and the program, and the size of
#    the stripped binary.
# 3. Two programs with the same three calls, one with each client, in one package, so that both link the same versions and
#    features of AWS's runtime: the sizes of the stripped binaries.
#
# If FIGURES names a file, each figure is also added to it as a line of JSON, which `cargo xtask figures measure` collects.
set -euo pipefail
export CARGO_INCREMENTAL=0
root=$(cd "$(dirname "$0")/../.." && pwd)
place=$root/tests/official/target/builds
mkdir -p "$place"
cd "$root"

generate() { # NAME OPERATIONS
    rm -rf "${place:?}/$1"
    local said
    said=$(cargo xtask codegen --operations "$2" --out "$place/$1" 2>&1) || { echo "$said" >&2 && exit 1; }
    # A workspace of its own, whatever lies around it.
    grep -q '^\[workspace\]' "$place/$1/Cargo.toml" || printf '\n[workspace]\n' >>"$place/$1/Cargo.toml"
}

project() { # NAME DEPENDENCY MAIN
    mkdir -p "$place/$1/src"
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n[workspace]\n[dependencies]\n%s\n' "$1" "$2" \
        >"$place/$1/Cargo.toml"
    printf '%s\n' "$3" >"$place/$1/src/main.rs"
}

work() { # COMMAND..: user and system time in seconds
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.2f", $1 + $2 }'
}

compile() { # PROJECT PACKAGES MODE..: the work for these packages, where all else is built
    local project=$1 packages=$2 selected=()
    shift 2
    cd "$place/$project"
    cargo "$@" --quiet
    for package in $packages; do
        cargo clean --quiet -p "$package" $([[ $* == *release* ]] && echo --release) 2>/dev/null
        selected+=(-p "$package")
    done
    work cargo "$@" --quiet "${selected[@]}"
}

figure() { # NAME OURS OFFICIAL: for the file of figures
    [[ -z ${FIGURES:-} ]] || printf '{"name":"%s","ours":%s,"official":%s}\n' "$1" "$2" "$3" >>"$FIGURES"
}

kilobytes() { # PROGRAM: the size of the stripped binary
    strip -o "$place/stripped" "$1"
    echo $(($(stat -c %s "$place/stripped") / 1000))
}

middle() { sort -n | sed -n 2p; }

generate all all
all=$(sed -n 's/^name = "\(.*\)"/\1/p' "$place/all/Cargo.toml" | head -n 1)
project ours "$all = { path = \"../all\", features = [\"client\"] }" 'fn main() {}'
project official 'aws-sdk-devicefarm = "1.127"' 'fn main() {}'

printf '%-10s%10s%12s%8s\n' 'seconds' ours official ratio
for mode in check build 'build --release'; do
    ours=() official=()
    for _ in 1 2 3; do
        # shellcheck disable=SC2086 # A mode may be two words.
        ours+=("$(compile ours "$all" $mode)")
        # shellcheck disable=SC2086
        official+=("$(compile official aws-sdk-devicefarm $mode)")
    done
    a=$(printf '%s\n' "${ours[@]}" | middle) b=$(printf '%s\n' "${official[@]}" | middle)
    printf '%-10s%10s%12s%8s\n' "${mode/build --/}" "$a" "$b" "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "1/%.1f", b / a }')"
    figure "$mode" "$a" "$b"
done

generate three CreateRemoteAccessSession,GetRemoteAccessSession,StopRemoteAccessSession
three=$(sed -n 's/^name = "\(.*\)"/\1/p' "$place/three/Cargo.toml" | head -n 1)
# shellcheck disable=SC2016 # The program's text.
project program "$three = { path = \"../three\", default-features = false }
http = \"1\"" "$(sed "s/PACKAGE/${three//-/_}/g" <<'EOF'
use PACKAGE::devicefarm::operation::*;
use PACKAGE::runtime::Operation;

fn show<O: Operation>(input: &O::Input, response: &[u8])
where
    O::Output: std::fmt::Debug,
{
    println!("{:?} {:?}", O::request(input).is_ok(), O::parse(&http::Response::new(response)).ok());
}

fn main() {
    let response = std::env::args().nth(1).unwrap_or_default();
    let create = create_remote_access_session::CreateRemoteAccessSessionInput::builder();
    let get = get_remote_access_session::GetRemoteAccessSessionInput::builder();
    let stop = stop_remote_access_session::StopRemoteAccessSessionInput::builder();
    show::<CreateRemoteAccessSession>(&create.project_arn("p").device_arn("d").build(), response.as_bytes());
    show::<GetRemoteAccessSession>(&get.arn("a").build(), response.as_bytes());
    show::<StopRemoteAccessSession>(&stop.arn("a").build(), response.as_bytes());
}
EOF
)"
seconds=$(for _ in 1 2 3; do compile program "$three program" build --release && echo; done | middle)
size=$(kilobytes "$place/program/target/release/program")
echo "three operations, core only: release build $seconds s, stripped binary $size KB"
figure 'core program' "$size" null

project pair "$three = { path = \"../three\" }
aws-sdk-devicefarm = \"1.127\"
aws-config = { version = \"1.13\", default-features = false, features = [\"behavior-version-latest\", \"default-https-client\", \"rt-tokio\"] }
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }" 'fn main() {}'
mkdir -p "$place/pair/src/bin"
for side in "calls-ours ${three//-/_}::devicefarm" 'calls-official aws_sdk_devicefarm'; do
    sed "s/CLIENT/${side#* }/" >"$place/pair/src/bin/${side%% *}.rs" <<'EOF'
#[tokio::main]
async fn main() {
    let client = CLIENT::Client::new(&aws_config::load_from_env().await);
    let created = client.create_remote_access_session().project_arn("p").device_arn("d").name("n").send().await;
    let present = client.get_remote_access_session().arn("a").send().await;
    let stopped = client.stop_remote_access_session().arn("a").send().await;
    println!("{created:?} {present:?} {stopped:?}");
}
EOF
done
cd "$place/pair"
# Most of it was built for the official side above.
programs=$place/official/target
CARGO_TARGET_DIR=$programs cargo build --release --quiet --bins
sizes=("$(kilobytes "$programs/release/calls-ours")" "$(kilobytes "$programs/release/calls-official")")
echo "three calls with a client: stripped binary ${sizes[0]} KB, with the official client ${sizes[1]} KB"
figure 'program' "${sizes[0]}" "${sizes[1]}"
