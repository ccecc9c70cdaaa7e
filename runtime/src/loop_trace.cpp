// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "loop_trace.hpp"

#include "location.hpp"
#include "loop_observer.hpp"
#include "trace_writer.hpp"

#include <new>
#include <utility>

namespace corun::detail {

namespace {

std::uint64_t track_of(const task_state &task) noexcept {
  return 2 * task.id();
}

/// An event of the trace-event format, field by field.
class trace_event {
public:
  trace_event(const trace_writer &writer, char phase, std::string_view name,
              std::uint64_t track) {
    text_ = "{\"ph\":\"";
    text_ += phase;
    text_ += "\",\"name\":" + json_string(name) +
             ",\"pid\":" + std::to_string(writer.process()) +
             ",\"tid\":" + std::to_string(track);
  }
  /// `value` is JSON.
  trace_event &add(std::string_view key, const std::string &value) {
    text_.append(",\"").append(key).append("\":").append(value);
    return *this;
  }
  [[nodiscard]] std::string end() { return std::move(text_) + '}'; }

private:
  std::string text_;
};

/// A trace without an event that there is no memory for is better than no
/// program.
template <class F> void if_memory_allows(F write) noexcept {
  try {
    write();
  } catch (const std::bad_alloc &) {
  }
}

std::string metadata(const trace_writer &writer, std::string_view kind,
                     std::uint64_t track, const std::string &args) {
  return trace_event(writer, 'M', kind, track).add("args", args).end();
}

} // namespace

loop_trace::loop_trace(trace_writer &writer)
    : writer_(writer), track_(writer.new_track()) {
  name_track(track_, "event loop " + std::to_string((track_ + 1) / 2), track_);
}

loop_trace::~loop_trace() { writer_.flush(); }

void loop_trace::flush() noexcept { writer_.flush(); }

void loop_trace::name_track(std::uint64_t track, std::string_view name,
                            std::uint64_t order) {
  writer_.add(metadata(writer_, "thread_name", track,
                       "{\"name\":" + json_string(name) + '}'));
  writer_.add(metadata(writer_, "thread_sort_index", track,
                       "{\"sort_index\":" + std::to_string(order) + '}'));
}

void loop_trace::instant(std::uint64_t track, std::string_view name,
                         clock::time_point when, std::string_view scope) {
  writer_.add(trace_event(writer_, 'i', name, track)
                  .add("ts", writer_.at(when))
                  .add("s", json_string(scope))
                  .add("cat", "\"task\"")
                  .end());
}

/// An arrow between the steps that are under way on two tracks at the time.
void loop_trace::flow(char phase, std::uint64_t track, std::uint64_t id,
                      clock::time_point when) {
  trace_event event(writer_, phase, "create_task", track);
  event.add("ts", writer_.at(when))
      .add("id", std::to_string(id))
      .add("cat", "\"create_task\"");
  if (phase == 'f')
    event.add("bp", "\"e\"");
  writer_.add(event.end());
}

void loop_trace::task_spawned(loop_core &loop,
                              const task_state &task) noexcept {
  if_memory_allows([&] {
    const clock::time_point now = clock::now();
    const std::uint64_t track = track_of(task);
    // Its tasks are behind their loop.
    name_track(track, task.name(), track_ + 1);
    instant(track, "created at " + spell(task.origin()), now, "t");
    if (loop_core::current() != &loop)
      return; // between two runs nobody's step has made it
    const task_state *const creator = loop.current_task;
    flow('s', creator != nullptr ? track_of(*creator) : track_, track, now);
  });
}

void loop_trace::task_renamed(const task_state &task) noexcept {
  if_memory_allows(
      [&] { name_track(track_of(task), task.name(), track_ + 1); });
}

void loop_trace::cancel_requested(const task_state &task) noexcept {
  if_memory_allows(
      [&] { instant(track_of(task), "cancel requested", clock::now(), "t"); });
}

void loop_trace::step(const observed_step &step, clock::time_point end,
                      bool is_stall) noexcept {
  if_memory_allows([&] {
    const task_state *const task = step.task.get();
    const std::uint64_t track = task != nullptr ? track_of(*task) : track_;
    trace_event event(writer_, 'X',
                      task != nullptr ? function_name(step.from)
                                      : std::string(step.kind),
                      track);
    event.add("ts", writer_.at(step.begin))
        .add("dur", json_microseconds(end - step.begin))
        .add("cat", is_stall ? "\"step,stall\"" : "\"step\"");
    if (is_stall)
      event.add("cname", "\"terrible\""); // red
    if (task != nullptr)
      event.add("args", "{\"from\":" + json_string(spell(step.from)) + '}');
    writer_.add(event.end());
    if (step.is_first_of_task)
      flow('f', track, track, step.begin);
    if (is_stall)
      instant(track, "stall", end, "p");
    if (task != nullptr && task->done())
      instant(track,
              task->was_cancelled()   ? "ended: cancelled"
              : task->has_exception() ? "ended: failed"
                                      : "ended",
              end, "t");
  });
}

thread_trace::thread_trace(trace_writer &writer)
    : writer_(writer), track_(writer.new_track()) {
  writer_.add(metadata(writer_, "thread_name", track_,
                       "{\"name\":\"to_thread " +
                           std::to_string((track_ + 1) / 2) + "\"}"));
  writer_.add(metadata(writer_, "thread_sort_index", track_,
                       "{\"sort_index\":" + std::to_string(track_) + '}'));
}

std::unique_ptr<thread_trace> thread_trace::make() noexcept {
  trace_writer *const writer = trace_writer::of_process();
  return writer != nullptr ? std::make_unique<thread_trace>(*writer) : nullptr;
}

void thread_trace::call(clock::time_point begin,
                        clock::time_point end) noexcept {
  if_memory_allows([&] {
    writer_.add(trace_event(writer_, 'X', "a call of to_thread", track_)
                    .add("ts", writer_.at(begin))
                    .add("dur", json_microseconds(end - begin))
                    .add("cat", "\"to_thread\"")
                    .end());
  });
}

} // namespace corun::detail
