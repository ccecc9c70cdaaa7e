# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""validate.py schema.json document.json...: each document against the schema"""
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
validator = jsonschema.validators.validator_for(schema)(schema)
for name in sys.argv[2:]:
    errors = list(validator.iter_errors(json.load(open(name, encoding="utf-8"))))
    for error in errors:
        print(f"{name}: {list(error.absolute_path)}: {error.message}")
    if errors:
        sys.exit(1)
    print(f"{name}: valid")
