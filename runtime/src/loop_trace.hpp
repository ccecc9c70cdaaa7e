// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What CORUN_TRACE tells of loops, tasks and threads.
#pragma once

#include <corun/detail/loop_core.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace corun::detail {

struct observed_step;
class trace_writer;

/// One loop's part of the trace: a track for the loop, with its callbacks, and
/// one for each task, with its steps. Loop thread only.
class loop_trace {
public:
  explicit loop_trace(trace_writer &writer);
  ~loop_trace();
  loop_trace(const loop_trace &) = delete;
  loop_trace &operator=(const loop_trace &) = delete;

  void task_spawned(loop_core &loop, const task_state &task) noexcept;
  void task_renamed(const task_state &task) noexcept;
  void cancel_requested(const task_state &task) noexcept;
  void step(const observed_step &step, clock::time_point end,
            bool is_stall) noexcept;
  void flush() noexcept;

private:
  void name_track(std::uint64_t track, std::string_view name,
                  std::uint64_t order);
  void instant(std::uint64_t track, std::string_view name,
               clock::time_point when, std::string_view scope);
  void flow(char phase, std::uint64_t track, std::uint64_t id,
            clock::time_point when);

  trace_writer &writer_;
  const std::uint64_t track_;
};

/// One pool thread's part: a track with its calls. That thread only.
class thread_trace {
public:
  explicit thread_trace(trace_writer &writer);
  /// Null without CORUN_TRACE.
  [[nodiscard]] static std::unique_ptr<thread_trace> make() noexcept;

  void call(clock::time_point begin, clock::time_point end) noexcept;

private:
  trace_writer &writer_;
  const std::uint64_t track_;
};

} // namespace corun::detail
