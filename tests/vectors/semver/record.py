"""Records the verdicts of cargo-semver-checks on pairs of models, each generated into a crate.

    python3 tests/vectors/semver/record.py history FOLDER
    python3 tests/vectors/semver/record.py services OLDER NEWER SERVICE..

`history` compares neighbouring revisions of Device Farm: FOLDER has a model for each, and the order is that of their names.
`services` compares each SERVICE of two releases of botocore, of which OLDER and NEWER are the folders `data`. The result is beside this
file: `devicefarm.json` or `services.json`. It has figures and names of lints only, and nothing of a model.

`cargo install cargo-semver-checks --locked` is needed once. The crates have all operations and all features, and the version 1.0.0, so
that the rules of stable versions hold.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def run(command, folder, environment=None):
    """Runs a command and returns what it printed, whether it succeeded or not."""
    environment = {**os.environ, **(environment or {})}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


def generate(model, module, folder):
    """Generates the crate of a model, as version 1.0.0."""
    folder.mkdir(parents=True)
    command = ["cargo", "run", "--quiet", "--package", "xtask", "--", "codegen"]
    command += ["--model", str(model), "--service", module, "--out", str(folder)]
    code, text = run(command, ROOT)
    if code != 0:
        sys.exit(f"{model}: the crate was not generated:\n{text}")
    manifest = folder / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace('version = "0.1.0"', 'version = "1.0.0"', 1))
    # The dependencies that the workspace has, so that nothing is looked up.
    (folder / "Cargo.lock").write_text((ROOT / "Cargo.lock").read_text())


def compare(old, new, target):
    """Returns the level that the tool requires, the lints that failed and those that warned, with the number of items of each."""
    command = ["cargo", "semver-checks", "--manifest-path", str(new / "Cargo.toml"), "--baseline-root", str(old)]
    command += ["--release-type", "patch", "--color", "never"]
    _, text = run(command, new, {"CARGO_TARGET_DIR": str(target)})
    summary = re.search(r"Checked \[.*\] (\d+) checks: (\d+) pass", text)
    if not summary:
        sys.exit(f"cargo-semver-checks failed on {old} and {new}:\n{text}")
    found = {"failure": {}, "warning": {}}
    current, listed = None, False
    for line in text.splitlines():
        head = re.match(r"--- (failure|warning) (\w+):", line)
        if head:
            current = (found[head.group(1)], head.group(2))
            current[0][current[1]], listed = 0, False
        elif line.startswith("Failed in:"):
            listed = True
        elif listed and re.match(r"  \S", line):
            current[0][current[1]] += 1
        else:
            listed = False
    required = re.search(r"requires new (major|minor) version", text)
    if (required is None) != (not found["failure"]):
        sys.exit(f"the output of cargo-semver-checks on {old} and {new} is not understood:\n{text}")
    failures, warnings = (dict(sorted(found[kind].items())) for kind in ("failure", "warning"))
    return {"required": required.group(1) if required else "patch", "lints": failures, "warnings": warnings}


def revisions(folder):
    """Returns the pairs of neighbouring revisions: a name of each side, the models and the module."""
    models = sorted(path for path in pathlib.Path(folder).resolve().iterdir() if path.suffix == ".json")
    if len(models) < 2:
        sys.exit(f"{folder} has fewer than two models")
    return [((old.stem, new.stem), (old, new), "devicefarm") for old, new in zip(models, models[1:])]


def newest(data, service):
    """Returns the newest model of a service in a folder `data` of botocore."""
    folder = pathlib.Path(data).resolve() / service
    models = sorted(folder.glob("*/service-2.json*"))
    if not models:
        sys.exit(f"{folder} has no model")
    return models[-1]


def release(data):
    """Returns the version of the botocore that a folder `data` belongs to."""
    text = (pathlib.Path(data).resolve().parent / "__init__.py").read_text()
    return re.search(r"^__version__ = .([0-9.]+).$", text, re.MULTILINE).group(1)


def services(old, new, names):
    """Returns the pairs of services of two releases of botocore."""
    sides = (release(old), release(new))
    return [(sides, (newest(old, name), newest(new, name)), name.replace("-", "_")) for name in names]


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "history":
        name, pairs = "devicefarm", revisions(sys.argv[2])
    elif len(sys.argv) > 4 and sys.argv[1] == "services":
        name, pairs = "services", services(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)
    tool = run(["cargo", "semver-checks", "--version"], ROOT)[1].strip()
    steps, crates = [], {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for (old, new), models, module in pairs:
            for model in models:
                if model not in crates:
                    crates[model] = scratch / str(len(crates)) / f"{module}_client"
                    generate(model, module, crates[model])
            verdict = compare(crates[models[0]], crates[models[1]], scratch / "target")
            steps.append({"service": module, "old": old, "new": new, **verdict})
            print(json.dumps(steps[-1]), flush=True)
            lines = ",\n".join(f"    {json.dumps(step)}" for step in steps)
            text = f'{{\n  "tool": {json.dumps(tool)},\n  "steps": [\n{lines}\n  ]\n}}\n'
            (HERE / f"{name}.json").write_text(text)


if __name__ == "__main__":
    main()
