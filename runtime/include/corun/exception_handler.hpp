// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <exception>
#include <functional>
#include <string>

namespace corun {

/// What happened that nobody was there to be told.
struct exception_context {
  /// One sentence; names the task, if there is one.
  std::string message;
  /// What was thrown, or null (a task that was still pending at the end).
  std::exception_ptr exception;
  /// The task's name, or empty.
  std::string task_name;
  /// "file.cpp:12": where the task was created, or the coroutine is written
  /// that was never awaited. Empty if there is none.
  std::string origin;
};

/// Called on the loop's thread. If it throws, default_exception_handler
/// reports the same context instead.
using exception_handler = std::function<void(const exception_context &)>;

/// Writes one line, "corun: <message>: <what()> (file.cpp:12)", to stderr. Any
/// thread.
void default_exception_handler(const exception_context &context);

} // namespace corun
