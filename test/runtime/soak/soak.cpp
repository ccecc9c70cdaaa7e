// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corun-soak [--seconds N] [--seed S]: random work for N seconds. Whatever was
// started must end, nothing may be left, memory may not grow. Exit status 0 if
// so.
#include "world.hpp"

#include <cstring>
#include <fstream>
#include <functional>
#include <thread>
#include <vector>

namespace soak {
namespace {

constexpr int workers = 24;
constexpr int threads = 3;
constexpr auto stall_limit = 60s;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

long resident_kib() {
  std::ifstream statm("/proc/self/statm");
  long total = 0;
  long resident = 0;
  statm >> total >> resident;
  return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

/// What a worker does now, for the watchdog.
struct slot {
  std::atomic<const char *> name = nullptr;
  std::atomic<clock::rep> since = 0;
};

struct run_state {
  tally books;
  std::array<slot, workers> slots;
  std::atomic<bool> stop = false;
  std::atomic<bool> over = false;
};

/// Ends the process if a scenario, or the end, takes too long: a lost wake-up.
void watch(run_state &state) {
  while (!state.over) {
    std::this_thread::sleep_for(200ms);
    const auto now = clock::now().time_since_epoch();
    for (slot &s : state.slots) {
      const char *const name = s.name;
      if (name == nullptr || now - clock::duration(s.since) < stall_limit)
        continue;
      std::fprintf(
          stderr,
          "soak: STALLED in %s; started %lld, ended %lld, frames %lld\n", name,
          static_cast<long long>(state.books.started),
          static_cast<long long>(state.books.ended),
          static_cast<long long>(state.books.frames_alive));
      std::abort();
    }
  }
}

corun::task<void> work(world w, run_state &state, int index) {
  slot &mine = state.slots.at(static_cast<std::size_t>(index));
  while (!state.stop) {
    const scenario &next = pick(w.chance);
    mine.since = clock::now().time_since_epoch().count();
    mine.name = next.name;
    try {
      co_await next.run(w);
    } catch (const corun::timeout_error &) {
      ++w.books.timed_out;
    } catch (const planned_failure &) {
      ++w.books.failed;
    } catch (const corun::exception_group &) {
      ++w.books.failed;
    } catch (const corun::cancelled_error &) {
      w.books.violation(std::string("cancelled from nowhere: ") + next.name);
    } catch (const std::exception &e) {
      w.books.violation(std::string(next.name) + ": " + e.what());
    }
    ++w.books.scenarios;
    co_await corun::sleep(0s);
  }
  mine.name = "the end";
}

/// One request of another thread.
void ask(run_state &state, world w, corun::event_loop &loop, dice &chance) {
  switch (chance.roll(4)) {
  case 0: {
    ++state.books.posted;
    loop.call_soon_threadsafe([&state] { ++state.books.posted_ran; });
    break;
  }
  case 1: {
    auto future = corun::run_coroutine_threadsafe(tree(w, 5), loop);
    std::this_thread::sleep_for(chance.delay(500us));
    future.cancel();
    break;
  }
  default:
    ++state.books.remote;
    try {
      const int leaves = 1 + chance.roll(6);
      auto future = corun::run_coroutine_threadsafe(tree(w, leaves), loop);
      if (future.get(stall_limit) != leaves)
        state.books.violation("run_coroutine_threadsafe lost leaves");
    } catch (const planned_failure &) {
      ++state.books.failed;
    } catch (const corun::exception_group &) {
      ++state.books.failed;
    } catch (const std::exception &e) {
      state.books.violation(std::string("another thread: ") + e.what());
    } catch (const corun::cancelled_error &) {
      state.books.violation("another thread: cancelled from nowhere");
    }
  }
}

void ask_all_the_time(run_state &state, world w, corun::event_loop &loop,
                      std::uint64_t seed) {
  dice chance(seed);
  while (!state.stop) {
    ask(state, w, loop, chance);
    std::this_thread::sleep_for(chance.delay(2ms));
  }
}

/// Returns what was resident after a tenth of the time.
corun::task<long> async_main(world w, run_state &state,
                             std::chrono::seconds time, std::uint64_t seed) {
  std::vector<corun::task_handle<void>> running;
  for (int i = 0; i < workers; ++i)
    running.push_back(corun::create_task(work(w, state, i)));
  std::vector<std::jthread> others;
  for (int i = 1; i <= threads; ++i)
    others.emplace_back(ask_all_the_time, std::ref(state), w,
                        std::ref(corun::current_loop()),
                        seed + static_cast<std::uint64_t>(i));
  co_await corun::sleep(time / 10.0);
  const long resident = resident_kib();
  co_await corun::sleep(time * 0.9);
  state.stop = true;
  auto join = [&others] { others.clear(); };
  auto joined = corun::to_thread(std::move(join));
  co_await std::move(joined);
  co_await corun::gather(std::move(running));
  // What ran on, after a gather's first failure, ends by itself.
  while (corun::all_tasks().size() > 1)
    co_await corun::sleep(1ms);
  for (slot &s : state.slots)
    s.name = nullptr;
  co_return resident;
}

void check_end(run_state &state, long resident_before, long resident_after) {
  tally &books = state.books;
  if (books.frames_alive != 0)
    books.violation(std::to_string(books.frames_alive) + " frames are left");
  if (books.started != books.ended)
    books.violation("not every coroutine ended");
  if (books.posted != books.posted_ran)
    books.violation("a callback of another thread did not run");
  // Half as much again: caches fill, the heap is in pieces.
  if (!sanitized && resident_after > resident_before * 3 / 2 + 16 * 1024)
    books.violation("memory grows");
}

int run(std::chrono::seconds time, std::uint64_t seed) {
  run_state state;
  dice chance(seed);
  corun::run_options options;
  options.on_exception = [&](const corun::exception_context &context) {
    try {
      if (context.exception)
        std::rethrow_exception(context.exception);
      state.books.violation(context.message);
    } catch (const planned_failure &) {
      ++state.books.failed; // after a gather's first, or of a dropped future
    } catch (const corun::exception_group &) {
      ++state.books.failed;
    } catch (...) {
      state.books.violation(context.message);
    }
  };
  std::jthread watchdog(watch, std::ref(state));
  const long before = corun::run(
      async_main({state.books, chance}, state, time, seed), std::move(options));
  state.over = true;
  const long after = resident_kib();
  check_end(state, before, after);
  const auto of = [](const std::atomic<std::int64_t> &n) {
    return static_cast<long long>(n);
  };
  const tally &b = state.books;
  std::printf("soak: seed %llu: %lld scenarios, %lld coroutines, %lld failed, "
              "%lld timed out, %lld posts, %lld remote calls; RSS %ld -> %ld "
              "KiB; %lld violations\n",
              static_cast<unsigned long long>(seed), of(b.scenarios),
              of(b.started), of(b.failed), of(b.timed_out), of(b.posted),
              of(b.remote), before, after, of(b.violations));
  return b.violations == 0 ? 0 : 1;
}

} // namespace
} // namespace soak

int main(int argc, char **argv) {
  long long seconds = 5;
  std::uint64_t seed = 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--seconds") == 0)
      seconds = std::strtoll(argv[i + 1], nullptr, 10);
    else if (std::strcmp(argv[i], "--seed") == 0)
      seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  return soak::run(std::chrono::seconds(seconds), seed);
}
