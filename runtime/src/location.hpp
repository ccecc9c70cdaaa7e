// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <source_location>
#include <string>
#include <string_view>

namespace corun::detail {

/// "file.cpp:12", or nothing if the location is unknown.
[[nodiscard]] std::string spell(const std::source_location &where);

/// The name of the function, without types, parameters and template arguments,
/// and the same from every compiler: "ns::fetch", "main::(lambda)".
[[nodiscard]] std::string function_name(const std::source_location &where);
/// `text` is what std::source_location::function_name() says.
[[nodiscard]] std::string function_name(std::string_view text);

} // namespace corun::detail
