// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace corun {

/// The stream ended before all that was asked for had come. What came is taken
/// out of the stream and is in here.
class incomplete_read_error : public std::runtime_error {
public:
  incomplete_read_error(std::string partial,
                        std::optional<std::size_t> expected);

  /// What came before the end.
  [[nodiscard]] const std::string &partial() const noexcept {
    return *partial_;
  }
  /// How many bytes were asked for; empty if a delimiter was.
  [[nodiscard]] std::optional<std::size_t> expected() const noexcept {
    return expected_;
  }

private:
  // Shared, because copying an exception must not throw.
  std::shared_ptr<const std::string> partial_;
  std::optional<std::size_t> expected_;
};

/// More came than the stream's limit allows before the delimiter.
class limit_overrun_error : public std::runtime_error {
public:
  limit_overrun_error(std::size_t limit, std::size_t consumed, bool found);

  /// How many bytes in the stream's buffer are certainly not the delimiter's:
  /// what read_exactly() can take in order to go on.
  [[nodiscard]] std::size_t consumed() const noexcept { return consumed_; }

private:
  std::size_t consumed_;
};

} // namespace corun
