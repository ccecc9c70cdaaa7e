// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdexcept>

namespace corun {

/// Thrown at the suspension point of a task that was cancelled.
///
/// Deliberately not a std::exception: `catch (const std::exception &)` around
/// an await must not swallow a cancellation. Code that catches it to clean up
/// should rethrow it.
class cancelled_error final {
public:
  [[nodiscard]] const char *what() const noexcept {
    return "corun: the task was cancelled";
  }
};

/// The event loop, a task or a handle was used where or when it cannot be: the
/// message says what to do instead. A defect of the program, not of its input.
class loop_error : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

} // namespace corun
