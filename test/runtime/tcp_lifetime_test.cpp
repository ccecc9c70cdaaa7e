// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing, and how streams end: cancellation, errors, closing.
#include "tcp_support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <sys/socket.h>

namespace corun_test {
namespace {

/// More than the system keeps for a peer that does not read.
std::string more_than_fits() {
  std::string data(16 << 20, '\0');
  for (std::size_t i = 0; i < data.size(); ++i)
    data[i] = static_cast<char>(i * 2654435761U >> 24);
  return data;
}

/// The peer of `stream` gets "connection reset".
void reset(corun::tcp_stream &stream) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(stream.native_handle(), SOL_SOCKET, SO_LINGER, &at_once,
               sizeof at_once);
  stream.close();
}

/// The error the task ends with; none if it returns.
template <class T> corun::task<std::error_code> error_of(corun::task<T> task) {
  try {
    co_await std::move(task);
  } catch (const std::system_error &e) {
    co_return e.code();
  }
  co_return std::error_code();
}
template <class T> corun::task<bool> is_misuse(corun::task<T> task) {
  try {
    co_await std::move(task);
  } catch (const corun::loop_error &) {
    co_return true;
  }
  co_return false;
}

// --- write ---

TEST(TcpStream, WriteWaitsForASlowReader) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data = more_than_fits();
    auto writing = corun::create_task(client.write(data));
    co_await iterations(100);
    EXPECT_FALSE(writing.done());
    EXPECT_TRUE(co_await server.read_exactly(data.size()) == data);
    co_await writing;
  });
}

TEST(TcpStream, OneReadsWhileAnotherWrites) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data = more_than_fits();
    auto there = corun::create_task(client.write(data));
    auto back = corun::create_task(server.write(data));
    auto read_there = corun::create_task(server.read_exactly(data.size()));
    EXPECT_TRUE(co_await client.read_exactly(data.size()) == data);
    EXPECT_TRUE(co_await read_there == data);
    co_await there;
    co_await back;
  });
}

TEST(TcpStream, ShutdownWriteEndsOneDirection) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("question");
    client.shutdown_write();
    EXPECT_EQ(co_await server.read_all(), "question");
    co_await server.write("answer");
    server.close();
    EXPECT_EQ(co_await client.read_all(), "answer");
    EXPECT_EQ(co_await error_of(client.write("more")), std::errc::broken_pipe);
  });
}

TEST(TcpStream, WritingToAPeerThatIsGoneFails) {
  reports reported;
  run(
      []() -> corun::task<void> {
        auto [client, server] = co_await connected();
        server.close();
        std::error_code error;
        while (!error)
          error = co_await error_of(client.write("foo\n"));
        EXPECT_TRUE(error == std::errc::broken_pipe ||
                    error == std::errc::connection_reset)
            << error.message();
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(TcpStream, WriteErrorSaysToWhom) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    client.shutdown_write();
    std::string message;
    try {
      co_await client.write("more");
    } catch (const std::system_error &e) {
      message = e.what();
    }
    EXPECT_NE(message.find("cannot write to " + client.peer()),
              std::string::npos)
        << message;
  });
}

TEST(TcpStream, FastPeerLetsOthersHaveTheirTurn) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data(1000, 'x');
    co_await client.write(data);
    int turns = 0;
    auto other = [&]() -> corun::task<void> {
      for (;;) {
        co_await corun::sleep(0s);
        ++turns;
      }
    };
    auto counting = corun::create_task(other());
    std::array<char, 1> byte{};
    for (std::size_t i = 0; i < data.size(); ++i) {
      co_await server.read(byte); // never has to wait
      co_await server.write("x");
    }
    EXPECT_GT(turns, 10);
    EXPECT_LT(turns, 200); // and it is not one for each call
    counting.cancel();
  });
}

// --- cancellation ---

TEST(TcpStream, CancelledReadTakesNothing) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto first = corun::create_task(server.read_line());
    co_await write_in_pieces(client, "half a ");
    first.cancel();
    co_await iterations(2);
    EXPECT_TRUE(first.cancelled());
    auto second = corun::create_task(server.read_exactly(100));
    co_await iterations(2);
    second.cancel();
    co_await iterations(2);
    co_await client.write("line\n");
    EXPECT_EQ(co_await server.read_line(), "half a line\n");
  });
}

TEST(TcpStream, ReadCancelledWithDataAtHandLosesNothing) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read(100));
    co_await iterations(2);
    co_await client.write("data");
    co_await corun::sleep(0s); // reading is being woken up
    reading.cancel();
    co_await iterations(2);
    if (reading.cancelled())
      EXPECT_EQ(co_await server.read(100), "data");
    else
      EXPECT_EQ(co_await reading, "data");
  });
}

TEST(TcpStream, ReadWithATimeLimit) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    bool late = false;
    try {
      co_await corun::timeout(1ms, server.read_line());
    } catch (const corun::timeout_error &) {
      late = true;
    }
    EXPECT_TRUE(late);
    co_await client.write("late\n");
    EXPECT_EQ(co_await server.read_line(), "late\n");
  });
}

TEST(TcpStream, ErrorAfterACancelledReadIsHarmless) {
  reports reported;
  run(
      []() -> corun::task<void> {
        auto [client, server] = co_await connected();
        auto reading = corun::create_task(server.read_line());
        co_await iterations(2);
        reading.cancel();
        co_await iterations(2);
        reset(client);
        co_await iterations(4);
        EXPECT_TRUE(reading.cancelled());
        EXPECT_EQ(co_await error_of(server.read_line()),
                  std::errc::connection_reset);
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(TcpStream, CancelledWriteIsFinishedByTheNext) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data = more_than_fits();
    auto first = corun::create_task(client.write(data));
    co_await iterations(100);
    first.cancel();
    co_await iterations(2);
    EXPECT_TRUE(first.cancelled());
    auto second = corun::create_task(client.write("never sent"));
    co_await iterations(2);
    second.cancel(); // it has not begun: the first is not finished
    co_await iterations(2);
    auto third = corun::create_task(client.write("end"));
    EXPECT_TRUE(co_await server.read_exactly(data.size()) == data);
    co_await third;
    client.close();
    EXPECT_EQ(co_await server.read_all(), "end");
  });
}

// --- errors of the connection ---

TEST(TcpStream, ErrorEndsAReadThatWaits) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(error_of(server.read_line()));
    co_await iterations(2);
    reset(client);
    EXPECT_EQ(co_await reading, std::errc::connection_reset);
  });
}

TEST(TcpStream, ErrorIsThrownByEveryLaterRead) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line\nrest");
    EXPECT_EQ(co_await server.read_line(), "line\n");
    reset(client);
    EXPECT_EQ(co_await server.read(2), "re"); // it has come before
    EXPECT_EQ(co_await error_of(server.read_exactly(4)),
              std::errc::connection_reset);
    EXPECT_EQ(co_await error_of(server.read_line()),
              std::errc::connection_reset);
    EXPECT_EQ(co_await server.read(2), "st");
    EXPECT_EQ(co_await error_of(server.read(2)), std::errc::connection_reset);
    EXPECT_FALSE(server.at_eof());
  });
}

// --- one at a time ---

TEST(TcpStream, SecondReaderIsRefused) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto first = corun::create_task(server.read(4));
    co_await iterations(2);
    EXPECT_TRUE(co_await is_misuse(server.read_line()));
    EXPECT_TRUE(co_await is_misuse(server.read(0)));
    co_await client.write("data");
    EXPECT_EQ(co_await first, "data");
  });
}

TEST(TcpStream, SecondWriterIsRefused) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data = more_than_fits();
    auto first = corun::create_task(client.write(data));
    co_await iterations(2);
    EXPECT_TRUE(co_await is_misuse(client.write("x")));
    EXPECT_TRUE(co_await server.read_exactly(data.size()) == data);
    co_await first;
  });
}

// --- closing and moving ---

TEST(TcpStream, CloseIsIdempotent) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    EXPECT_TRUE(client.is_open());
    client.close();
    client.close();
    EXPECT_FALSE(client.is_open());
    EXPECT_EQ(client.native_handle(), -1);
    EXPECT_EQ(co_await server.read_all(), "");
  });
}

TEST(TcpStream, CloseWithUnreadDataEndsThePeersWriting) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    co_await client.write("line\nmore");
    EXPECT_EQ(co_await server.read_line(), "line\n");
    server.close();
    EXPECT_FALSE(server.is_open());
    std::error_code error;
    while (!error)
      error = co_await error_of(client.write("x"));
  });
}

TEST(TcpStream, UseAfterCloseIsAnError) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    client.close();
    EXPECT_EQ(co_await error_of(client.read(1)),
              std::errc::bad_file_descriptor);
    EXPECT_EQ(co_await error_of(client.write("data")),
              std::errc::bad_file_descriptor);
    EXPECT_THROW(client.shutdown_write(), std::system_error);
  });
}

TEST(TcpStream, CloseEndsWhoeverWaits) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    const std::string data = more_than_fits();
    auto reading = corun::create_task(error_of(client.read(1)));
    auto writing = corun::create_task(error_of(client.write(data)));
    co_await iterations(100);
    const int number = client.native_handle();
    client.close();
    // The number belongs to others from now on.
    auto [other, peer] = co_await connected();
    EXPECT_TRUE(other.native_handle() == number ||
                peer.native_handle() == number);
    EXPECT_EQ(co_await reading, std::errc::operation_canceled);
    EXPECT_EQ(co_await writing, std::errc::operation_canceled);
    co_await other.write("fine");
    EXPECT_EQ(co_await peer.read(100), "fine");
  });
}

TEST(TcpStream, MayBeDestroyedWhileOneReads) {
  run([]() -> corun::task<void> {
    std::optional<connection> streams(co_await connected());
    auto reading = corun::create_task(error_of(streams->server.read_line()));
    co_await iterations(2);
    streams.reset();
    EXPECT_EQ(co_await reading, std::errc::operation_canceled);
  });
}

TEST(TcpStream, MayBeMovedWhileOneReads) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto reading = corun::create_task(server.read_line());
    co_await iterations(2);
    corun::tcp_stream moved = std::move(server);
    co_await client.write("line\n");
    EXPECT_EQ(co_await reading, "line\n");
    EXPECT_FALSE(server.is_open());
    EXPECT_THROW(static_cast<void>(server.read(1)), corun::loop_error);
  });
}

TEST(TcpStream, AssignmentClosesWhatWasThere) {
  run([]() -> corun::task<void> {
    auto [client, server] = co_await connected();
    auto [other_client, other_server] = co_await connected();
    client = std::move(other_client);
    EXPECT_EQ(co_await server.read_all(), "");
    co_await client.write("x");
    EXPECT_EQ(co_await other_server.read(1), "x");
  });
}

TEST(TcpStream, LoopThatClosesCancelsWhoeverWaits) {
  std::optional<corun::tcp_stream> kept;
  {
    corun::event_loop loop;
    auto begin = [&]() -> corun::task<void> {
      auto streams = co_await connected();
      kept.emplace(std::move(streams.server));
      corun::create_task(kept->read(1)).detach();
      corun::create_task([](corun::tcp_stream client) -> corun::task<void> {
        co_await client.read(1);
      }(std::move(streams.client)))
          .detach();
      co_await iterations(2);
    };
    loop.run_until_complete(begin());
  }
  EXPECT_TRUE(kept->is_open());
}

} // namespace
} // namespace corun_test
