// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/corun.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace corun_test {

using namespace std::chrono_literals;

/// Runs the coroutine lambda `body`, which lives as long as its task.
template <class Body> auto run(Body body, corun::run_options options = {}) {
  return corun::run(body(), std::move(options));
}

/// Collects what a loop reports.
class reports {
public:
  [[nodiscard]] corun::exception_handler handler() {
    return [this](const corun::exception_context &context) {
      contexts_.push_back(context);
    };
  }
  [[nodiscard]] corun::run_options options() {
    return {.on_exception = handler()};
  }
  [[nodiscard]] std::size_t size() const { return contexts_.size(); }
  [[nodiscard]] bool empty() const { return contexts_.empty(); }
  [[nodiscard]] const corun::exception_context &
  operator[](std::size_t i) const {
    return contexts_.at(i);
  }

private:
  std::vector<corun::exception_context> contexts_;
};

/// What `exception` says, or "" for null.
inline std::string what(const std::exception_ptr &exception) {
  if (!exception)
    return "";
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception &e) {
    return e.what();
  } catch (const corun::cancelled_error &e) {
    return e.what();
  }
}

/// Sets a flag when it is destroyed: what a destructor in a frame does.
class on_destruction {
public:
  explicit on_destruction(bool &flag) : flag_(&flag) {}
  on_destruction(on_destruction &&other) noexcept
      : flag_(std::exchange(other.flag_, nullptr)) {}
  ~on_destruction() {
    if (flag_ != nullptr)
      *flag_ = true;
  }

private:
  bool *flag_;
};

inline corun::task<void> nothing() { co_return; }
inline corun::task<int> number(int n) { co_return n; }
inline corun::task<int> number_after(int n, int iterations) {
  for (int i = 0; i < iterations; ++i)
    co_await corun::sleep(0s);
  co_return n;
}
inline corun::task<void> failing(std::string message) {
  co_await corun::sleep(0s);
  throw std::runtime_error(message);
}
inline corun::task<void> iterations(int count) {
  for (int i = 0; i < count; ++i)
    co_await corun::sleep(0s);
}
/// Ends only by cancellation.
inline corun::task<void> forever() {
  co_await corun::sleep(std::chrono::hours(1));
}

} // namespace corun_test
