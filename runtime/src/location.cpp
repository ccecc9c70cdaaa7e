// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "location.hpp"

#include <string_view>

namespace corun::detail {

std::string spell(const std::source_location &where) {
  if (where.line() == 0)
    return {};
  return std::string(where.file_name()) + ':' + std::to_string(where.line());
}

/// The compilers spell "type name(parameters)", g++ also "name(...)::<lambda>".
/// What counts stands before the last '(' at the outermost level that is
/// followed by parameters, and after the blank before it.
std::string function_name(const std::source_location &where) {
  const std::string_view text = where.function_name();
  int depth = 0;
  std::size_t begin = 0;
  std::size_t end = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' && depth == 0) {
      // "auto main()::(lambda)::operator()(int)": a pair that more of a name
      // follows is part of the name.
      const std::size_t close = text.find(')', i);
      if (close == std::string_view::npos ||
          (text.substr(close + 1, 2) != "::" && text.substr(close + 1, 1) != "(")) {
        end = i;
        break;
      }
    }
    if (c == '<' || c == '(' || c == '{' || c == '[')
      ++depth;
    else if (c == '>' || c == ')' || c == '}' || c == ']')
      --depth;
    else if (c == ' ' && depth == 0)
      begin = i + 1;
  }
  return std::string(text.substr(begin, end - begin));
}

} // namespace corun::detail
