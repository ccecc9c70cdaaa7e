// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A project's header that loses tasks.
#pragma once
#include "../../Inputs/user_task.h"

task<> header_fetch();

inline task<> header_drops() {
  header_fetch(); // X: in the header, once whoever includes it
  co_await header_fetch();
}

template <class T> task<> header_template(T x) {
  header_fetch(); // X: not dependent
  x();            // X: dropped when x returns a task
  co_return;
}

struct header_class {
  task<> run() {
    auto t = header_fetch(); // X: member defined in the class
    co_return;
  }
  header_class &operator<<(int);
};

#define HEADER_DROP() header_fetch()
