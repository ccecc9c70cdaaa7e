// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conditions on what holds a task, on handles, and on types that look like
// tasks. Nothing is reported.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <coroutine>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<> f();
task<int> g();
std::optional<task<>> maybe();
std::unique_ptr<task<>> owned();
task<> *find(int id);
bool cond();
void work();

task<> what_holds_a_task() {
  if (auto t = maybe()) // V: asks the optional
    co_await std::move(*t);
  if (maybe())
    work(); // V: not this check's
  if (auto p = owned()) // V: asks the pointer
    co_await std::move(*p);
  if (auto *p = find(1))
    co_await std::move(*p);
  std::vector<task<>> all;
  if (!all.empty())
    work();
}
void handles(std::coroutine_handle<> h, std::coroutine_handle<task<>::promise_type> p) {
  if (h && !p) // V: a handle
    h.resume();
  if (h == nullptr)
    work();
}

// Types of libraries.
struct page {
  winrt::Windows::Foundation::IAsyncAction saving{nullptr};
  void on_close() {
    if (saving) // V: null or not
      saving.Cancel();
  }
};
void concurrencpp_results() {
  concurrencpp::result<int> r;
  if (r) // V: default-constructed
    work();
}

// A function or class of another kind.
struct parsed {
  explicit operator bool() const;
  int value() const;
};
parsed parse(const char *);
void no_task() {
  if (parse("1")) // V
    work();
  if (auto p = parse("2"); p && p.value() == 3)
    work();
}
task<> closures() {
  auto body = []() -> task<bool> { co_return true; };
  bool (*pointer)() = cond;
  if (pointer) // V: a function pointer
    work();
  co_await body();
}
