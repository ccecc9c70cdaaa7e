// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

/// Debug mode: SIGUSR1 writes the tasks of the loop to stderr, from now on and
/// until the loop closes or debug mode ends. No effect if this is not the main
/// thread, or somebody handles or ignores the signal. Without an answer, since
/// a program must not fail because it cannot be looked at.
void dump_tasks_on_signal(loop_core &loop) noexcept;

} // namespace corun::detail
