"""Validates every golden that is a JSON document of Abide against the schema of its form. Exits 77
(skipped) where there is no validator."""

import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

SCHEMAS = {
    "abide.report/1": "src/report/abide.report.schema.json",
    "abide.test/1": "src/report/abide.test.schema.json",
    "abide.impact/1": "src/report/abide.impact.schema.json",
    "abide.reasons/1": "src/report/abide.reasons.schema.json",
    "abide.diagnostics/1": "src/report/abide.diagnostics.schema.json",
    "abide.sources/1": "src/report/abide.sources.schema.json",
    "abide.plan/1": "src/report/abide.plan.schema.json",
    "abide.fit/1": "src/report/abide.fit.schema.json",
    "abide.verification/1": "src/report/abide.verification.schema.json",
}

validators = {}
for form, path in SCHEMAS.items():
    schema = json.loads(pathlib.Path(path).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[form] = jsonschema.Draft202012Validator(schema)

seen = {form: 0 for form in SCHEMAS}
failed = 0
paths = [path for root in ("tests/testdata", "examples") for path in pathlib.Path(root).rglob("*")]
for path in sorted(paths):
    if not path.is_file() or not path.read_bytes().startswith(b'{\n  "format": "abide.'):
        continue
    document = json.loads(path.read_text())
    seen[document["format"]] += 1
    for error in validators[document["format"]].iter_errors(document):
        failed += 1
        print(f"{path}: {error.json_path}: {error.message}")
print(f"validated {seen}, {failed} faults")
sys.exit(1 if failed or not all(seen.values()) else 0)
