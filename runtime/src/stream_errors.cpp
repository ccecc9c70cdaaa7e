// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/stream_errors.hpp>

#include <utility>

namespace corun {

static std::string
describe_incomplete(std::size_t got, const std::optional<std::size_t> &wanted) {
  const std::string after =
      "corun: the stream ended after " + std::to_string(got);
  return wanted ? after + " of " + std::to_string(*wanted) + " expected bytes"
                : after + " bytes, before the delimiter";
}

incomplete_read_error::incomplete_read_error(
    std::string partial, std::optional<std::size_t> expected)
    : std::runtime_error(describe_incomplete(partial.size(), expected)),
      partial_(std::make_shared<const std::string>(std::move(partial))),
      expected_(expected) {}

limit_overrun_error::limit_overrun_error(std::size_t limit,
                                         std::size_t consumed, bool found)
    : std::runtime_error(
          "corun: the delimiter " +
          std::string(found ? "comes after " : "has not come within ") +
          std::to_string(consumed) +
          " bytes, more than the stream's limit of " + std::to_string(limit) +
          ": raise tcp_options::limit"),
      consumed_(consumed) {}

} // namespace corun
