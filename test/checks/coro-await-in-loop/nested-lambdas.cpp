// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaited lambdas inside of awaited lambdas: each body is looked at once, so
// this ends.
#include "../Inputs/user_task.h"

task<> f();

task<> nested() {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
co_await [&]() -> task<> {
for (int i = 0; i < 2; ++i) { co_await f(); break; }
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}();
}
