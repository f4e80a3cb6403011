"""Holds files against the schemas that copydesk prints of them: BINARY ROOT. Exits with 1 where one does not fit."""

import json
import pathlib
import subprocess
import sys
import tomllib

import jsonschema

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
faults, count = [], 0


def printed(*arguments):
    return json.loads(subprocess.run([binary, *arguments], capture_output=True, check=True, cwd=root).stdout)


def check(schema, name, value):
    global count
    count += 1
    for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
        faults.append(f"{name}: {error.json_path}: {error.message}")


def refused(schema, name, value):
    if jsonschema.Draft202012Validator(schema).is_valid(value):
        faults.append(f"{name} ought to be refused: {value}")


settings, rule, report = (printed("schema", of) for of in ["settings", "rule", "report"])
for schema in [settings, rule, report]:
    jsonschema.Draft202012Validator.check_schema(schema)
for path in [root / "lint.toml", root / "src/cli/init/settings.toml"]:
    check(settings, path.name, tomllib.loads(path.read_text(encoding="utf-8")))
for path in [*sorted((root / "rules").rglob("*.toml")), root / "src/cli/init/inflated-word.toml"]:
    check(rule, path.name, tomllib.loads(path.read_text(encoding="utf-8")))
check(report, "report", printed("check", "seeds", "--exit-zero", "--format", "json"))
refused(settings, "settings", {"fail_on": "error"})
refused(settings, "settings", {"rules": {"long-paragraph": {"params": {"max-wrds": 3}}}})
good = tomllib.loads((root / "rules/repetition/doubled-word.toml").read_text(encoding="utf-8"))
refused(rule, "rule", {**good, "kind": "phrase"})
refused(rule, "rule", {key: value for key, value in good.items() if key != "why"})
for fault in faults:
    print(fault)
print(f"held {count} files against the schemas that copydesk prints")
sys.exit(bool(faults))
