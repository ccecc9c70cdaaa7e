// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/queue_base.hpp>
#include <corun/detail/queue_order.hpp>
#include <corun/detail/supply.hpp>
#include <corun/detail/wait_list.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace corun {

namespace detail {

/// See queue. Order says which item is gotten next.
template <class T, class Order> class basic_queue : public queue_base {
  static_assert(std::is_object_v<T>, "a queue holds values");

  class get_awaiter final : public supply_waiter {
  public:
    explicit get_awaiter(basic_queue &of) noexcept
        : supply_waiter(of.items()), of_(of) {}
    [[nodiscard]] bool await_ready() noexcept {
      return supply_waiter::await_ready() || of_.exhausted();
    }
    void await_suspend(suspended_coroutine coroutine) {
      wait_for_turn(coroutine, "corun::queue::get");
    }
    T await_resume() {
      require_open(take());
      return of_.take_item();
    }
    [[nodiscard]] std::string waits_for() const override {
      return "an item in a queue";
    }

  private:
    basic_queue &of_;
  };

  class put_awaiter final : public supply_waiter {
  public:
    put_awaiter(basic_queue &of, T item)
        : supply_waiter(of.room()), of_(of), item_(std::move(item)) {}
    [[nodiscard]] bool await_ready() noexcept {
      return supply_waiter::await_ready() || of_.is_shut_down();
    }
    void await_suspend(suspended_coroutine coroutine) {
      wait_for_turn(coroutine, "corun::queue::put");
    }
    void await_resume() {
      require_open(take());
      of_.put_item(std::move(item_));
    }
    [[nodiscard]] std::string waits_for() const override {
      return "room in a queue";
    }

  private:
    basic_queue &of_;
    T item_;
  };

public:
  using value_type = T;
  using get_awaitable = line_awaitable<get_awaiter, basic_queue>;
  /// What put() returns; owns the item. Awaited once.
  class [[nodiscard("the item is put when this is awaited")]] put_awaitable {
  public:
    put_awaitable(basic_queue &of, T item) : of_(&of), item_(std::move(item)) {}
    [[nodiscard]] auto operator co_await() && {
      return put_awaiter(*of_, std::move(item_));
    }

  private:
    basic_queue *of_;
    T item_;
  };

  /// Holds up to `maxsize` items; 0: any number.
  explicit basic_queue(std::size_t maxsize = 0) noexcept
      : queue_base(maxsize) {}

  /// `co_await q.put(item)`: waits for room, if there is none. Throws
  /// queue_shut_down; cancelled_error, and the item is destroyed.
  [[nodiscard]] put_awaitable put(T item) {
    return put_awaitable(*this, std::move(item));
  }
  /// `T item = co_await q.get()`: waits for an item, if there is none. Throws
  /// queue_shut_down if the queue was shut down and is empty, cancelled_error.
  [[nodiscard]] get_awaitable get() noexcept { return get_awaitable(*this); }

  /// asyncio's put_nowait. False if full(): the item is untouched. Throws
  /// queue_shut_down.
  [[nodiscard("false: the queue is full")]] bool try_put(T &&item) {
    return put_if_room(std::move(item));
  }
  [[nodiscard("false: the queue is full")]] bool try_put(const T &item) {
    return put_if_room(item);
  }
  /// asyncio's get_nowait. Nothing if empty(). Throws queue_shut_down if the
  /// queue was shut down and is empty.
  [[nodiscard]] std::optional<T> try_get() {
    require_open(!exhausted());
    if (!items().try_take())
      return std::nullopt;
    return take_item();
  }

  /// No more puts: they throw queue_shut_down, also those that wait. Gets go on
  /// until the queue is empty, then throw it. `immediate`: they throw it at
  /// once; what is in the queue is destroyed and counts as done for join().
  void shutdown(bool immediate = false) {
    begin_shutdown();
    if (!immediate)
      return;
    Order dropped; // destroyed last: destructors may use the queue
    std::swap(dropped, items_in_order_);
    end_shutdown(dropped.size());
  }

private:
  template <class U> bool put_if_room(U &&item) {
    require_open(!is_shut_down());
    if (!room().try_take())
      return false;
    put_item(std::forward<U>(item));
    return true;
  }
  /// Precondition: the caller has taken room.
  template <class U> void put_item(U &&item) {
    try {
      items_in_order_.push(std::forward<U>(item));
    } catch (...) {
      room().add(1);
      throw;
    }
    added();
  }
  /// Precondition: the caller has taken one of items().
  T take_item() {
    try {
      T item = items_in_order_.pop();
      room().add(1);
      return item;
    } catch (...) {
      items().add(1);
      throw;
    }
  }

  Order items_in_order_;
};

} // namespace detail

/// A queue between coroutines that put and coroutines that get:
/// asyncio.Queue.
///
///     corun::queue<job> jobs(100);             // puts wait when 100 are in it
///     co_await jobs.put(job(1));               // producers
///     while (true) {                           // consumers
///       job j = co_await jobs.get();
///       co_await work(j);
///       jobs.task_done();
///     }
///     co_await jobs.join();                    // until all jobs are done
///     jobs.shutdown();                         // get() throws queue_shut_down
///
/// Fair: getters and putters go on in the order in which they came. When a
/// getter is woken up, an item is promised to it: nobody can take that away,
/// and if the getter is cancelled or destroyed the item goes to the next one,
/// or stays where it is in the queue. The same for putters and room.
///
/// T is movable; an item that is put by a constructor that throws is not in the
/// queue. Loop thread only. Must outlive those who wait. put and get are O(1).
template <class T>
class queue final : public detail::basic_queue<T, detail::first_in<T>> {
public:
  using detail::basic_queue<T, detail::first_in<T>>::basic_queue;
};

/// A queue whose newest item is gotten first: asyncio.LifoQueue.
template <class T>
class lifo_queue final : public detail::basic_queue<T, detail::last_in<T>> {
public:
  using detail::basic_queue<T, detail::last_in<T>>::basic_queue;
};

/// A queue whose smallest item is gotten first: asyncio.PriorityQueue.
/// `Compare()(a, b)`: a comes before b. The order of equal items is not
/// specified. put and get are O(log size). (Unlike std::priority_queue, whose
/// largest comes first.)
template <class T, class Compare = std::less<T>>
class priority_queue final
    : public detail::basic_queue<T, detail::smallest<T, Compare>> {
public:
  using detail::basic_queue<T, detail::smallest<T, Compare>>::basic_queue;
};

} // namespace corun
