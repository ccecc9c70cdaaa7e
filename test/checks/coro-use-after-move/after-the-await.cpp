// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value moved into an awaited call is gone when the coroutine goes on. The
// finding stands at the use. Case 60, UM01.
#include "../Inputs/user_task.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct message {
  int id;
  std::string body;
  std::string text() const;
};
task<> send(message m);
task<> send_both(message m, std::string name);
task<> write(std::string data);
task<int> store(std::vector<int> rows);
task<> adopt(std::unique_ptr<message> m);
task<> by_rvalue(message &&m);
task<> by_reference(const message &m);
task<> by_pointer(message *m);
message make();
void log(const message &m);
void log(const std::string &s);
void log(int n);

task<> logged_after() {
  message m = make();
  co_await send(std::move(m));
  // expected-note@-1 {{moved away here}}
  log(m); // X: moved into send
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'send'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> member_function_after() {
  message m = make();
  co_await send(std::move(m));
  // expected-note@-1 {{moved away here}}
  log(m.text()); // X: moved into send
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'send'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> member_read_after() {
  message m = make();
  co_await send(std::move(m));
  // expected-note@-1 {{moved away here}}
  log(m.body); // X: moved into send
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'send'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> size_after(std::vector<int> rows) {
  int n = co_await store(std::move(rows));
  // expected-note@-1 {{moved away here}}
  log(n + int(rows.size())); // X: moved into store
  // expected-warning@-1 {{'rows' is used after it was moved into the call of 'store'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> passed_by_rvalue() {
  message m = make();
  co_await by_rvalue(std::move(m));
  // expected-note@-1 {{moved away here}}
  log(m); // X: by_rvalue may have taken it
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'by_rvalue'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> dereferenced_after(std::unique_ptr<message> m) {
  co_await adopt(std::move(m));
  // expected-note@-1 {{moved away here}}
  log(m->id); // X: null
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'adopt'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> second_call(message m) {
  co_await send(std::move(m));
  // expected-note@-1 {{moved away here}}
  co_await send(std::move(m)); // X: sends an empty one
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'send'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> second_argument_of_two(message m, std::string name) {
  co_await send_both(std::move(m), std::move(name));
  // expected-note@-1 {{moved away here}}
  log(name); // X: moved as the second argument
  // expected-warning@-1 {{'name' is used after it was moved into the call of 'send_both'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> member_moved_then_read(message m) {
  co_await write(std::move(m.body));
  // expected-note@-1 {{moved away here}}
  log(m.body); // X: the member was moved
  // expected-warning@-1 {{'m.body' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> member_moved_then_whole(message m) {
  co_await write(std::move(m.body));
  // expected-note@-1 {{moved away here}}
  co_await send(m); // X: sent without its body
  // expected-warning@-1 {{'m.body' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> task_kept_then_awaited(std::string s) {
  auto t = write(std::move(s));
  // expected-note@-1 {{moved away here}}
  log(s); // X: moved when the task was made
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
  co_await std::move(t);
}
task<std::string> returned_after(std::string s) {
  co_await write(std::move(s));
  // expected-note@-1 {{moved away here}}
  co_return s; // X: returns what is left
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}

task<> not_used_after(message m) {
  log(m);
  co_await send(std::move(m)); // V: used before only
}
task<> taken_before(message m) {
  auto text = m.text();
  co_await send(std::move(m));
  log(text); // V: taken before the move
}
task<> copied_into_the_call(message m) {
  co_await send(m);
  log(m); // V: a copy was sent
}
task<> moved_into_a_const_reference(message m) {
  co_await by_reference(std::move(m));
  log(m); // V: a const reference moves nothing
}
task<> address_passed(message m) {
  co_await by_pointer(&m);
  log(m); // V: not moved
}
task<> another_member(message m) {
  co_await write(std::move(m.body));
  log(m.id); // V: the id is still there
}
task<> assigned_again(message m) {
  co_await send(std::move(m));
  m = make();
  log(m); // V: assigned
}
task<> member_assigned_again(message m) {
  co_await write(std::move(m.body));
  m.body = "again";
  log(m); // V: whole again
}
task<> assigned_from_the_result(std::string s) {
  auto grow = [](std::string s) -> task<std::string> { co_return s + "."; };
  s = co_await grow(std::move(s)); // V: assigned by the same statement
  log(s);
}
task<> trivially_copyable(int n) {
  auto twice = [](int n) -> task<int> { co_return 2 * n; };
  co_await twice(std::move(n));
  log(n); // V: moving an int copies it
}
task<> parameter_of_the_frame(std::string s) {
  co_await write(s); // V: N43: the frame's own copy
  log(s);
}
task<> other_variable(message a, message b) {
  co_await send(std::move(a));
  log(b); // V: another variable
}
task<> unevaluated(message m) {
  co_await send(std::move(m));
  static_assert(sizeof(m.body) > 0); // V: not evaluated
  using body = decltype(m.body);     // V: not evaluated
}
// A plain move is the business of bugprone-use-after-move.
void keep(message m);
task<> moved_elsewhere(message m) {
  keep(std::move(m));
  log(m); // V: not an awaited call
  co_await write("done");
}
