// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <source_location>
#include <string>

namespace corun::detail {

/// "file.cpp:12", or nothing if the location is unknown.
[[nodiscard]] std::string spell(const std::source_location &where);

/// The name of the function, without its types and parameters: "ns::fetch".
[[nodiscard]] std::string function_name(const std::source_location &where);

} // namespace corun::detail
