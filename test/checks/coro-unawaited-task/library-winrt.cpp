// RUN: %check_coro %s
//
// C++/WinRT: eager interfaces that keep running when dropped, a detached type,
// and awaiters that do nothing unless awaited.
#include "../Inputs/winrt.h"

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace std::chrono_literals;
IAsyncAction save();
IAsyncOperation<int> load();
fire_and_forget log_later();
void heavy();

IAsyncAction lost() {
  save();              // X: the next line does not wait for it
  // expected-warning@-1 {{'save' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  load();              // X: likewise
  // expected-warning@-1 {{'load' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  resume_background(); // X: no switch happens
  // expected-warning@-1 {{'resume_background' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  resume_after(5s);    // X: no wait happens
  // expected-warning@-1 {{'resume_after' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  auto t = save();     // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  heavy();
  co_return;
}

fire_and_forget lost_in_a_detached_coroutine() {
  co_await resume_background();
  save(); // X: not awaited before what follows
  // expected-warning@-1 {{'save' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  heavy();
}

IAsyncAction awaited() {
  apartment_context ui; // V: an object that can be awaited
  co_await resume_background();
  co_await save();
  int n = co_await load();
  auto first = load();
  auto second = load();
  n += co_await first;
  n += co_await second;
  co_await resume_after(5s);
  co_await ui;
  log_later(); // V: detached
}

struct page {
  IAsyncAction saving{nullptr};
  void on_click() {
    log_later();
    saving = save(); // V: a member keeps it
    save();          // V: an event handler starts it; nobody could await here
    [[maybe_unused]] auto action = save(); // V: said aloud
  }
  void on_close() {
    if (saving)
      saving.Cancel();
    save().Completed([](auto &&...) {}); // V: completion handler
  }
};

int main() {
  save().get();
  return load().get();
}
