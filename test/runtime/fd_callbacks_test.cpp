// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace corun_test {
namespace {

/// Two connected, non-blocking sockets.
class socket_pair {
public:
  socket_pair() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds_.data()) != 0)
      throw std::system_error(errno, std::generic_category());
  }
  ~socket_pair() {
    for (int i : {0, 1})
      close(i);
  }
  socket_pair(const socket_pair &) = delete;
  socket_pair &operator=(const socket_pair &) = delete;

  void close(int side) {
    if (fds_[side] >= 0)
      ::close(std::exchange(fds_[side], -1));
  }
  int operator[](int side) const { return fds_[side]; }
  void send(std::string_view text) const {
    EXPECT_EQ(::send(fds_[1], text.data(), text.size(), 0),
              static_cast<ssize_t>(text.size()));
  }
  /// What one call brings; empty at the end of the stream.
  [[nodiscard]] std::string receive() const {
    std::array<char, 16> buffer;
    const ssize_t got = ::recv(fds_[0], buffer.data(), buffer.size(), 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
  }

private:
  std::array<int, 2> fds_{};
};

/// Runs `count` iterations of the loop.
void turn(corun::event_loop &loop, int count = 3) {
  loop.run_until_complete(iterations(count));
}

TEST(FdCallbacks, ReaderIsCalledWhenThereIsData) {
  corun::event_loop loop;
  socket_pair sockets;
  std::string received;
  loop.add_reader(sockets[0], [&] { received += sockets.receive(); });
  turn(loop);
  EXPECT_EQ(received, "");
  sockets.send("abc");
  turn(loop);
  EXPECT_EQ(received, "abc");
  sockets.send("def");
  turn(loop);
  EXPECT_EQ(received, "abcdef");
}

TEST(FdCallbacks, ReaderIsCalledAgainWhileThereIsDataLeft) {
  corun::event_loop loop;
  socket_pair sockets;
  int calls = 0;
  loop.add_reader(sockets[0], [&] {
    if (++calls == 5)
      loop.stop();
  });
  sockets.send("nobody reads this");
  loop.run_forever();
  EXPECT_EQ(calls, 5);
}

TEST(FdCallbacks, ReaderReadsToTheEndAndRemovesItself) {
  corun::event_loop loop;
  socket_pair sockets;
  std::string received;
  loop.add_reader(sockets[0], [&] {
    const std::string data = sockets.receive();
    received += data;
    if (data.empty()) {
      EXPECT_TRUE(loop.remove_reader(sockets[0]));
      loop.stop();
    }
  });
  loop.call_soon([&] { sockets.send("abc"); });
  loop.call_later(1ms, [&] {
    sockets.send("def");
    sockets.close(1);
  });
  loop.run_forever();
  EXPECT_EQ(received, "abcdef");
  EXPECT_FALSE(loop.remove_reader(sockets[0]));
}

TEST(FdCallbacks, NewReaderReplacesTheOld) {
  corun::event_loop loop;
  socket_pair sockets;
  int old = 0;
  int fresh = 0;
  loop.add_reader(sockets[0], [&] { ++old; });
  loop.add_reader(sockets[0], [&] { ++fresh; });
  sockets.send("x");
  turn(loop);
  EXPECT_EQ(old, 0);
  EXPECT_GT(fresh, 0);
}

TEST(FdCallbacks, ReplacedReaderIsNotCalledAnyMore) {
  corun::event_loop loop;
  socket_pair sockets;
  int old = 0;
  int fresh = 0;
  // Replaced in the iteration in which it would be called.
  loop.add_reader(sockets[0], [&] {
    ++old;
    loop.add_reader(sockets[0], [&] {
      ++fresh;
      static_cast<void>(sockets.receive());
    });
  });
  sockets.send("x");
  turn(loop, 5);
  EXPECT_EQ(old, 1);
  EXPECT_EQ(fresh, 1);
}

TEST(FdCallbacks, RemovedReaderIsNotCalled) {
  corun::event_loop loop;
  socket_pair sockets;
  int calls = 0;
  loop.add_reader(sockets[0], [&] { ++calls; });
  EXPECT_TRUE(loop.remove_reader(sockets[0]));
  sockets.send("x");
  turn(loop);
  EXPECT_EQ(calls, 0);
}

TEST(FdCallbacks, ReaderRemovedWhileItIsReadyIsNotCalled) {
  corun::event_loop loop;
  socket_pair one;
  socket_pair other;
  int calls = 0;
  // Both are ready in the same iteration; whichever comes first removes both.
  const auto remove_both = [&] {
    ++calls;
    loop.remove_reader(one[0]);
    loop.remove_reader(other[0]);
  };
  loop.add_reader(one[0], remove_both);
  loop.add_reader(other[0], remove_both);
  one.send("x");
  other.send("x");
  turn(loop, 5);
  EXPECT_EQ(calls, 1);
}

TEST(FdCallbacks, RemoveTellsWhetherThereWasOne) {
  corun::event_loop loop;
  socket_pair sockets;
  EXPECT_FALSE(loop.remove_reader(sockets[0]));
  EXPECT_FALSE(loop.remove_writer(sockets[0]));
  loop.add_reader(sockets[0], [] {});
  EXPECT_FALSE(loop.remove_writer(sockets[0]));
  EXPECT_TRUE(loop.remove_reader(sockets[0]));
  EXPECT_FALSE(loop.remove_reader(sockets[0]));
  loop.add_writer(sockets[0], [] {});
  EXPECT_FALSE(loop.remove_reader(sockets[0]));
  EXPECT_TRUE(loop.remove_writer(sockets[0]));
  EXPECT_FALSE(loop.remove_writer(sockets[0]));
}

TEST(FdCallbacks, WriterIsCalledWhenThereIsRoom) {
  corun::event_loop loop;
  socket_pair sockets;
  int calls = 0;
  loop.add_writer(sockets[0], [&] {
    ++calls;
    EXPECT_EQ(::send(sockets[0], "x", 1, 0), 1);
    loop.remove_writer(sockets[0]);
  });
  turn(loop, 5);
  EXPECT_EQ(calls, 1);
}

TEST(FdCallbacks, WriterIsNotCalledWithoutRoom) {
  corun::event_loop loop;
  socket_pair sockets;
  const std::string block(4096, 'z');
  while (::send(sockets[0], block.data(), block.size(), MSG_NOSIGNAL) > 0) {
  }
  int calls = 0;
  loop.add_writer(sockets[0], [&] { ++calls; });
  turn(loop);
  EXPECT_EQ(calls, 0);
  std::array<char, 4096> sink;
  while (::recv(sockets[1], sink.data(), sink.size(), 0) > 0) {
  }
  turn(loop);
  EXPECT_GT(calls, 0);
}

TEST(FdCallbacks, NewWriterReplacesTheOld) {
  corun::event_loop loop;
  socket_pair sockets;
  int old = 0;
  int fresh = 0;
  loop.add_writer(sockets[0], [&] { ++old; });
  loop.add_writer(sockets[0], [&] { ++fresh; });
  turn(loop);
  EXPECT_EQ(old, 0);
  EXPECT_GT(fresh, 0);
}

TEST(FdCallbacks, ReaderJoinsAWriter) {
  corun::event_loop loop;
  socket_pair sockets;
  int reads = 0;
  int writes = 0;
  loop.add_writer(sockets[0], [&] { ++writes; });
  loop.add_reader(sockets[0], [&] { ++reads; });
  turn(loop);
  EXPECT_EQ(reads, 0);
  EXPECT_GT(writes, 0);
  sockets.send("x");
  const int before = writes;
  turn(loop);
  EXPECT_GT(reads, 0);
  EXPECT_GT(writes, before);
}

TEST(FdCallbacks, RemovedReaderLeavesTheWriter) {
  corun::event_loop loop;
  socket_pair sockets;
  int reads = 0;
  int writes = 0;
  loop.add_reader(sockets[0], [&] { ++reads; });
  loop.add_writer(sockets[0], [&] { ++writes; });
  sockets.send("x");
  EXPECT_TRUE(loop.remove_reader(sockets[0]));
  turn(loop);
  EXPECT_EQ(reads, 0);
  EXPECT_GT(writes, 0);
}

TEST(FdCallbacks, RemovedWriterLeavesTheReader) {
  corun::event_loop loop;
  socket_pair sockets;
  int reads = 0;
  int writes = 0;
  loop.add_reader(sockets[0], [&] { ++reads; });
  loop.add_writer(sockets[0], [&] { ++writes; });
  sockets.send("x");
  EXPECT_TRUE(loop.remove_writer(sockets[0]));
  turn(loop);
  EXPECT_GT(reads, 0);
  EXPECT_EQ(writes, 0);
}

TEST(FdCallbacks, ExceptionGoesToTheHandlerAndTheReaderStays) {
  reports reported;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  socket_pair sockets;
  int calls = 0;
  loop.add_reader(sockets[0], [&] {
    if (++calls == 1)
      throw std::runtime_error("first call");
    loop.remove_reader(sockets[0]);
  });
  sockets.send("x");
  turn(loop, 5);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(reported.size(), 1U);
  EXPECT_EQ(what(reported[0].exception), "first call");
}

TEST(FdCallbacks, DescriptorThatCannotBeWatchedIsRefused) {
  corun::event_loop loop;
  EXPECT_THROW(loop.add_reader(-1, [] {}), std::system_error);
  EXPECT_FALSE(loop.remove_reader(-1));
}

TEST(FdCallbacks, CallbackAndCoroutineDoNotShareADescriptor) {
  run([]() -> corun::task<void> {
    socket_pair sockets;
    corun::current_loop().add_reader(sockets[0], [] {});
    bool refused = false;
    try {
      co_await corun::readable(sockets[0]);
    } catch (const corun::loop_error &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
    corun::current_loop().remove_reader(sockets[0]);
  });
}

TEST(FdCallbacks, ClosedLoopTakesNone) {
  corun::event_loop loop;
  socket_pair sockets;
  loop.close();
  EXPECT_THROW(loop.add_reader(sockets[0], [] {}), corun::loop_error);
  EXPECT_THROW(loop.add_writer(sockets[0], [] {}), corun::loop_error);
  EXPECT_FALSE(loop.remove_reader(sockets[0]));
  EXPECT_FALSE(loop.remove_writer(sockets[0]));
}

TEST(FdCallbacks, LoopThatClosesDestroysThem) {
  bool destroyed = false;
  auto owned = std::make_shared<on_destruction>(destroyed);
  corun::event_loop loop;
  socket_pair sockets;
  loop.add_reader(sockets[0], [owned] {});
  owned.reset();
  turn(loop);
  EXPECT_FALSE(destroyed);
  loop.close();
  EXPECT_TRUE(destroyed);
}

TEST(FdCallbacks, RemoveFromInsideKeepsTheCallbackAliveToItsEnd) {
  bool destroyed = false;
  auto owned = std::make_shared<on_destruction>(destroyed);
  corun::event_loop loop;
  socket_pair sockets;
  bool alive_after_removal = false;
  loop.add_reader(sockets[0], [&, owned] {
    loop.remove_reader(sockets[0]);
    alive_after_removal = !destroyed;
  });
  owned.reset();
  sockets.send("x");
  turn(loop);
  EXPECT_TRUE(alive_after_removal);
  EXPECT_TRUE(destroyed);
}

} // namespace
} // namespace corun_test
