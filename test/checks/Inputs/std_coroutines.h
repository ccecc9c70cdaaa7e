// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes of the standard library's coroutine types: std::generator (C++23,
// taken from the library where it is there) and of C++26 std::execution::task,
// just, then, when_all, sync_wait, counting_scope, spawn.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#if __has_include(<generator>) && __cplusplus > 202002L
#include <generator>
#endif

namespace std {
#ifndef __cpp_lib_generator
template <class Ref, class V = void> class [[nodiscard]] generator {
public:
  struct promise_type {
    generator get_return_object() noexcept;
    suspend_always initial_suspend() const noexcept { return {}; }
    suspend_always final_suspend() noexcept { return {}; }
    suspend_always yield_value(Ref &&value) noexcept;
    suspend_always yield_value(const remove_reference_t<Ref> &value);
    void await_transform() = delete;
    void return_void() const noexcept {}
    void unhandled_exception();
  };
  struct iterator {
    using difference_type = ptrdiff_t;
    using value_type = remove_cvref_t<Ref>;
    iterator &operator++();
    void operator++(int);
    Ref &&operator*() const;
    bool operator==(default_sentinel_t) const noexcept;
  };
  generator(generator &&other) noexcept;
  ~generator();
  iterator begin();
  default_sentinel_t end() const noexcept;
};
#endif

namespace execution {
struct sender_t {};
template <class T> class task;
namespace __shape {
template <class R> R make();
template <class T> struct values {
  using type = tuple<T>;
};
template <> struct values<void> {
  using type = tuple<>;
};
template <class T> struct awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(coroutine_handle<>) noexcept;
  T await_resume();
};
template <class T> struct sender {
  using sender_concept = sender_t;
  using value_type = T;
  sender(sender &&) noexcept;
};
template <class S> using value_of = typename decay_t<S>::value_type;
template <class S>
concept is_sender = requires { typename decay_t<S>::sender_concept; };
struct promise_base {
  suspend_always initial_suspend() noexcept { return {}; }
  suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception();
  template <is_sender S> awaiter<value_of<S>> await_transform(S &&s) { return {}; }
};
template <class T> struct promise : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&value);
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void();
};
} // namespace __shape

// A sender without an operator co_await: the promise knows how to await it.
template <class T> class [[nodiscard]] task {
public:
  using promise_type = __shape::promise<T>;
  using sender_concept = sender_t;
  using value_type = T;
  task(task &&) noexcept;
  ~task();
};

template <class T> auto just(T &&value) {
  return __shape::make<__shape::sender<decay_t<T>>>();
}
template <__shape::is_sender S, class F> auto then(S &&s, F &&f) {
  return __shape::make<
      __shape::sender<invoke_result_t<F, __shape::value_of<S>>>>();
}
template <__shape::is_sender... S> auto when_all(S &&...s) {
  return __shape::make<__shape::sender<void>>();
}

class counting_scope {
public:
  class token {};
  counting_scope() noexcept;
  ~counting_scope();
  token get_token() noexcept;
  void close() noexcept;
  auto join() noexcept { return __shape::make<__shape::sender<void>>(); }
};
template <__shape::is_sender S> void spawn(S &&s, counting_scope::token t) {}
template <__shape::is_sender S> auto spawn_future(S &&s, counting_scope::token t) {
  return __shape::make<__shape::sender<__shape::value_of<S>>>();
}
} // namespace execution

namespace this_thread {
template <execution::__shape::is_sender S>
optional<typename execution::__shape::values<execution::__shape::value_of<S>>::type>
sync_wait(S &&s) {
  return nullopt;
}
} // namespace this_thread
} // namespace std
