// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace corun {

namespace detail {
/// What task_handle::cancel() was told to say; null for nothing.
using cancel_message = std::shared_ptr<const std::string>;
} // namespace detail

/// Thrown at the suspension point of a task that was cancelled.
///
/// Deliberately not a std::exception: `catch (const std::exception &)` around
/// an await must not swallow a cancellation. Code that catches it to clean up
/// should rethrow it.
class cancelled_error final {
public:
  cancelled_error() = default;
  explicit cancelled_error(const std::string &message)
      : message_(std::make_shared<const std::string>(message)) {}
  /// For the library.
  explicit cancelled_error(detail::cancel_message message) noexcept
      : message_(std::move(message)) {}

  /// What cancel() was given, else a sentence that says so much.
  [[nodiscard]] const char *what() const noexcept {
    return message_ ? message_->c_str() : "corun: the task was cancelled";
  }

private:
  detail::cancel_message message_;
};

/// The event loop, a task or a handle was used where or when it cannot be: the
/// message says what to do instead. A defect of the program, not of its input.
class loop_error : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// What timeout(), wait_for() and as_completed() throw when time is up.
class timeout_error : public std::runtime_error {
public:
  timeout_error() : std::runtime_error("corun: the time limit has passed") {}
};

/// What the functions of a queue throw that was shut down.
class queue_shut_down : public std::runtime_error {
public:
  queue_shut_down() : std::runtime_error("corun: the queue was shut down") {}
};

/// What barrier::wait() throws if the barrier is aborted, or reset while
/// coroutines wait at it.
class broken_barrier_error : public std::runtime_error {
public:
  broken_barrier_error()
      : std::runtime_error("corun: the barrier was aborted or reset") {}
};

/// What run() throws when SIGINT (Ctrl-C) has cancelled the main task. Like
/// cancelled_error not a std::exception: it is a request to end.
class keyboard_interrupt final {
public:
  [[nodiscard]] const char *what() const noexcept {
    return "corun: interrupted by SIGINT";
  }
  /// Ends the process as SIGINT ends one that does not handle it, so that a
  /// shell sees why. For `main`, after everything else is destroyed.
  [[noreturn]] static void end_process() noexcept;
};

/// Several failures at once: what a task_group throws.
class exception_group : public std::exception {
public:
  /// `what` gets the number of exceptions and what they say appended.
  exception_group(const std::string &what,
                  std::vector<std::exception_ptr> exceptions);

  [[nodiscard]] const char *what() const noexcept override {
    return what_->c_str();
  }
  /// In the order in which they were thrown; at least one, none of them null.
  [[nodiscard]] const std::vector<std::exception_ptr> &
  exceptions() const noexcept {
    return *exceptions_;
  }

private:
  // Shared, because copying an exception must not throw.
  std::shared_ptr<const std::string> what_;
  std::shared_ptr<const std::vector<std::exception_ptr>> exceptions_;
};

namespace detail {
/// What an exception says, for messages.
[[nodiscard]] std::string describe(const std::exception_ptr &exception);
/// Is it a cancelled_error? False for null.
[[nodiscard]] bool is_cancellation(const std::exception_ptr &exception) noexcept;
} // namespace detail

} // namespace corun
