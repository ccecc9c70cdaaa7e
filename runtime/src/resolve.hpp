// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "socket.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace corun::detail {

/// The addresses to connect to, at least one. A name is looked up on a thread
/// of the current loop's pool. Throws std::system_error.
[[nodiscard]] task<std::vector<socket_address>> resolve(std::string host,
                                                        std::uint16_t port);

/// The addresses to listen on, best first; looks nothing up. Throws
/// std::invalid_argument if `host` is not numeric, "localhost" or "".
[[nodiscard]] std::vector<socket_address>
resolve_for_listening(const std::string &host, std::uint16_t port);

} // namespace corun::detail
