// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/errors.hpp>

#include <csignal>
#include <cstdlib>
#include <utility>

namespace corun {

namespace detail {

std::string describe(const std::exception_ptr &exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception &e) {
    return e.what();
  } catch (const cancelled_error &e) {
    return e.what();
  } catch (const keyboard_interrupt &e) {
    return e.what();
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

bool is_cancellation(const std::exception_ptr &error) noexcept {
  if (!error)
    return false;
  try {
    std::rethrow_exception(error);
  } catch (const cancelled_error &) {
    return true;
  } catch (...) {
    return false;
  }
}

} // namespace detail

static std::string list(const std::string &what,
                        const std::vector<std::exception_ptr> &exceptions) {
  std::string out = what + " (" + std::to_string(exceptions.size()) +
                    (exceptions.size() == 1 ? " exception)" : " exceptions)");
  const char *separator = ": ";
  for (const std::exception_ptr &each : exceptions) {
    out += separator + detail::describe(each);
    separator = "; ";
  }
  return out;
}

exception_group::exception_group(const std::string &what,
                                 std::vector<std::exception_ptr> exceptions)
    : what_(std::make_shared<const std::string>(list(what, exceptions))),
      exceptions_(std::make_shared<const std::vector<std::exception_ptr>>(
          std::move(exceptions))) {}

void keyboard_interrupt::end_process() noexcept {
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);
  std::_Exit(128 + SIGINT); // where SIGINT is blocked
}

} // namespace corun
