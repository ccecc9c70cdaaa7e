// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/exception_handler.hpp>

#include <corun/errors.hpp>

#include <cstdio>
#include <string>

namespace corun {

void default_exception_handler(const exception_context &context) {
  std::string line = "corun: " + context.message;
  if (context.exception)
    line += ": " + detail::describe(context.exception);
  if (!context.origin.empty())
    line += " (" + context.origin + ')';
  line += '\n';
  // One write, so that lines of several threads do not mix.
  std::fputs(line.c_str(), stderr);
}

} // namespace corun
