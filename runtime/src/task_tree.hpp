// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/loop_core.hpp>

#include <string>

namespace corun::detail {

/// What event_loop::dump_tasks() returns. Loop thread only, but at any moment:
/// runs nothing of the program's. O(tasks and coroutines).
[[nodiscard]] std::string spell_tasks(const loop_core &loop);

} // namespace corun::detail
