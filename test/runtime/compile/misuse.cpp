// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiled once for each case, which CMakeLists.txt defines and whose diagnosis
// it knows. What is around the cases is right.
#include <corun/corun.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

corun::task<int> length(const std::string &text) {
  co_return static_cast<int>(text.size());
}
corun::task<void> work();
struct account {
  corun::task<int> balance() { co_return euros; }
  int euros = 0;
};

corun::task<void> misuse(corun::event_loop &loop, corun::event &event,
                         corun::task_group &group, std::string text,
                         std::vector<corun::task<int>> tasks) {
  co_await event.wait();

  // --- does not compile ---
#if defined(await_lvalue)
  auto task = length(text);
  co_await task;
#elif defined(await_twice)
  auto task = length(text);
  co_await std::move(task);
  co_await task;
#elif defined(wait_for_tasks)
  co_await corun::wait(std::move(tasks));
#elif defined(copy_task)
  auto task = length(text);
  auto copy = task;
#elif defined(coroutine_to_thread)
  co_await corun::to_thread(work);

  // --- dangles ---
#elif defined(kept_task)
  auto kept = length(std::string("gone"));
#elif defined(kept_handle)
  auto kept = corun::create_task(length(std::string("gone")));
#elif defined(kept_handle_of_loop)
  auto kept = loop.create_task(length(std::string("gone")));
#elif defined(kept_gather)
  auto kept = corun::gather(length(std::string("gone")));
#elif defined(kept_timeout)
  auto kept = corun::timeout(1s, length(std::string("gone")));
#elif defined(kept_wait_for)
  auto kept = corun::wait_for(length(std::string("gone")), 1s);
#elif defined(kept_shield)
  auto kept = corun::shield(length(std::string("gone")));
#elif defined(kept_future)
  auto kept =
      corun::run_coroutine_threadsafe(length(std::string("gone")), loop);
#elif defined(kept_member_coroutine)
  auto kept = account{}.balance();
#elif defined(spawned_member_coroutine)
  auto kept = corun::create_task(account{}.balance());
#elif defined(kept_lambda)
  auto kept = [&]() -> corun::task<void> { co_await length(text); }();
#elif defined(spawned_lambda_by_reference)
  auto kept = corun::create_task(
      [&]() -> corun::task<void> { co_await length(text); }());
#elif defined(spawned_lambda_by_value)
  auto kept = corun::create_task(
      [text]() -> corun::task<void> { co_await length(text); }());
#elif defined(assigned_task)
  auto kept = length(text);
  kept = length(std::string("gone"));
#elif defined(assigned_handle)
  auto kept = corun::create_task(length(text));
  kept = corun::create_task(length(std::string("gone")));
#elif defined(member_of_group)
  group.create_task(length(std::string("gone"))).detach();
#elif defined(lambda_in_group)
  group.create_task([&]() -> corun::task<void> { co_await length(text); }())
      .detach();

  // --- does nothing, or is lost ---
#elif defined(dropped_task)
  work();
#elif defined(dropped_handle)
  corun::create_task(work());
#elif defined(dropped_handle_of_loop)
  loop.create_task(work());
#elif defined(dropped_sleep)
  corun::sleep(1s);
#elif defined(dropped_gather)
  corun::gather(work(), work());
#elif defined(dropped_wait)
  corun::wait(corun::handles(corun::create_task(work())));
#elif defined(dropped_timeout)
  corun::timeout(1s, work());
#elif defined(dropped_wait_for)
  corun::wait_for(work(), 1s);
#elif defined(dropped_shield)
  corun::shield(work());
#elif defined(dropped_as_completed)
  corun::as_completed(std::move(tasks));
#elif defined(dropped_event_wait)
  event.wait();
#elif defined(dropped_readable)
  corun::readable(0);
#elif defined(dropped_writable)
  corun::writable(0);
#elif defined(dropped_to_thread)
  corun::to_thread([] {});
#elif defined(dropped_future)
  corun::run_coroutine_threadsafe(work(), loop);
#elif defined(dropped_group)
  corun::with_task_group(
      [](corun::task_group &) -> corun::task<void> { co_return; });
#endif
}
