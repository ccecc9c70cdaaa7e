// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates: independent of the parameter, found without an instantiation;
// dependent, once, for the arguments that make it wrong.
#include "../Inputs/user_task.h"
#include <string>
#include <utility>
#include <vector>

task<> write(std::string s);
task<> store(std::vector<int> rows);
void log(const std::string &s);
void log(int n);
template <class T> task<> put(T value);

template <class T> task<> instantiated(T value) {
  co_await put(std::move(value));
  // expected-note@-1 {{moved away here}}
  log(value); // X: for std::string
  // expected-warning@-1 {{'value' is used after it was moved into the call of 'put'; it is empty or unspecified here [coro-use-after-move]}}
}
template task<> instantiated(std::string);

template <class T> task<> cheap_to_move(T value) {
  co_await put(std::move(value));
  log(value); // V: instantiated for int only, whose move is a copy
}
template task<> cheap_to_move(int);

template <class T> task<> never_instantiated(T value) {
  co_await put(std::move(value));
  value.log(); // V: nothing says what moving a T does
}

template <class T> task<> local_in_a_template(T peer, std::string s) {
  co_await peer.send(std::move(s));
  // expected-note@-1 {{moved away here}}
  log(s); // X: for connection, whose send takes a value
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'connection::send'; it is empty or unspecified here [coro-use-after-move]}}
}
struct connection {
  task<> send(std::string s);
};
template task<> local_in_a_template(connection, std::string);

template <class T> task<> by_reference_in_a_template(T peer, std::string s) {
  co_await peer.send(std::move(s));
  log(s); // V: viewer's send takes a const reference
}
struct viewer {
  task<> send(const std::string &s);
};
template task<> by_reference_in_a_template(viewer, std::string);

template <class T> task<> forwarded_twice(T &&value) {
  co_await put(std::forward<T>(value));
  // expected-note@-1 {{moved away here}}
  co_await put(std::forward<T>(value)); // X: instantiated with an rvalue
  // expected-warning@-1 {{'value' is used after it was moved into the call of 'put'; it is empty or unspecified here [coro-use-after-move]}}
}
template task<> forwarded_twice(std::string &&);

template <class T> task<> forwarded_lvalue(T &&value) {
  co_await put(std::forward<T>(value));
  co_await put(std::forward<T>(value)); // V: instantiated with an lvalue
}
template task<> forwarded_lvalue(std::string &);

template <class T> task<> forwarded_in_a_loop(T &&value, int n) {
  for (int i = 0; i < n; ++i)
    co_await put(std::forward<T>(value)); // X: instantiated with an rvalue
    // expected-warning@-1 {{'value' is moved into the call of 'put' again in the next iteration of the loop; there, it is empty or unspecified [coro-use-after-move]}}
}
template task<> forwarded_in_a_loop(std::string &&, int);

template <class... Ts> task<> pack(Ts... values) {
  (co_await put(std::move(values)), ...); // V: each of the pack once
}
template task<> pack(std::string, std::vector<int>);

template <class T> class queue {
public:
  task<> push_and_log(T value) {
    co_await put(std::move(value));
    // expected-note@-1 {{moved away here}}
    log(value); // X: for std::string
    // expected-warning@-1 {{'value' is used after it was moved into the call of 'put'; it is empty or unspecified here [coro-use-after-move]}}
  }
  task<> log_and_push(T value) {
    log(value);
    co_await put(std::move(value)); // V: last use
  }
};
template class queue<std::string>;

template <bool Keep> task<> if_constexpr(std::string s) {
  if constexpr (Keep) {
    co_await write(s);
    log(s); // V: a copy was written
  } else {
    co_await write(std::move(s));
  }
}
template task<> if_constexpr<true>(std::string);
template task<> if_constexpr<false>(std::string);
