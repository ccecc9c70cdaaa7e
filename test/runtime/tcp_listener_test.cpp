// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tcp_support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/resource.h>

namespace corun_test {
namespace {

corun::task<std::error_code> error_of(corun::task<corun::tcp_stream> task) {
  try {
    co_await std::move(task);
  } catch (const std::system_error &e) {
    co_return e.code();
  }
  co_return std::error_code();
}

corun::task<void> echo(corun::tcp_stream client) {
  for (;;) {
    const std::string line = co_await client.read_line();
    if (line.empty())
      break;
    co_await client.write(line);
  }
}

corun::task<void> serve(corun::tcp_listener &listener) {
  auto accept_all = [&](corun::task_group &group) -> corun::task<void> {
    for (;;) {
      auto client = co_await listener.accept();
      group.create_task(echo(std::move(client))).detach();
    }
  };
  co_await corun::with_task_group(accept_all);
}

TEST(TcpListener, ServesALine) {
  reports reported;
  run(
      []() -> corun::task<void> {
        auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
        auto serving = corun::create_task(serve(listener));
        auto client =
            co_await corun::tcp_stream::connect("127.0.0.1", listener.port());
        co_await client.write("hello world!\n");
        EXPECT_EQ(co_await client.read_line(), "hello world!\n");
        serving.cancel();
        EXPECT_EQ(co_await client.read_all(), ""); // the group ends its members
        co_await iterations(2);
        EXPECT_TRUE(serving.cancelled());
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(TcpListener, HoldsManyConnectionsAtOnce) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    auto serving = corun::create_task(serve(listener));
    std::vector<corun::tcp_stream> clients;
    for (int i = 0; i < 300; ++i)
      clients.push_back(
          co_await corun::tcp_stream::connect("127.0.0.1", listener.port()));
    for (std::size_t i = 0; i < clients.size(); ++i)
      co_await clients[i].write(std::to_string(i) + '\n');
    for (std::size_t i = 0; i < clients.size(); ++i)
      EXPECT_EQ(co_await clients[i].read_line(), std::to_string(i) + '\n');
    serving.cancel();
  });
}

TEST(TcpListener, AcceptWaitsForAConnection) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    auto accepting = corun::create_task(listener.accept());
    co_await iterations(3);
    EXPECT_FALSE(accepting.done());
    auto client =
        co_await corun::tcp_stream::connect("127.0.0.1", listener.port());
    co_await accepting;
  });
}

TEST(TcpListener, CancelledAcceptLeavesTheConnectionToTheNext) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    auto accepting = corun::create_task(listener.accept());
    co_await iterations(2);
    accepting.cancel();
    co_await iterations(2);
    EXPECT_TRUE(accepting.cancelled());
    auto client =
        co_await corun::tcp_stream::connect("127.0.0.1", listener.port());
    auto server = co_await listener.accept();
    co_await client.write("x");
    EXPECT_EQ(co_await server.read(1), "x");
  });
}

TEST(TcpListener, CloseEndsAccept) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    const std::uint16_t port = listener.port();
    auto accepting = corun::create_task(error_of(listener.accept()));
    co_await iterations(2);
    listener.close();
    listener.close();
    EXPECT_FALSE(listener.is_open());
    EXPECT_EQ(co_await accepting, std::errc::operation_canceled);
    EXPECT_EQ(co_await error_of(listener.accept()),
              std::errc::bad_file_descriptor);
    EXPECT_EQ(co_await error_of(corun::tcp_stream::connect("127.0.0.1", port)),
              std::errc::connection_refused);
  });
}

TEST(TcpListener, MayBeDestroyedWhileOneAccepts) {
  run([]() -> corun::task<void> {
    std::optional<corun::tcp_listener> listener(
        corun::tcp_listener::listen("127.0.0.1", 0));
    auto accepting = corun::create_task(error_of(listener->accept()));
    co_await iterations(2);
    listener.reset();
    EXPECT_EQ(co_await accepting, std::errc::operation_canceled);
  });
}

TEST(TcpListener, SecondAcceptIsRefused) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    auto first = corun::create_task(listener.accept());
    co_await iterations(2);
    bool refused = false;
    try {
      co_await listener.accept();
    } catch (const corun::loop_error &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
    first.cancel();
  });
}

TEST(TcpListener, MayBeMoved) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    auto moved = std::move(listener);
    EXPECT_TRUE(moved.is_open());
    EXPECT_FALSE(listener.is_open());
    EXPECT_EQ(listener.native_handle(), -1);
    EXPECT_THROW(static_cast<void>(listener.accept()), corun::loop_error);
    const std::uint16_t port = moved.port();
    moved = corun::tcp_listener::listen("127.0.0.1", 0); // closes the first
    EXPECT_EQ(co_await error_of(corun::tcp_stream::connect("127.0.0.1", port)),
              std::errc::connection_refused);
  });
}

TEST(TcpListener, PortInUseSaysWhich) {
  auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
  const std::string address = "127.0.0.1:" + std::to_string(listener.port());
  try {
    static_cast<void>(
        corun::tcp_listener::listen("127.0.0.1", listener.port()));
    ADD_FAILURE() << "it listens twice";
  } catch (const std::system_error &e) {
    EXPECT_EQ(e.code(), std::errc::address_in_use);
    EXPECT_NE(std::string(e.what()).find("cannot listen on " + address),
              std::string::npos)
        << e.what();
  }
}

TEST(TcpListener, SharesAPortIfAsked) {
  auto one = corun::tcp_listener::listen("127.0.0.1", 0, {.reuse_port = true});
  auto other = corun::tcp_listener::listen("127.0.0.1", one.port(),
                                           {.reuse_port = true});
  EXPECT_EQ(one.port(), other.port());
}

TEST(TcpListener, PortIsFreeAgainAtOnce) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    const std::uint16_t port = listener.port();
    auto client = co_await corun::tcp_stream::connect("127.0.0.1", port);
    auto server = co_await listener.accept();
    server.close(); // this side first: the port lingers
    EXPECT_EQ(co_await client.read_all(), "");
    client.close();
    listener.close();
    EXPECT_EQ(corun::tcp_listener::listen("127.0.0.1", port).port(), port);
  });
}

TEST(TcpListener, NamesAreNotLookedUp) {
  EXPECT_THROW(static_cast<void>(corun::tcp_listener::listen("example.org", 0)),
               std::invalid_argument);
}

TEST(TcpListener, LimitOfZeroIsRefused) {
  EXPECT_THROW(static_cast<void>(corun::tcp_listener::listen(
                   "127.0.0.1", 0, {.stream = {.limit = 0}})),
               std::invalid_argument);
}

TEST(TcpListener, EmptyHostServesIPv4) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("", 0);
    auto client =
        co_await corun::tcp_stream::connect("127.0.0.1", listener.port());
    auto server = co_await listener.accept();
    EXPECT_TRUE(server.is_open());
  });
}

/// Leaves the process no more than `left` unused descriptors.
class few_descriptors {
public:
  explicit few_descriptors(int left) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(lowest_unused_fd() + left);
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  ~few_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  few_descriptors(const few_descriptors &) = delete;
  few_descriptors &operator=(const few_descriptors &) = delete;

private:
  rlimit before_{};
};

TEST(TcpListener, ShortageOfDescriptorsIsReportedOnceAndWaitedOut) {
  reports reported;
  run(
      [&]() -> corun::task<void> {
        auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
        auto client =
            co_await corun::tcp_stream::connect("127.0.0.1", listener.port());
        std::optional<few_descriptors> few(0);
        auto accepting = corun::create_task(listener.accept());
        co_await corun::sleep(1100ms); // it tries again every second
        EXPECT_FALSE(accepting.done());
        EXPECT_EQ(reported.size(), 1U);
        few.reset();
        auto server = co_await std::move(accepting);
        co_await client.write("x");
        EXPECT_EQ(co_await server.read(1), "x");
      },
      reported.options());
  EXPECT_EQ(reported.size(), 1U);
  EXPECT_NE(what(reported[0].exception).find("cannot accept"),
            std::string::npos);
}

} // namespace
} // namespace corun_test
