// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A synchronous generator in the manner of C++23: it cannot await, so nobody
// else can run while its body does.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <utility>

namespace pull {

template <class Ref> class [[nodiscard]] generator {
public:
  struct promise_type {
    generator get_return_object() noexcept;
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(Ref value) noexcept;
    void await_transform() = delete;
    void return_void() const noexcept {}
    void unhandled_exception();
  };
  class iterator {
  public:
    using iterator_concept = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = Ref;
    iterator &operator++();
    void operator++(int);
    Ref operator*() const;
    bool operator==(std::default_sentinel_t) const noexcept;
  };
  generator(generator &&) noexcept;
  ~generator();
  iterator begin();
  std::default_sentinel_t end() const noexcept;
};
} // namespace pull
