# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import os
import shutil
import subprocess

import lit.formats

config.name = "coro-tidy"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "runtime", "unit", "lit.cfg.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.build_dir, "test")

clang = os.path.join(config.llvm_bin, "clang++")
python = config.python
bin_dir = os.path.join(config.build_dir, "bin")
plugin = os.path.join(config.build_dir, "lib", "coro-tidy-clang.so")

config.environment["PATH"] = os.pathsep.join(
    [bin_dir, config.llvm_bin, os.environ.get("PATH", "")])
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["CORO_TIDY_CACHE_DIR"] = ""  # none but the tests' own

checker = os.path.join(config.test_source_root, "check_coro.py")
config.substitutions += [
    ("%check_coro", f"{python} {checker} {clang} {plugin}"),
    ("%clangxx", clang),
    ("%clangd", os.path.join(config.llvm_bin, "clangd")),
    ("%plugin", plugin),
    ("%python", python),
    ("%llvm_bin", config.llvm_bin),
    ("%source_root", config.source_root),
    ("%runtime_include", os.path.join(config.source_root, "runtime", "include")),
    ("%inputs", os.path.join(config.test_source_root, "checks", "Inputs")),
]
if os.path.exists("/usr/include/asio.hpp"):
    config.available_features.add("asio")
for program in ("bash", "fish", "git", "groff", "zsh"):
    if shutil.which(program):
        config.available_features.add(program)
browser = [shutil.which("chromedriver"), shutil.which("chromium")]
if all(browser):
    config.available_features.add("chromium")
    config.substitutions.append(("%browser", " ".join(browser)))
if shutil.which("xmllint"):
    config.available_features.add("xmllint")
# CONTRIBUTING.md says how to get it.
sarif_schema = os.path.join(config.source_root, "node_modules", "@microsoft",
                            "jest-sarif", "lib", "schemas",
                            "sarif-2.1.0-rtm.5.json")
if os.path.exists(sarif_schema) and not subprocess.call(
        [python, "-c", "import jsonschema"], stderr=subprocess.DEVNULL):
    config.available_features.add("sarif-schema")
    config.substitutions.append(("%sarif_schema", sarif_schema))
if config.has_libcxx:
    config.available_features.add("libc++")
