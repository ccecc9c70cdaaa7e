// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tcp_stream_state.hpp"

#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace corun::detail {

std::string receive_buffer::take(std::size_t count) {
  if (begin_ == 0 && count >= data_.size())
    return std::exchange(data_, {});
  std::string taken(view().substr(0, count));
  drop(taken.size());
  return taken;
}

void receive_buffer::drop(std::size_t count) {
  begin_ += count;
  if (begin_ < data_.size())
    return;
  data_ = {};
  begin_ = 0;
}

tcp_stream_state::tcp_stream_state(tcp_socket connected,
                                   const tcp_options &options)
    : socket(std::move(connected)), limit(options.limit),
      peer(socket.remote().spell()) {
  if (options.no_delay)
    socket.set(IPPROTO_TCP, TCP_NODELAY, 1);
}

void require_valid(const tcp_options &options) {
  if (options.limit == 0)
    throw std::invalid_argument("corun: tcp_options::limit is 0: a stream "
                                "could read no line");
}

} // namespace corun::detail
