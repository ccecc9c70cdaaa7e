// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "location.hpp"

#include <algorithm>

namespace corun::detail {

std::string spell(const std::source_location &where) {
  if (where.line() == 0)
    return {};
  return std::string(where.file_name()) + ':' + std::to_string(where.line());
}

namespace {

constexpr std::string_view lambda = "(lambda)";

/// Reads what the compilers write: "static type ns::name<T>(parameters) const
/// [with T = int]", "auto main()::(lambda)::operator()(int) const" (clang),
/// "main()::<lambda(int)>" (g++).
class signature {
public:
  explicit signature(std::string_view text) : rest_(text) {
    // Which types a template was made for. operator[] has no blank before it.
    const std::size_t arguments = text.find(" [");
    if (arguments != std::string_view::npos && text.ends_with(']'))
      rest_ = text.substr(0, arguments);
  }

  [[nodiscard]] std::string name() {
    while (!rest_.empty() && step()) {
    }
    return name_;
  }

private:
  /// False after the parameters of the function itself.
  bool step() {
    const bool at_begin = name_.empty() || name_.ends_with("::");
    if (at_begin && (skip("(anonymous namespace)::") || skip("{anonymous}::")))
      return true;
    if (at_begin &&
        (rest_.starts_with("<lambda") || rest_.starts_with(lambda) ||
         rest_.starts_with("(anonymous class)"))) {
      skip_group();
      skip("::operator()");
      name_ += lambda;
      return true;
    }
    if (at_begin && rest_.starts_with("operator") &&
        !is_identifier(rest_.substr(8, 1))) {
      take_operator();
      return true;
    }
    switch (rest_.front()) {
    case '(':
      return enclosing_function();
    case '<': // template arguments
    case '[': // [abi:cxx11]
      skip_group();
      return true;
    case ' ': // that was the return type, or "static"
      name_.clear();
      break;
    default:
      name_ += rest_.front();
    }
    rest_.remove_prefix(1);
    return true;
  }

  void take_operator() {
    // operator() has a pair that is not the parameters'.
    const std::size_t parameters = rest_.find('(', 8);
    std::size_t end = std::min(parameters, rest_.size());
    if (rest_.substr(end).starts_with("()("))
      end += 2;
    name_ += rest_.substr(0, end);
    rest_.remove_prefix(end);
  }

  /// The parameters of a function in which a lambda or a class is written: the
  /// name goes on after them.
  bool enclosing_function() {
    skip_group();
    while (skip(" const") || skip(" volatile") || skip(" &&") || skip(" &") ||
           skip(" noexcept")) {
    }
    return rest_.starts_with("::");
  }

  bool skip(std::string_view text) {
    if (!rest_.starts_with(text))
      return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void skip_group() {
    int depth = 0;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '<' || c == '(' || c == '{' || c == '[')
        ++depth;
      else if ((c == '>' || c == ')' || c == '}' || c == ']') && --depth == 0)
        return;
    }
  }

  static bool is_identifier(std::string_view c) {
    return !c.empty() &&
           (c[0] == '_' || (c[0] >= '0' && c[0] <= '9') ||
            (c[0] >= 'a' && c[0] <= 'z') || (c[0] >= 'A' && c[0] <= 'Z'));
  }

  std::string_view rest_;
  std::string name_;
};

} // namespace

std::string function_name(std::string_view text) {
  return signature(text).name();
}

std::string function_name(const std::source_location &where) {
  return function_name(where.function_name());
}

} // namespace corun::detail
