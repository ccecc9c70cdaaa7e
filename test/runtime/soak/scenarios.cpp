// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "world.hpp"

#include <exception>
#include <iterator>
#include <vector>

namespace soak {
namespace {

// --- leaves ---

corun::task<void> set_later(std::shared_ptr<corun::event> event,
                            std::chrono::microseconds delay) {
  co_await corun::sleep(delay);
  event->set();
}

corun::task<void> wait_for_event(world w) {
  auto event = std::make_shared<corun::event>();
  corun::create_task(set_later(event, w.chance.delay(1ms))).detach();
  co_await event->wait();
}

corun::task<void> send_byte(std::shared_ptr<socket_pair> sockets) {
  co_await corun::writable(sockets->end(1));
  const char byte = 'x';
  if (::write(sockets->end(1), &byte, 1) != 1)
    throw std::system_error(errno, std::generic_category(), "write");
}

corun::task<void> receive_byte(world w) {
  auto sockets = std::make_shared<socket_pair>();
  corun::create_task(send_byte(sockets)).detach();
  co_await corun::readable(sockets->end(0));
  char byte = 0;
  if (::read(sockets->end(0), &byte, 1) != 1 || byte != 'x')
    w.books.violation("readable() without a byte to read");
}

corun::task<void> call_thread(world w) {
  const int n = w.chance.roll(1000);
  auto job = [n, frame = std::make_shared<counted>(w.books.frames_alive)] {
    return n + 1;
  };
  auto call = corun::to_thread(std::move(job));
  if (co_await std::move(call) != n + 1)
    w.books.violation("to_thread returned what the job did not");
}

corun::task<void> leaf(world w) {
  switch (w.chance.roll(8)) {
  case 0:
    co_return;
  case 1:
    co_await wait_for_event(w);
    co_return;
  case 2:
    co_await receive_byte(w);
    co_return;
  case 3:
    co_await call_thread(w);
    co_return;
  case 4:
    co_await corun::sleep(w.chance.delay(2ms));
    co_return;
  default:
    for (int i = w.chance.roll(4); i >= 0; --i)
      co_await corun::sleep(0s);
    if (w.chance.one_in(400))
      throw planned_failure();
  }
}

// --- trees ---

std::vector<int> split(world w, int leaves) {
  std::vector<int> parts;
  for (int left = leaves; left > 0; left -= parts.back())
    parts.push_back(1 + w.chance.roll(left == leaves ? left - 1 : left));
  return parts;
}

corun::task<int> gathered(world w, std::vector<int> parts) {
  std::vector<corun::task<int>> children;
  children.reserve(parts.size());
  for (const int part : parts)
    children.push_back(tree(w, part));
  int sum = 0;
  for (const int n : co_await corun::gather(std::move(children)))
    sum += n;
  co_return sum;
}

corun::task<int> grouped(world w, std::vector<int> parts) {
  int sum = 0;
  auto add = [&sum](world in, int part) -> corun::task<void> {
    const int n = co_await tree(in, part);
    sum += n;
  };
  auto body = [&](corun::task_group &group) -> corun::task<void> {
    for (const int part : parts)
      group.create_task(add(w, part)).detach();
    co_return;
  };
  auto group = corun::with_task_group(body);
  co_await std::move(group);
  co_return sum;
}

corun::task<int> one_by_one(world w, std::vector<int> parts) {
  int sum = 0;
  for (const int part : parts) {
    auto child =
        corun::create_task(tree(w, part), {.eager_start = w.chance.one_in(2)});
    if (w.chance.one_in(2))
      sum += co_await child;
    else
      sum += co_await tree(w, 1) - 1 + co_await std::move(child);
  }
  co_return sum;
}

// --- scenarios ---

corun::task<void> plain_tree(world w) {
  const int leaves = 1 + w.chance.roll(20);
  if (co_await tree(w, leaves) != leaves)
    w.books.violation("a tree lost leaves");
}

/// Waits for the end of a task that may end in any way.
corun::task<void> settle(world w, corun::task_handle<int> task) {
  std::vector<corun::task_handle<int>> one{task};
  auto ended = corun::wait(std::move(one));
  co_await std::move(ended);
  if (!task.done())
    w.books.violation("wait() returned before the end");
  static_cast<void>(task.exception());
}

corun::task<void> cancelled_tree(world w) {
  auto task = corun::create_task(tree(w, 1 + w.chance.roll(20)));
  for (int i = w.chance.roll(8); i > 0; --i)
    co_await corun::sleep(0s);
  if (w.chance.one_in(2))
    co_await corun::sleep(w.chance.delay(1ms));
  task.cancel();
  co_await settle(w, task);
}

corun::task<void> cancelled_twice(world w) {
  auto task = corun::create_task(cancelled_tree(w));
  co_await corun::sleep(w.chance.delay(1ms));
  task.cancel("first");
  co_await corun::sleep(0s);
  task.cancel("second");
  try {
    co_await task;
  } catch (const corun::cancelled_error &) {
    ++w.books.cancelled;
  }
}

corun::task<void> nested_timeouts(world w) {
  auto inner =
      corun::timeout(w.chance.delay(1500us), tree(w, 1 + w.chance.roll(10)));
  auto middle = corun::wait_for(std::move(inner), w.chance.delay(1500us));
  auto outer = corun::timeout(w.chance.delay(1500us), std::move(middle));
  co_await std::move(outer);
}

corun::task<void> first_of_many(world w) {
  std::vector<corun::task_handle<int>> tasks;
  for (int i = 2 + w.chance.roll(5); i > 0; --i)
    tasks.push_back(corun::create_task(tree(w, 1 + w.chance.roll(5))));
  corun::wait_options options;
  options.return_when = w.chance.one_in(2)
                            ? corun::return_when::first_completed
                            : corun::return_when::first_exception;
  if (w.chance.one_in(2))
    options.timeout = w.chance.delay(1ms);
  auto first = corun::wait(tasks, options);
  auto result = co_await std::move(first);
  if (result.done.size() + result.pending.size() != tasks.size())
    w.books.violation("wait() lost a task");
  if (!options.timeout && result.done.empty())
    w.books.violation("wait() returned for nothing");
  for (auto &task : result.pending)
    task.cancel();
  for (auto &task : tasks)
    co_await settle(w, task);
}

corun::task<void> in_order_of_end(world w) {
  std::vector<corun::task_handle<int>> tasks;
  for (int i = 2 + w.chance.roll(5); i > 0; --i)
    tasks.push_back(corun::create_task(tree(w, 1 + w.chance.roll(5))));
  std::optional<clock::duration> limit;
  if (w.chance.one_in(2))
    limit = w.chance.delay(1ms);
  auto order = corun::as_completed(tasks, limit);
  try {
    while (!order.empty()) {
      auto task = co_await order.next();
      if (!task.done())
        w.books.violation("as_completed told of a task that runs");
    }
  } catch (const corun::timeout_error &) {
    ++w.books.timed_out;
  }
  for (auto &task : tasks)
    co_await settle(w, task);
}

corun::task<void> wait_shielded(corun::task_handle<int> inner) {
  co_await corun::shield(std::move(inner));
}

corun::task<void> shielded(world w) {
  auto inner = corun::create_task(tree(w, 1 + w.chance.roll(5)));
  auto outer = corun::create_task(wait_shielded(inner));
  co_await corun::sleep(w.chance.delay(500us));
  const bool was_done = outer.done();
  outer.cancel();
  co_await settle(w, inner);
  std::vector<corun::task_handle<void>> one{outer};
  auto ended = corun::wait(std::move(one));
  co_await std::move(ended);
  if (inner.cancelled() && !was_done)
    w.books.violation("a cancellation went through a shield");
  static_cast<void>(outer.exception());
}

corun::task<void> kept_outcomes(world w) {
  std::vector<corun::task<int>> children;
  for (int i = 1 + w.chance.roll(5); i > 0; --i)
    children.push_back(tree(w, 1 + w.chance.roll(5)));
  const std::size_t count = children.size();
  auto all = corun::gather(corun::return_exceptions, std::move(children));
  if ((co_await std::move(all)).size() != count)
    w.books.violation("gather lost an outcome");
}

constexpr scenario scenarios[] = {
    {"plain_tree", plain_tree},
    {"cancelled_tree", cancelled_tree},
    {"cancelled_twice", cancelled_twice},
    {"nested_timeouts", nested_timeouts},
    {"first_of_many", first_of_many},
    {"in_order_of_end", in_order_of_end},
    {"shielded", shielded},
    {"kept_outcomes", kept_outcomes},
};

} // namespace

corun::task<int> tree(world w, counted /*frame*/, int leaves) {
  ++w.books.started;
  const at_end end(w.books.ended);
  const counted local(w.books.frames_alive);
  if (leaves == 1) {
    co_await leaf(w);
    co_return 1;
  }
  std::vector<int> parts = split(w, leaves);
  switch (w.chance.roll(3)) {
  case 0:
    co_return co_await gathered(w, std::move(parts));
  case 1:
    co_return co_await grouped(w, std::move(parts));
  default:
    co_return co_await one_by_one(w, std::move(parts));
  }
}

const scenario &pick(dice &chance) {
  return scenarios[chance.roll(static_cast<int>(std::size(scenarios)))];
}

} // namespace soak
