// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Big locals that live across a suspension are part of the frame, which is
// allocated for each call. The finding stands at the variable. The default
// threshold is 16384 bytes.
#include "../Inputs/user_task.h"
#include <array>
#include <memory>
#include <string>
#include <vector>

task<> f();
task<int> read(char *to, unsigned n);
task<int> fill(std::array<char, 65536> &to);
void use(const char *);
void use(const void *, int);
struct table {
  double cells[64][64];
};
struct record {
  int id;
  table t;
};

task<> c_array() {
  char buffer[65536]; // X: read() writes to it while suspended
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended 'c_array' holds them on the heap [coro-large-frame]}}
  co_await read(buffer, sizeof(buffer));
  // expected-note@-1 {{it lives across this suspension point}}
  use(buffer);
}
task<> std_array() {
  std::array<char, 65536> buffer; // X: likewise
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended 'std_array' holds them on the heap [coro-large-frame]}}
  co_await fill(buffer);
  // expected-note@-1 {{it lives across this suspension point}}
  use(buffer.data());
}
task<> a_struct() {
  table t{}; // X: used after the await
  // expected-warning@-1 {{'t' takes 32768 bytes of the coroutine frame; every suspended 'a_struct' holds them on the heap [coro-large-frame]}}
  co_await f();
  // expected-note@-1 {{it lives across this suspension point}}
  use(&t, 0);
}
task<> a_struct_in_a_struct() {
  record r{}; // X: likewise
  // expected-warning@-1 {{'r' takes 32776 bytes of the coroutine frame; every suspended 'a_struct_in_a_struct' holds them on the heap [coro-large-frame]}}
  co_await f();
  // expected-note@-1 {{it lives across this suspension point}}
  use(&r, r.id);
}
task<> in_a_loop() {
  while (true) {
    char chunk[32768]; // X: lives across the await in each iteration
    // expected-warning@-1 {{'chunk' takes 32768 bytes of the coroutine frame; every suspended 'in_a_loop' holds them on the heap [coro-large-frame]}}
    int n = co_await read(chunk, sizeof(chunk));
    // expected-note@-1 {{it lives across this suspension point}}
    if (n == 0)
      break;
    use(chunk, n);
  }
}
task<> one_byte_too_many() {
  char buffer[16385]; // X: above the threshold
  // expected-warning@-1 {{'buffer' takes 16385 bytes of the coroutine frame; every suspended 'one_byte_too_many' holds them on the heap [coro-large-frame]}}
  co_await read(buffer, sizeof(buffer));
  // expected-note@-1 {{it lives across this suspension point}}
}
task<> only_on_one_path(bool c) {
  char buffer[65536]; // X: lives across the await when c
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended 'only_on_one_path' holds them on the heap [coro-large-frame]}}
  if (c)
    co_await read(buffer, sizeof(buffer));
    // expected-note@-1 {{it lives across this suspension point}}
  use(buffer);
}
auto lambda = []() -> task<> {
  char buffer[65536]; // X: in a lambda coroutine
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended this lambda holds them on the heap [coro-large-frame]}}
  co_await read(buffer, sizeof(buffer));
  // expected-note@-1 {{it lives across this suspension point}}
};
template <unsigned N> task<> in_a_template() {
  char buffer[N]; // X: for 65536
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended 'in_a_template' holds them on the heap [coro-large-frame]}}
  co_await read(buffer, N);
  // expected-note@-1 {{it lives across this suspension point}}
}
template task<> in_a_template<65536>();
#define BUFFER(name) char name[65536]
task<> by_a_macro() {
  BUFFER(buffer); // X: the expansion
  // expected-warning@-1 {{'buffer' takes 65536 bytes of the coroutine frame; every suspended 'by_a_macro' holds them on the heap [coro-large-frame]}}
  co_await read(buffer, sizeof(buffer));
  // expected-note@-1 {{it lives across this suspension point}}
}

task<> small() {
  char buffer[4096]; // V: below the threshold
  co_await read(buffer, sizeof(buffer));
}
task<> as_big_as_allowed() {
  char buffer[16384]; // V: not above the threshold
  co_await read(buffer, sizeof(buffer));
}
task<> dies_before_the_await() {
  {
    char buffer[65536]; // V: its scope ends before
    use(buffer);
  }
  co_await f();
}
task<> born_after_the_await() {
  co_await f();
  char buffer[65536]; // V: no suspension in its scope
  use(buffer);
}
task<> awaits_in_another_branch(bool c) {
  if (c) {
    char buffer[65536]; // V: no suspension in its scope
    use(buffer);
  } else {
    co_await f();
  }
}
task<> static_buffer() {
  static char buffer[65536]; // V: not in the frame
  co_await f();
  use(buffer);
}
thread_local char scratch[65536]; // V: not in the frame
task<> on_the_heap() {
  auto buffer = std::make_unique<char[]>(65536); // V: a pointer in the frame
  co_await read(buffer.get(), 65536);
}
task<> a_vector() {
  std::vector<char> buffer(65536); // V: its elements are elsewhere
  co_await read(buffer.data(), 65536);
}
task<> a_unique_pointer() {
  auto t = std::make_unique<table>(); // V: a pointer in the frame
  co_await f();
  use(t.get(), 0);
}
task<> a_reference(table &t) {
  table &same = t; // V: a reference
  co_await f();
  use(&same, 0);
}
task<> in_a_helper() {
  auto parse = [] {
    char buffer[65536]; // V: on the stack of a plain lambda
    use(buffer);
  };
  parse();
  co_await f();
}
void plain() {
  char buffer[65536]; // V: not a coroutine
  use(buffer);
}
template task<> in_a_template<64>(); // V: small
