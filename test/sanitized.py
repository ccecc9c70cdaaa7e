#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a sanitized coro-tidy over the sources of the lit suite and fails if a
sanitizer speaks: sanitized.py CORO_TIDY FOLDER.

What the checks say is the lit suite's business. It cannot run here: the plugin
would be loaded by a clang that is not sanitized.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

tidy, folder = sys.argv[1:]
# libLLVM is not sanitized, and shares std::vectors with us.
SUPPRESSIONS = pathlib.Path(__file__).with_name("lsan.supp")
ENVIRONMENT = dict(
    os.environ, CORO_TIDY_CACHE_DIR="", UBSAN_OPTIONS="print_stacktrace=1",
    ASAN_OPTIONS="detect_container_overflow=0:fast_unwind_on_malloc=0:"
                 "malloc_context_size=6",
    LSAN_OPTIONS=f"suppressions={SUPPRESSIONS}:print_suppressions=0")


def run(source):
    done = subprocess.run(
        [tidy, "--quiet", "--confidence=possible", str(source), "--",
         "-std=c++20"],
        env=ENVIRONMENT, capture_output=True, text=True, check=False)
    bad = done.returncode not in (0, 1, 2) or any(
        sign in done.stderr
        for sign in ("Sanitizer", "runtime error:", "crashed"))
    return source, done.stderr if bad else None


sources = sorted(pathlib.Path(folder).glob("*/*.cpp"))
failed = 0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for source, trouble in pool.map(run, sources):
        if trouble is not None:
            failed += 1
            print(f"== {source}\n{trouble}")
print(f"{len(sources) - failed} of {len(sources)} files without a report")
sys.exit(bool(failed or not sources))
