// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// The task is awaited, and the error in its value is thrown away: the
// compiler's [[nodiscard]] does not see through co_await.
#include "../Inputs/corun.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

// As std::expected is, before C++23.
namespace tl {
template <class T, class E> class expected {
public:
  expected(T value);
  bool has_value() const noexcept;
  explicit operator bool() const noexcept;
  const T &value() const;
  const E &error() const;
};
} // namespace tl
enum class [[nodiscard]] status { ok, failed };
struct [[nodiscard]] outcome {
  bool ok() const;
};
struct plain_outcome {
  bool ok() const;
};

task<tl::expected<int, std::string>> parse();
task<std::error_code> save();
task<status> send(int n);
task<outcome> commit();
task<plain_outcome> touch();
task<bool> try_lock();
task<int> count();
task<> work();
task<std::optional<int>> find();
corun::task<std::error_code> store();
seastar::future<std::error_code> flush();
bool cond();
void use(bool);

task<> dropped(int n) {
  co_await parse();                     // X: an expected
  // expected-warning@-1 {{the 'tl::expected<int, std::basic_string<char>>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await save();                      // X: an error_code
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await send(1);                     // X: a [[nodiscard]] enumeration
  // expected-warning@-1 {{the 'status' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await commit();                    // X: a [[nodiscard]] class
  // expected-warning@-1 {{the 'outcome' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  if (cond())
    co_await save();                    // X: without braces
    // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  for (; n > 0; co_await send(n--))     // X: in the increment
  // expected-warning@-1 {{the 'status' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
    co_await send(n);                   // X: in the body
    // expected-warning@-1 {{the 'status' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await save(), co_await work();     // X: left of a comma
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  cond() ? co_await save() : co_await save(); // X: either arm
  // expected-warning@-1 2 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  auto t = save();
  co_await std::move(t);                // X: awaited through a variable
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  [[maybe_unused]] auto run = []() -> task<> {
    co_await commit();                  // X: in a lambda
    // expected-warning@-1 {{the 'outcome' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  };
}
corun::task<> through_a_combinator() {
  co_await corun::wait_for(store(), std::chrono::seconds(1)); // X: gives what store gives
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await corun::create_task(store());                       // X: so does the handle
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
}
seastar::future<> of_a_future() {
  co_await flush(); // X
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
}
template <class T> task<> in_a_template(task<T> t) {
  co_await std::move(t); // X: T is an error_code
  // expected-warning@-1 {{the 'std::error_code' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
}
template <class T> task<> without_errors(task<T> t) {
  co_await std::move(t); // V: T is an int
}
task<> instantiations() {
  co_await in_a_template(save());
  co_await in_a_template(count());
  co_await without_errors(count());
}

task<std::error_code> used() {
  if (auto e = co_await save())
    co_return e;
  auto value = co_await parse();
  if (!value)
    use(false);
  use(co_await send(1) == status::ok);
  use((co_await commit()).ok());        // V: looked at
  (co_await commit()).ok();             // V: somebody asked it
  switch (co_await send(2)) {
  case status::ok:
  case status::failed:
    break;
  }
  std::error_code last;
  last = co_await save();               // V: assigned
  co_return co_await save();            // V: returned
}
task<> said_aloud() {
  (void)co_await save();                // V: (void)
  static_cast<void>(co_await send(1));  // V: likewise
  std::ignore = co_await commit();      // V: std::ignore
  [[maybe_unused]] auto r = co_await parse(); // V: said aloud
}
task<> nothing_to_ignore() {
  co_await work();                      // V: void
  co_await try_lock();                  // V: a bool
  co_await count();                     // V: an int
  co_await touch();                     // V: nobody said [[nodiscard]]
  co_await find();                      // V: an optional carries no error
  co_await timer_awaiter{};             // V: void
}
void not_awaited() {
  save();                               // V: belongs to coro-unawaited-task
}

// folly's Expected: co_await unwraps it, and what comes out carries no error.
folly::Expected<int, std::string> read();
folly::Expected<int, std::string> unwrapped() {
  co_await read(); // V: leaves on an error
  co_return co_await read();
}
folly::coro::Task<folly::Expected<int, std::string>> load();
folly::coro::Task<> in_a_task() {
  co_await load();                      // X: an Expected, still wrapped
  // expected-warning@-1 {{the 'folly::Expected<int, std::basic_string<char>>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  auto e = co_await load();
  use(e.hasValue());
}

// OT05: a bool result is left alone, however important.
task<bool> resume_on_signal();
task<> OT05_cancelled() {
  co_await resume_on_signal();          // V: a bool
  use(true);
}
