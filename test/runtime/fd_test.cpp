// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace corun_test {
namespace {

/// Two connected, non-blocking sockets.
class socket_pair {
public:
  socket_pair() {
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, fds_.data()) != 0)
      throw std::system_error(errno, std::generic_category());
    for (const int fd : fds_)
      ::fcntl(fd, F_SETFL, O_NONBLOCK);
  }
  ~socket_pair() {
    for (int i : {0, 1})
      close(i);
  }
  socket_pair(const socket_pair &) = delete;
  socket_pair &operator=(const socket_pair &) = delete;

  void close(int side) {
    if (fds_[side] >= 0)
      ::close(fds_[side]);
    fds_[side] = -1;
  }
  int operator[](int side) const { return fds_[side]; }

private:
  std::array<int, 2> fds_{};
};

char receive_one(int fd) {
  char c = 0;
  EXPECT_EQ(::recv(fd, &c, 1, 0), 1);
  return c;
}

TEST(Fd, ReadableWaitsForData) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    bool received = false;
    auto read = [&]() -> corun::task<char> {
      co_await corun::readable(sockets[0]);
      received = true;
      co_return receive_one(sockets[0]);
    };
    auto reader = corun::create_task(read());
    co_await iterations(5);
    EXPECT_FALSE(received);
    EXPECT_EQ(::send(sockets[1], "x", 1, 0), 1);
    EXPECT_EQ(co_await reader, 'x');
  });
}

TEST(Fd, ReadableAtOnceIfThereIsData) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    EXPECT_EQ(::send(sockets[1], "y", 1, 0), 1);
    co_await corun::readable(sockets[0]);
    EXPECT_EQ(receive_one(sockets[0]), 'y');
  });
}

TEST(Fd, ReadableAtEndOfFile) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    sockets.close(1);
    co_await corun::readable(sockets[0]);
    char c;
    EXPECT_EQ(::recv(sockets[0], &c, 1, 0), 0);
  });
}

TEST(Fd, WritableWaitsForRoom) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    const std::string block(4096, 'z');
    while (::send(sockets[0], block.data(), block.size(), MSG_NOSIGNAL) > 0) {
    }
    bool writable = false;
    auto write = [&]() -> corun::task<void> {
      co_await corun::writable(sockets[0]);
      writable = true;
    };
    auto writer = corun::create_task(write());
    co_await iterations(5);
    EXPECT_FALSE(writable);
    std::array<char, 4096> sink;
    while (::recv(sockets[1], sink.data(), sink.size(), 0) > 0) {
    }
    co_await writer;
  });
}

TEST(Fd, BothDirectionsAtOnce) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    auto read = [&]() -> corun::task<char> {
      co_await corun::readable(sockets[0]);
      co_return receive_one(sockets[0]);
    };
    auto reader = corun::create_task(read());
    co_await corun::sleep(0s);
    co_await corun::writable(sockets[0]);
    EXPECT_FALSE(reader.done());
    EXPECT_EQ(::send(sockets[1], "b", 1, 0), 1);
    EXPECT_EQ(co_await reader, 'b');
  });
}

TEST(Fd, ThousandRoundTrips) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    auto echo = [&]() -> corun::task<void> {
      for (int i = 0; i < 1'000; ++i) {
        co_await corun::readable(sockets[1]);
        const char c = receive_one(sockets[1]);
        EXPECT_EQ(::send(sockets[1], &c, 1, 0), 1);
      }
    };
    auto server = corun::create_task(echo());
    for (int i = 0; i < 1'000; ++i) {
      const char c = static_cast<char>(i);
      EXPECT_EQ(::send(sockets[0], &c, 1, 0), 1);
      co_await corun::readable(sockets[0]);
      EXPECT_EQ(receive_one(sockets[0]), c);
    }
    co_await server;
  });
}

TEST(Fd, CancelledWaitFreesTheDescriptorForAnother) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    auto read = [&]() -> corun::task<void> {
      co_await corun::readable(sockets[0]);
    };
    auto first = corun::create_task(read());
    co_await corun::sleep(0s);
    first.cancel();
    co_await iterations(2);
    EXPECT_TRUE(first.cancelled());
    EXPECT_EQ(::send(sockets[1], "x", 1, 0), 1);
    co_await read();
  });
}

TEST(Fd, SecondReaderIsRefused) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    auto read = [&]() -> corun::task<void> {
      co_await corun::readable(sockets[0]);
    };
    auto first = corun::create_task(read());
    co_await corun::sleep(0s);
    bool refused = false;
    try {
      co_await corun::readable(sockets[0]);
    } catch (const corun::loop_error &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
    first.cancel();
  });
}

TEST(Fd, ClosedDescriptorIsASystemError) {
  run([]() -> corun::task<void> {
    bool refused = false;
    try {
      co_await corun::readable(-1);
    } catch (const std::system_error &e) {
      refused = e.code() == std::errc::bad_file_descriptor;
    }
    EXPECT_TRUE(refused);
  });
}

TEST(Fd, DescriptorNumberUsedAgainAfterAClose) {
  run([]() -> corun::task<void> {
    int number = -1;
    for (int i = 0; i < 3; ++i) {
      socket_pair sockets;
      number = sockets[0];
      auto read = [&]() -> corun::task<void> {
        co_await corun::readable(sockets[0]);
      };
      auto reader = corun::create_task(read());
      co_await corun::sleep(0s);
      EXPECT_EQ(::send(sockets[1], "x", 1, 0), 1);
      co_await reader;
    }
    EXPECT_GE(number, 0);
  });
}

} // namespace
} // namespace corun_test
