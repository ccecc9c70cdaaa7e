// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file of CORUN_TRACE: Chrome's trace-event format, for Perfetto and
// chrome://tracing.
#pragma once

#include <corun/detail/timer_queue.hpp>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace corun::detail {

/// `text` as a JSON string, with its quotes. Bytes that are not UTF-8 become
/// U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);
/// Microseconds, as the format wants them. Not by printf, which would ask the
/// locale for the decimal point.
[[nodiscard]] std::string json_microseconds(clock::duration time);

/// A trace file that many threads write to. Any thread.
///
/// Of the format's two forms it writes the object, {"traceEvents": [...]}. The
/// other one, an array, exists so that a program that ends early need not close
/// it; but only lenient readers accept that. Here the closing brackets are
/// written anew behind every batch of events, in one system call, so the file
/// is complete whenever anybody looks, and after any end of the program lacks
/// at most the last batch.
class trace_writer {
public:
  /// Throws std::system_error if the file cannot be written.
  explicit trace_writer(const std::string &path);
  ~trace_writer();
  trace_writer(const trace_writer &) = delete;
  trace_writer &operator=(const trace_writer &) = delete;

  /// The writer of the file that CORUN_TRACE names; null if it names none, or
  /// one that cannot be written. Lives as long as the process.
  [[nodiscard]] static trace_writer *of_process() noexcept;

  /// `event` is a JSON object. Keeps at most max_batch bytes and writes them at
  /// least every quarter of a second in which events come.
  void add(std::string_view event) noexcept;
  /// Writes what there is.
  void flush() noexcept;

  /// The number of a new track, odd; even ones are for tasks.
  [[nodiscard]] std::uint64_t new_track() noexcept;
  /// `time` since the beginning of the trace.
  [[nodiscard]] std::string at(clock::time_point time) const {
    return json_microseconds(time - begin_);
  }
  [[nodiscard]] int process() const noexcept { return static_cast<int>(pid_); }

private:
  static constexpr std::size_t max_batch = std::size_t{64} << 10;

  void flush_locked() noexcept;
  void give_up() noexcept;
  void close() noexcept;

  const clock::time_point begin_ = clock::now();
  const ::pid_t pid_;
  const std::string path_;
  std::mutex mutex_;
  std::string batch_;
  clock::time_point last_flush_ = begin_;
  std::uint64_t last_track_ = 0;
  ::off_t end_ = 0; // of the events in the file
  int fd_;
};

} // namespace corun::detail
