"""Holds the reports in a folder against their schemas: REPORTS SCHEMAS. Says what is wrong, and exits with 1."""

import json
import pathlib
import sys

import jsonschema
from lxml import etree

reports, schemas = map(pathlib.Path, sys.argv[1:3])
faults = []


def check(name, value, schema):
    schema = json.loads((schemas / schema).read_text())
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for error in validator(schema).iter_errors(value):
        faults.append(f"{name}: {error.json_path}: {error.message}")


def read(name):
    return (reports / name).read_text(encoding="utf-8")


def check_xml(name, schema):
    document = etree.parse(reports / name)
    schema = etree.XMLSchema(etree.parse(schemas / schema))
    if not schema.validate(document):
        faults.extend(f"{name}: {error}" for error in schema.error_log)


check("sarif", json.loads(read("sarif")), "sarif-2.1.0.json")
check("rdjson", json.loads(read("rdjson")), "rdjson.json")
check("gitlab", json.loads(read("gitlab")), "gitlab-code-quality.json")
lines = read("rdjsonl").splitlines()
for line in lines:
    check("rdjsonl", json.loads(line), "rdjsonl.json")
check_xml("junit", "junit-10.xsd")
check_xml("checkstyle", "checkstyle.xsd")
for fault in faults:
    print(fault)
print(f"held {len(lines)} findings in 6 formats against their schemas")
sys.exit(bool(faults))
