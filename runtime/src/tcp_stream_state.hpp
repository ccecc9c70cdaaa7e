// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "socket.hpp"

#include <corun/tcp.hpp>

#include <cstddef>
#include <string>
#include <system_error>
#include <utility>

namespace corun::detail {

/// Received and not yet read. Keeps no memory while empty.
class receive_buffer {
public:
  [[nodiscard]] std::size_t size() const noexcept {
    return data_.size() - begin_;
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::string_view view() const noexcept {
    return std::string_view(data_).substr(begin_);
  }
  void append(std::string_view more) {
    data_.erase(0, std::exchange(begin_, 0));
    data_.append(more);
  }
  /// The first `count` bytes, or all if there are fewer.
  [[nodiscard]] std::string take(std::size_t count);
  void drop(std::size_t count);

private:
  std::string data_;
  std::size_t begin_ = 0;
};

/// What a tcp_stream shares with the coroutines that read and write.
struct tcp_stream_state {
  /// Takes over a connected non-blocking socket. Throws std::invalid_argument.
  tcp_stream_state(tcp_socket connected, const tcp_options &options);

  tcp_socket socket;
  std::size_t limit;
  std::string peer;
  receive_buffer received;
  std::string unsent; // the rest of a cancelled write
  std::error_code read_error;
  bool eof = false;
};

/// Throws std::invalid_argument for a limit of 0.
void require_valid(const tcp_options &options);

} // namespace corun::detail
