// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tcp_support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace corun_test {
namespace {

// --- connecting ---

TEST(TcpStream, CarriesBytesBothWays) {
  reports reported;
  run(
      []() -> corun::task<void> {
        auto [client, server] = co_await connected();
        co_await client.write("question\n");
        EXPECT_EQ(co_await server.read_line(), "question\n");
        co_await server.write("answer\nand more");
        server.close();
        EXPECT_EQ(co_await client.read_line(), "answer\n");
        EXPECT_EQ(co_await client.read_all(), "and more");
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(TcpStream, ConnectsByName) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("localhost", 0);
    auto client =
        co_await corun::tcp_stream::connect("localhost", listener.port());
    auto server = co_await listener.accept();
    EXPECT_EQ(client.peer(), "127.0.0.1:" + std::to_string(listener.port()));
    EXPECT_EQ(server.peer(),
              "127.0.0.1:" + std::to_string(client.local_port()));
  });
}

TEST(TcpStream, RefusedConnectionSaysWhere) {
  run([]() -> corun::task<void> {
    const std::uint16_t port = unused_port();
    std::string message;
    try {
      co_await corun::tcp_stream::connect("127.0.0.1", port);
    } catch (const std::system_error &e) {
      EXPECT_EQ(e.code(), std::errc::connection_refused);
      message = e.what();
    }
    EXPECT_NE(
        message.find("cannot connect to 127.0.0.1:" + std::to_string(port)),
        std::string::npos)
        << message;
  });
}

TEST(TcpStream, UnknownHostIsASystemError) {
  run([]() -> corun::task<void> {
    // Too long for a name: nobody is asked.
    const std::string host(70, 'x');
    std::string message;
    try {
      co_await corun::tcp_stream::connect(host, 80);
    } catch (const std::system_error &e) {
      message = e.what();
    }
    EXPECT_NE(message.find("cannot find host '" + host), std::string::npos)
        << message;
  });
}

TEST(TcpStream, CancelledConnectClosesItsSocket) {
  run([]() -> corun::task<void> {
    // A listener that accepts nothing answers no more than a few.
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0, {.backlog = 0});
    std::vector<corun::tcp_stream> answered;
    auto connect = [&]() -> corun::task<void> {
      answered.push_back(
          co_await corun::tcp_stream::connect("127.0.0.1", listener.port()));
    };
    for (;;) {
      const int before = lowest_unused_fd();
      auto connecting = corun::create_task(connect());
      co_await corun::sleep(20ms);
      if (connecting.done())
        continue;
      EXPECT_NE(lowest_unused_fd(), before);
      connecting.cancel();
      co_await iterations(3);
      EXPECT_TRUE(connecting.cancelled());
      EXPECT_EQ(lowest_unused_fd(), before);
      break;
    }
  });
}

TEST(TcpStream, LimitOfZeroIsRefused) {
  run([]() -> corun::task<void> {
    auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
    bool refused = false;
    try {
      co_await corun::tcp_stream::connect("127.0.0.1", listener.port(),
                                          {.limit = 0});
    } catch (const std::invalid_argument &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
  });
}

TEST(TcpStream, DoesNotDelaySmallWrites) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    for (const corun::tcp_stream *stream : {&client, &server}) {
      int on = 0;
      socklen_t size = sizeof on;
      ::getsockopt(stream->native_handle(), IPPROTO_TCP, TCP_NODELAY, &on,
                   &size);
      EXPECT_NE(on, 0);
    }
  });
}

TEST(TcpStream, AdoptsAnyStreamSocket) {
  run([]() -> corun::task<void> {
    std::array<int, 2> fds{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, fds.data()), 0);
    auto one = corun::tcp_stream::adopt(fds[0]);
    auto other = corun::tcp_stream::adopt(fds[1]);
    auto reading = corun::create_task(other.read_line()); // does not block
    co_await iterations(2);
    co_await one.write("hello\n");
    EXPECT_EQ(co_await reading, "hello\n");
  });
}

// --- read ---

TEST(TcpStream, ReadWaitsForData) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read(30));
    co_await iterations(5);
    EXPECT_FALSE(reading.done());
    co_await client.write("line1\nline2\n");
    EXPECT_EQ(co_await reading, "line1\nline2\n");
  });
}

TEST(TcpStream, ReadTakesNoMoreThanAskedFor) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line1line2");
    client.close();
    EXPECT_EQ(co_await server.read(5), "line1");
    EXPECT_EQ(co_await server.read_all(), "line2");
  });
}

TEST(TcpStream, ReadOfNothingDoesNotWait) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    EXPECT_EQ(co_await server.read(0), "");
    EXPECT_EQ(co_await server.read_exactly(0), "");
    EXPECT_EQ(co_await server.read(std::span<char>()), 0U);
    EXPECT_FALSE(server.at_eof());
    co_await client.write("data");
    EXPECT_EQ(co_await server.read(4), "data");
  });
}

TEST(TcpStream, ReadOfNothingLeavesTheDataThere) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line\ndata");
    co_await server.read_line();
    EXPECT_EQ(co_await server.read(0), "");
    EXPECT_EQ(co_await server.read_exactly(0), "");
    EXPECT_EQ(co_await server.read_exactly(4), "data");
  });
}

TEST(TcpStream, ReadAtTheEndIsEmpty) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read(1024));
    co_await iterations(2);
    client.close();
    EXPECT_EQ(co_await reading, "");
    EXPECT_EQ(co_await server.read(1024), "");
  });
}

TEST(TcpStream, ReadsIntoTheCallersMemory) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line\nabcdef");
    co_await server.read_line(); // brings the rest into the buffer
    std::array<char, 4> chars{};
    EXPECT_EQ(co_await server.read(chars), 4U);
    EXPECT_EQ(std::string(chars.data(), 4), "abcd");
    EXPECT_EQ(co_await server.read(chars), 2U);
    EXPECT_EQ(chars[1], 'f');
    co_await client.write("!");
    std::array<std::byte, 4> bytes{};
    EXPECT_EQ(co_await server.read(bytes), 1U);
    EXPECT_EQ(bytes[0], std::byte('!'));
    client.close();
    EXPECT_EQ(co_await server.read(bytes), 0U);
  });
}

TEST(TcpStream, ReadAllWaitsForTheEnd) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read_all());
    co_await write_in_pieces(client, "chunk1\n", "chunk2");
    EXPECT_FALSE(reading.done());
    client.close();
    EXPECT_EQ(co_await reading, "chunk1\nchunk2");
    EXPECT_EQ(co_await server.read_all(), "");
  });
}

TEST(TcpStream, LimitIsForDelimitersOnly) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected({.limit = 3});
    co_await client.write("chunkchunk");
    EXPECT_EQ(co_await server.read_exactly(5), "chunk");
    EXPECT_EQ(co_await server.read(5), "chunk");
  });
}

TEST(TcpStream, AtEofOnceTheEndIsSeenAndTheBufferEmpty) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    EXPECT_FALSE(server.at_eof());
    co_await client.write("some data\n");
    EXPECT_FALSE(server.at_eof());
    co_await server.read_line();
    EXPECT_FALSE(server.at_eof());
    co_await client.write("some\ndata");
    client.close();
    EXPECT_EQ(co_await server.read_line(), "some\n");
    EXPECT_FALSE(server.at_eof());
    EXPECT_EQ(co_await server.read_line(), "data");
    EXPECT_TRUE(server.at_eof());
  });
}

// --- read_exactly ---

TEST(TcpStream, ReadExactlyWaitsForAllOfItAndLeavesTheRest) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read_exactly(8));
    co_await write_in_pieces(client, "one ", "two");
    EXPECT_FALSE(reading.done());
    co_await client.write(" three");
    EXPECT_EQ(co_await reading, "one two ");
    EXPECT_EQ(co_await server.read_exactly(5), "three");
  });
}

TEST(TcpStream, ReadExactlyAtTheEndTellsWhatCame) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read_exactly(36));
    co_await client.write("line1\nline2\nline3\n");
    client.close();
    bool incomplete = false;
    try {
      co_await reading;
    } catch (const corun::incomplete_read_error &e) {
      incomplete = true;
      EXPECT_EQ(e.partial(), "line1\nline2\nline3\n");
      EXPECT_EQ(e.expected(), 36U);
      EXPECT_STREQ(e.what(),
                   "corun: the stream ended after 18 of 36 expected bytes");
    }
    EXPECT_TRUE(incomplete);
    EXPECT_EQ(co_await server.read(100), ""); // it was taken out
  });
}

// --- read_until ---

TEST(TcpStream, ReadUntilEndsWithTheDelimiter) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("lineAAAlineAAAxxx");
    EXPECT_EQ(co_await server.read_until("AAA"), "lineAAA");
    EXPECT_EQ(co_await server.read_until("AAA"), "lineAAA");
    EXPECT_EQ(co_await server.read_exactly(3), "xxx");
  });
}

TEST(TcpStream, ReadUntilFindsADelimiterThatComesInPieces) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto first = corun::create_task(server.read_until("aaa"));
    co_await write_in_pieces(client, "QWEaa", "XYaa", "a");
    EXPECT_EQ(co_await first, "QWEaaXYaaa");
    auto second = corun::create_task(server.read_until("aaa"));
    co_await write_in_pieces(client, "QWEaa", "XYa", "aa");
    EXPECT_EQ(co_await second, "QWEaaXYaaa");
    auto third = corun::create_task(server.read_until("aaa"));
    co_await write_in_pieces(client, "XXX", "a", "a", "aaaa");
    EXPECT_EQ(co_await third, "XXXaaa");
    EXPECT_EQ(co_await server.read_until("aaa"), "aaa");
  });
}

TEST(TcpStream, ReadUntilAtTheEndTellsWhatCame) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("some dataAA");
    client.close();
    bool incomplete = false;
    try {
      co_await server.read_until("AAA");
    } catch (const corun::incomplete_read_error &e) {
      incomplete = true;
      EXPECT_EQ(e.partial(), "some dataAA");
      EXPECT_EQ(e.expected(), std::nullopt);
    }
    EXPECT_TRUE(incomplete);
    EXPECT_TRUE(server.at_eof());
  });
}

TEST(TcpStream, ReadUntilOverTheLimitLeavesTheDataThere) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected({.limit = 3});
    co_await client.write("some dataAA");
    const auto fails = [&server]() -> corun::task<std::size_t> {
      try {
        co_await server.read_until("AAA");
      } catch (const corun::limit_overrun_error &e) {
        co_return e.consumed();
      }
      co_return 0;
    };
    EXPECT_EQ(co_await fails(), 9U); // "AA" may be the delimiter's beginning
    co_await client.write("A!");
    // What came stays; nothing more is read of the socket.
    EXPECT_EQ(co_await server.read_exactly(13), "some dataAAA!");
    co_await client.write("some dataAAA");
    EXPECT_EQ(co_await fails(), 9U);
    EXPECT_EQ(co_await server.read_exactly(12), "some dataAAA");
  });
}

TEST(TcpStream, ReadUntilNeedsADelimiter) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    bool refused = false;
    try {
      co_await server.read_until("");
    } catch (const std::invalid_argument &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
  });
}

// --- read_line ---

TEST(TcpStream, ReadLineWaitsForTheWholeLine) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read_line());
    co_await write_in_pieces(client, "chunk1 ", "chunk2 ", "chunk3 ");
    EXPECT_FALSE(reading.done());
    co_await client.write("\n chunk4");
    EXPECT_EQ(co_await reading, "chunk1 chunk2 chunk3 \n");
    EXPECT_EQ(co_await server.read(100), " chunk4");
  });
}

TEST(TcpStream, ReadLineTakesOneLineAtATime) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line1\nline2\nline3\n");
    EXPECT_EQ(co_await server.read_line(), "line1\n");
    EXPECT_EQ(co_await server.read(7), "line2\nl");
    EXPECT_EQ(co_await server.read_line(), "ine3\n");
  });
}

TEST(TcpStream, ReadLineAtTheEndReturnsWhatThereIs) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("some data");
    client.close();
    EXPECT_EQ(co_await server.read_line(), "some data");
    EXPECT_EQ(co_await server.read_line(), "");
  });
}

corun::task<bool> is_too_long(corun::task<std::string> line) {
  try {
    co_await std::move(line);
  } catch (const corun::limit_overrun_error &) {
    co_return true;
  }
  co_return false;
}

TEST(TcpStream, ReadLineDropsALineOverTheLimit) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected({.limit = 3});
    co_await client.write("line1\nline2\n");
    EXPECT_TRUE(co_await is_too_long(server.read_line()));
    EXPECT_EQ(co_await server.read(100), "line2\n");
  });
}

TEST(TcpStream, ReadLineDropsTheBeginningOfALineOverTheLimit) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected({.limit = 7});
    auto reading = corun::create_task(is_too_long(server.read_line()));
    co_await write_in_pieces(client, "chunk1", "chunk2");
    EXPECT_TRUE(co_await reading);
    co_await client.write("chunk3\n");
    EXPECT_EQ(co_await server.read_line(), "chunk3\n");
  });
}

TEST(TcpStream, ReadLineCountsTheLimitWithoutTheNewline) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected({.limit = 7});
    co_await client.write("1234567\n12345678\n12345678");
    EXPECT_EQ(co_await server.read_line(), "1234567\n");
    EXPECT_TRUE(co_await is_too_long(server.read_line()));
    EXPECT_TRUE(co_await is_too_long(server.read_line()));
    client.close();
    EXPECT_EQ(co_await server.read_line(), "");
  });
}

} // namespace
} // namespace corun_test
