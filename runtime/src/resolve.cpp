// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "resolve.hpp"

#include <corun/to_thread.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>

namespace corun::detail {

namespace {

/// The codes of getaddrinfo(3).
class resolver_category final : public std::error_category {
public:
  [[nodiscard]] const char *name() const noexcept override {
    return "resolver";
  }
  [[nodiscard]] std::string message(int code) const override {
    return ::gai_strerror(code);
  }
};

struct lookup {
  int status; // of getaddrinfo
  int error;  // errno, for EAI_SYSTEM
  std::vector<socket_address> addresses;
};

lookup look_up(const std::string &host, std::uint16_t port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo *found = nullptr;
  const std::string service = std::to_string(port);
  const int status = ::getaddrinfo(host.empty() ? nullptr : host.c_str(),
                                   service.c_str(), &hints, &found);
  lookup result{status, errno, {}};
  if (status != 0)
    return result;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(
      found, &::freeaddrinfo);
  for (const addrinfo *at = found; at != nullptr; at = at->ai_next) {
    socket_address &address = result.addresses.emplace_back();
    std::memcpy(&address.storage, at->ai_addr, at->ai_addrlen);
    address.size = at->ai_addrlen;
  }
  return result;
}

[[noreturn]] void throw_unresolved(const std::string &host,
                                   const lookup &failed) {
  static const resolver_category category;
  const std::error_code code =
      failed.status == EAI_SYSTEM
          ? std::error_code(failed.error, std::generic_category())
          : std::error_code(failed.status, category);
  throw std::system_error(code, "corun: cannot find host '" + host + "'");
}

} // namespace

task<std::vector<socket_address>> resolve(std::string host,
                                          std::uint16_t port) {
  // Reads numbers, and asks nobody.
  // NOLINTNEXTLINE(coro-blocking-call)
  lookup found = look_up(host, port, AI_NUMERICHOST);
  if (found.status == EAI_NONAME) {
    // Copies: a thread that has begun outlives a cancelled await.
    found = co_await to_thread(look_up, host, port, 0);
  }
  if (found.status != 0)
    throw_unresolved(host, found);
  co_return std::move(found.addresses);
}

std::vector<socket_address> resolve_for_listening(const std::string &host,
                                                  std::uint16_t port) {
  lookup found = look_up(host == "localhost" ? "127.0.0.1" : host, port,
                         AI_NUMERICHOST | AI_PASSIVE);
  if (found.status == EAI_NONAME)
    throw std::invalid_argument(
        "corun: cannot listen on host '" + host +
        "': give a numeric address, \"localhost\", or \"\" for all interfaces");
  if (found.status != 0)
    throw_unresolved(host, found);
  // IPv6 first: one such socket serves IPv4 too.
  std::sort(found.addresses.begin(), found.addresses.end(),
            [](const socket_address &a, const socket_address &b) {
              return a.family() == AF_INET6 && b.family() != AF_INET6;
            });
  return std::move(found.addresses);
}

} // namespace corun::detail
