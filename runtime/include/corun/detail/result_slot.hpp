// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace corun::detail {

/// Room for a value that a coroutine or a job makes later, at most once. Does
/// not know whether it holds one: its owner does, and calls destroy().
template <class T> class result_slot {
public:
  using reference = const T &;

  result_slot() noexcept {}
  ~result_slot() {}
  result_slot(const result_slot &) = delete;
  result_slot &operator=(const result_slot &) = delete;

  template <class... Args> void emplace(Args &&...args) {
    std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
  }
  void destroy() noexcept { std::destroy_at(std::addressof(value_)); }
  [[nodiscard]] reference get() const noexcept { return value_; }
  [[nodiscard]] T take() { return std::move(value_); }

private:
  union {
    T value_;
  };
};

template <class T> class result_slot<T &> {
public:
  using reference = T &;

  void emplace(T &value) noexcept { value_ = std::addressof(value); }
  void destroy() noexcept {}
  [[nodiscard]] reference get() const noexcept { return *value_; }
  [[nodiscard]] T &take() const noexcept { return *value_; }

private:
  T *value_ = nullptr;
};

template <> class result_slot<void> {
public:
  using reference = void;

  void emplace() noexcept {}
  void destroy() noexcept {}
  void get() const noexcept {}
  void take() const noexcept {}
};

} // namespace corun::detail
