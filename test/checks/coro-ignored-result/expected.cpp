// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++23: std::expected as the value of an await.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <expected>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

enum class errc { not_found, refused };
template <class T> using result = std::expected<T, errc>;
task<result<int>> find(int key);
task<result<void>> store(int key);
task<std::expected<std::string, std::error_code>> read();
corun::task<result<void>> send();
void log(errc e);

task<> dropped() {
  co_await find(1);  // X: by an alias
  // expected-warning@-1 {{the 'std::expected<int, errc>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await store(1); // X: of void: only the error is in it
  // expected-warning@-1 {{the 'std::expected<void, errc>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  co_await read();   // X: spelt out
  // expected-warning@-1 {{the 'std::expected<std::basic_string<char>, std::error_code>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
  for (int i = 0; i < 3; ++i)
    co_await store(i); // X: in a loop
    // expected-warning@-1 {{the 'std::expected<void, errc>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
}
corun::task<> retried(int n) {
  while (n-- > 0)
    co_await send(); // X: never looks whether it went well
    // expected-warning@-1 {{the 'std::expected<void, errc>' that this co_await gives is thrown away; if it says that the operation failed, nobody knows [coro-ignored-result]}}
}

task<result<int>> used() {
  if (auto r = co_await store(1); !r)
    co_return std::unexpected(r.error());
  auto value = co_await find(1);
  if (!value)
    log(value.error());
  int n = (co_await find(2)).value_or(0);
  if (!(co_await store(2)).has_value()) // V: looked at
    n = 0;
  (void)co_await store(3);         // V: (void)
  std::ignore = co_await read();   // V: std::ignore
  co_return co_await find(n);      // V: returned
}
corun::task<bool> retried_until_sent(int n) {
  while (n-- > 0)
    if (co_await send()) // V: looked at
      co_return true;
  co_return false;
}
