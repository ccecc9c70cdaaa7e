// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks in members, elements, optionals and smart pointers: the same place
// awaited twice is found where no one can have filled it in between; two
// places are two tasks. Case 59.
#include "../Inputs/user_task.h"
#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<> f();
task<int> g();
bool cond();

struct job {
  task<> setup;
  task<> body;
};

task<> member_twice() {
  job j{f(), f()};
  co_await std::move(j.body);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(j.body); // X: the same member
  // expected-warning@-1 {{'j.body' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> optional_twice() {
  std::optional<task<>> t = f();
  co_await std::move(*t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(*t); // X: the same task
  // expected-warning@-1 {{'*t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> pointer_twice() {
  auto t = std::make_unique<task<>>(f());
  co_await std::move(*t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(*t); // X: the same task
  // expected-warning@-1 {{'*t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> same_element_twice(std::vector<task<>> ts) {
  co_await std::move(ts[0]);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(ts[0]); // X: the same element
  // expected-warning@-1 {{'ts[0]' is awaited a second time; its coroutine has already run [coro-double-await]}}
}

task<> two_members() {
  job j{f(), f()};
  co_await std::move(j.setup);
  co_await std::move(j.body); // V: another member
}
task<> same_member_of_two_objects() {
  job a{f(), f()};
  job b{f(), f()};
  co_await std::move(a.body);
  co_await std::move(b.body); // V: another object
}
task<> two_elements(std::vector<task<>> ts) {
  co_await std::move(ts[0]);
  co_await std::move(ts[1]); // V: another element
}
task<> two_elements_by_variable(std::vector<task<>> ts, int i, int j) {
  co_await std::move(ts[i]);
  co_await std::move(ts[j]); // V: another element, for all one knows
}
task<> next_element(std::array<task<>, 3> ts) {
  for (unsigned i = 0; i < ts.size(); ++i)
    co_await std::move(ts[i]); // V: another element each time
}
task<> each_element(std::vector<task<>> ts) {
  for (auto &t : ts)
    co_await std::move(t); // V: another element each time
}
task<> each_element_by_iterator(std::vector<task<>> ts) {
  for (auto it = ts.begin(); it != ts.end(); ++it)
    co_await std::move(*it); // V: another element each time
}
task<> popped_from_the_back(std::vector<task<>> ts) {
  while (!ts.empty()) {
    co_await std::move(ts.back()); // V: the back is popped
    ts.pop_back();
  }
}
task<> structured_binding() {
  auto [setup, body] = std::pair<task<>, task<>>(f(), f());
  co_await std::move(setup);
  co_await std::move(body); // V: another element
}
task<> emplaced_again() {
  std::optional<task<>> t = f();
  co_await std::move(*t);
  t.emplace(f());
  co_await std::move(*t); // V: emplaced
}
task<> pointer_made_anew() {
  auto t = std::make_unique<task<>>(f());
  co_await std::move(*t);
  t = std::make_unique<task<>>(f());
  co_await std::move(*t); // V: another task
}
task<> pointer_moves_on(task<> *first, task<> *last) {
  for (; first != last; ++first)
    co_await std::move(*first); // V: another task each time
}

class service {
public:
  task<> run() {
    co_await std::move(body_);
    restart();
    co_await std::move(body_); // V: restart() may have filled it
  }
  task<> stop() {
    if (stopping_)
      co_return;
    stopping_ = true;
    co_await std::move(body_); // V: once, as far as one can see
  }
  task<> join() {
    if (body_.valid())
      co_await std::move(body_); // V: asked first
  }
  task<> loop() {
    while (cond()) {
      body_ = f();
      co_await std::move(body_); // V: assigned each time
    }
  }

private:
  void restart();
  task<> body_ = f();
  bool stopping_ = false;
};
