// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/exception_handler.hpp>

#include <corun/errors.hpp>

#include <cstdio>
#include <exception>
#include <string>

namespace corun {

namespace {

std::string describe(const std::exception_ptr &exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception &e) {
    return e.what();
  } catch (const cancelled_error &e) {
    return e.what();
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

} // namespace

void default_exception_handler(const exception_context &context) {
  std::string line = "corun: " + context.message;
  if (context.exception)
    line += ": " + describe(context.exception);
  line += '\n';
  // One write, so that lines of several threads do not mix.
  std::fputs(line.c_str(), stderr);
}

} // namespace corun
