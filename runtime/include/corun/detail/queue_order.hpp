// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which item of a queue comes next.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

namespace corun::detail {

template <class T> class first_in {
public:
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  template <class U> void push(U &&item) {
    items_.push_back(std::forward<U>(item));
  }
  T pop() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

private:
  std::deque<T> items_;
};

template <class T> class last_in {
public:
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  template <class U> void push(U &&item) {
    items_.push_back(std::forward<U>(item));
  }
  T pop() {
    T item = std::move(items_.back());
    items_.pop_back();
    return item;
  }

private:
  std::vector<T> items_;
};

/// `Compare` says which of two comes first. Must not throw.
template <class T, class Compare> class smallest {
  /// The heap functions of the standard library put the largest first.
  struct comes_later {
    bool operator()(const T &a, const T &b) const { return Compare()(b, a); }
  };

public:
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  template <class U> void push(U &&item) {
    items_.push_back(std::forward<U>(item));
    std::push_heap(items_.begin(), items_.end(), comes_later());
  }
  T pop() {
    std::pop_heap(items_.begin(), items_.end(), comes_later());
    T item = std::move(items_.back());
    items_.pop_back();
    return item;
  }

private:
  std::vector<T> items_;
};

} // namespace corun::detail
