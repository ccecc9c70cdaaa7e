// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file of CORUN_TRACE as such; what loops write into it, trace_check.py
// looks at.
#include "trace_writer.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace std::chrono_literals;
using corun::detail::json_microseconds;
using corun::detail::json_string;
using corun::detail::trace_writer;

TEST(TraceWriter, EscapesWhatJsonDoesNotAllow) {
  EXPECT_EQ(json_string("plain"), "\"plain\"");
  EXPECT_EQ(json_string("a\"b\\c"), "\"a\\\"b\\\\c\"");
  EXPECT_EQ(json_string("a\n\x01\x7f"), "\"a\\u000a\\u0001\x7f\"");
  EXPECT_EQ(json_string(std::string_view("\0", 1)), "\"\\u0000\"");
}

TEST(TraceWriter, KeepsUtf8AndReplacesWhatIsNone) {
  for (const char *text : {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"})
    EXPECT_EQ(json_string(text), '"' + std::string(text) + '"');
  EXPECT_EQ(json_string("\xff"), "\"\\ufffd\"");
  EXPECT_EQ(json_string("\xc3"), "\"\\ufffd\"");            // cut short
  EXPECT_EQ(json_string("\xc3x"), "\"\\ufffdx\"");          // not continued
  EXPECT_EQ(json_string("\xc0\x80"), "\"\\ufffd\\ufffd\""); // overlong
  EXPECT_EQ(json_string("\xed\xa0\x80"),
            "\"\\ufffd\\ufffd\\ufffd\""); // a surrogate
  EXPECT_EQ(json_string("\xf4\x90\x80\x80"),
            "\"\\ufffd\\ufffd\\ufffd\\ufffd\""); // past the end
}

TEST(TraceWriter, SpellsTimesInMicroseconds) {
  EXPECT_EQ(json_microseconds(0ns), "0.000");
  EXPECT_EQ(json_microseconds(7ns), "0.007");
  EXPECT_EQ(json_microseconds(1'234'567ns), "1234.567");
  EXPECT_EQ(json_microseconds(2s), "2000000.000");
}

class TraceFile : public testing::Test {
protected:
  ~TraceFile() override { std::remove(path_.c_str()); }
  [[nodiscard]] std::string content() const {
    std::ifstream in(path_);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// The file with these events, but for the first, which says which process
  /// it is.
  [[nodiscard]] static std::string with(const std::string &events) {
    return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n"
           "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":" +
           std::to_string(::getpid()) +
           ",\"tid\":0,\"args\":{\"name\":\"corun\"}}" + events + "\n]}\n";
  }
  const std::string path_ =
      testing::TempDir() + "corun-" + std::to_string(::getpid()) + ".json";
};

TEST_F(TraceFile, IsCompleteFromTheBeginning) {
  const trace_writer writer(path_);
  EXPECT_EQ(content(), with(""));
}

TEST_F(TraceFile, IsCompleteAfterEveryFlush) {
  trace_writer writer(path_);
  writer.add("{\"a\":1}");
  writer.add("{\"b\":2}");
  writer.flush();
  EXPECT_EQ(content(), with(",\n{\"a\":1},\n{\"b\":2}"));
  writer.add("{\"c\":3}");
  writer.flush();
  EXPECT_EQ(content(), with(",\n{\"a\":1},\n{\"b\":2},\n{\"c\":3}"));
}

TEST_F(TraceFile, GetsTheLastEventsWhenTheWriterGoes) {
  {
    trace_writer writer(path_);
    writer.add("{\"a\":1}");
  }
  EXPECT_EQ(content(), with(",\n{\"a\":1}"));
}

TEST_F(TraceFile, GrowsBeforeAnybodyFlushes) {
  trace_writer writer(path_);
  const std::string event(1'000, ' ');
  for (int i = 0; i < 200; ++i) {
    writer.add(event);
    ASSERT_LE(i * event.size(), content().size() + (66U << 10));
  }
}

TEST_F(TraceFile, ReplacesAnOlderOne) {
  std::ofstream(path_) << std::string(10'000, 'x');
  const trace_writer writer(path_);
  EXPECT_EQ(content(), with(""));
}

TEST_F(TraceFile, TakesEventsFromManyThreads) {
  constexpr int threads = 4;
  constexpr int events = 5'000;
  const std::string event = "{\"x\":\"0123456789\"}";
  {
    trace_writer writer(path_);
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
      running.emplace_back([&] {
        for (int j = 0; j < events; ++j) {
          writer.add(event);
          if (j % 1'000 == 0)
            writer.flush();
        }
      });
    for (std::thread &each : running)
      each.join();
  }
  std::string expected;
  for (int i = 0; i < threads * events; ++i)
    expected += ",\n" + event;
  EXPECT_EQ(content(), with(expected));
}

TEST_F(TraceFile, IsLeftAloneByAChildOfFork) {
  trace_writer writer(path_);
  writer.add("{\"parent\":1}");
  const ::pid_t child = ::fork();
  if (child == 0) {
    writer.add("{\"child\":1}");
    writer.flush();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  writer.flush();
  EXPECT_EQ(content(), with(",\n{\"parent\":1}"));
}

TEST(TraceWriter, ThrowsIfThereCanBeNoFile) {
  EXPECT_THROW(trace_writer("/no/such/directory/trace.json"),
               std::system_error);
}

TEST(TraceWriter, GivesUpOnceWhenTheDiskIsFull) {
  if (::access("/dev/full", W_OK) != 0)
    GTEST_SKIP() << "needs /dev/full";
  testing::internal::CaptureStderr();
  trace_writer writer("/dev/full");
  writer.add("{}");
  writer.flush();
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(said.find("corun: CORUN_TRACE: cannot write /dev/full: "), 0U);
  EXPECT_NE(said.find("; the program goes on without a trace\n"),
            std::string::npos);
}

TEST(TraceWriter, NumbersTracksWithOddNumbers) {
  trace_writer writer("/dev/null");
  EXPECT_EQ(writer.new_track(), 1U);
  EXPECT_EQ(writer.new_track(), 3U);
}

} // namespace
