# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Here, because runtime/ is also a project of its own.
set(coro_tidy_version 0.1.0)
