// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the basic operations cost. Build with -DCMAKE_BUILD_TYPE=Release
// -DCORUN_BUILD_BENCHMARKS=ON; times are per operation.
#include <corun/corun.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

namespace {

using namespace std::chrono_literals;

corun::task<int> visible(int i) { co_return i; }
[[gnu::noinline]] corun::task<int> opaque(int i) { co_return i; }

corun::task<int> fib(int n) {
  if (n < 2)
    co_return n;
  co_return co_await fib(n - 1) + co_await fib(n - 2);
}

corun::task<void> nothing() { co_return; }

/// Runs the coroutine lambda, which loops over the benchmark's state.
template <class Body> void in_loop(Body body) { corun::run(body()); }

void await_visible(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    int sum = 0;
    for (auto _ : state)
      sum += co_await visible(1);
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(await_visible);

void await_opaque(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    int sum = 0;
    for (auto _ : state)
      sum += co_await opaque(1);
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(await_opaque);

/// An item is one call: fib(25) makes 242'785.
void recursion(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    for (auto _ : state)
      benchmark::DoNotOptimize(co_await fib(25));
  });
  state.SetItemsProcessed(state.iterations() * 242'785);
}
BENCHMARK(recursion);

void create_and_join(benchmark::State &state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  in_loop([&]() -> corun::task<void> {
    std::vector<corun::task_handle<void>> handles(count);
    for (auto _ : state) {
      for (auto &handle : handles)
        handle = corun::create_task(nothing());
      for (auto &handle : handles)
        co_await handle;
    }
  });
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(create_and_join)->Arg(1'000)->Arg(1'000'000);

void gather_range(benchmark::State &state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  in_loop([&]() -> corun::task<void> {
    for (auto _ : state) {
      std::vector<corun::task<int>> tasks;
      tasks.reserve(count);
      for (std::size_t i = 0; i < count; ++i)
        tasks.push_back(opaque(1));
      benchmark::DoNotOptimize(co_await corun::gather(std::move(tasks)));
    }
  });
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(gather_range)->Arg(1'000)->Arg(100'000);

void switch_by_sleep_0(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    auto yield = []() -> corun::task<void> {
      for (int i = 0; i < 1'000; ++i)
        co_await corun::sleep(0s);
    };
    for (auto _ : state) {
      std::vector<corun::task<void>> tasks;
      for (int i = 0; i < 10; ++i)
        tasks.push_back(yield());
      co_await corun::gather(std::move(tasks));
    }
  });
  state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(switch_by_sleep_0);

void to_thread_round_trip(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    for (auto _ : state)
      co_await corun::to_thread([] {});
  });
}
BENCHMARK(to_thread_round_trip)->UseRealTime();

void to_thread_64_in_flight(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    for (auto _ : state) {
      std::vector<corun::task<void>> calls;
      for (int i = 0; i < 64; ++i)
        calls.push_back(corun::to_thread([] {}));
      co_await corun::gather(std::move(calls));
    }
  });
  state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(to_thread_64_in_flight)->UseRealTime();

void timers(benchmark::State &state) {
  in_loop([&]() -> corun::task<void> {
    auto sleeper = [](int i) -> corun::task<void> {
      co_await corun::sleep(std::chrono::milliseconds(1 + i % 1'000));
    };
    for (auto _ : state) {
      std::vector<corun::task<void>> sleepers;
      for (int i = 0; i < 100'000; ++i)
        sleepers.push_back(sleeper(i));
      co_await corun::gather(std::move(sleepers));
    }
  });
}
BENCHMARK(timers)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
