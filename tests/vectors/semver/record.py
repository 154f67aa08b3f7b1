"""Records the verdicts of cargo-semver-checks on neighbouring revisions of a model.

    python3 tests/vectors/semver/record.py HISTORY FROM

HISTORY is a folder with a model for each revision, in the order of their names, and FROM the name of the first one. Each is generated
with all operations into a crate of its own, without the features of the runtime, and compared with the one before. `PATH` must have
`cargo` and `cargo-semver-checks`. What is written is beside this file: devicefarm.json.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def generate(model, folder):
    """Generates the crate of a model, as version 1.0.0 so that the rules of stable versions hold."""
    command = ["cargo", "run", "--quiet", "--package", "xtask", "--", "codegen"]
    command += ["--model", str(model), "--service", "devicefarm", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    manifest = folder / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace('version = "0.1.0"', 'version = "1.0.0"'))


def compare(old, new, target):
    """Returns the level that the tool requires and the lints that failed, with the number of items of each."""
    command = ["cargo", "semver-checks", "--manifest-path", str(new / "Cargo.toml"), "--baseline-root", str(old)]
    command += ["--release-type", "patch", "--only-explicit-features", "--color", "never"]
    done = subprocess.run(command, capture_output=True, text=True, env={**__import__("os").environ, "CARGO_TARGET_DIR": str(target)})
    text = done.stdout + done.stderr
    if "Checked" not in text:
        sys.exit(f"cargo-semver-checks failed:\n{text}")
    lints, current = {}, None
    for line in text.splitlines():
        failure = re.match(r"--- (?:failure|warning) (\w+):", line)
        if failure:
            current = failure.group(1)
            lints[current] = 0
        elif current and re.match(r"  \S", line):
            lints[current] += 1
    required = re.search(r"requires new (major|minor) version", text)
    return required.group(1) if required else "patch", lints


def main():
    history, start = pathlib.Path(sys.argv[1]), sys.argv[2]
    models = sorted(path for path in history.iterdir() if path.suffix == ".json" and path.stem >= start)
    if len(models) < 2:
        sys.exit(f"{history} has fewer than two models from {start} on")
    tool = subprocess.run(["cargo", "semver-checks", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    steps = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        crates = []
        for model in models:
            folder = scratch / model.stem / "devicefarm_client"
            folder.mkdir(parents=True)
            generate(model, folder)
            crates.append(folder)
        for (old, new), (old_crate, new_crate) in zip(zip(models, models[1:]), zip(crates, crates[1:])):
            required, lints = compare(old_crate, new_crate, scratch / "target")
            steps.append({"old": old.stem, "new": new.stem, "required": required, "lints": lints})
            print(old.stem, new.stem, required, lints)
    text = json.dumps({"tool": tool, "steps": steps}, indent=2)
    (HERE / "devicefarm.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
