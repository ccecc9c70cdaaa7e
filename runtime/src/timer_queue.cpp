// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/timer_queue.hpp>

namespace corun::detail {

void timer_queue::add(clock::time_point when, timer_node &node) {
  heap_.push_back({when, &node});
  sift_up(heap_.size() - 1, {when, &node});
}

void timer_queue::remove(timer_node &node) noexcept {
  if (!node.scheduled())
    return;
  const std::size_t hole = node.position_;
  node.position_ = timer_node::not_scheduled;
  const entry last = heap_.back();
  heap_.pop_back();
  if (last.node == &node)
    return;
  if (hole > 0 && last.when < heap_[(hole - 1) / 2].when)
    sift_up(hole, last);
  else
    sift_down(hole, last);
}

timer_node *timer_queue::pop_due(clock::time_point now) noexcept {
  if (heap_.empty() || heap_.front().when > now)
    return nullptr;
  return pop_any();
}

timer_node *timer_queue::pop_any() noexcept {
  if (heap_.empty())
    return nullptr;
  timer_node *const node = heap_.front().node;
  remove(*node);
  return node;
}

void timer_queue::place(std::size_t position, entry e) noexcept {
  heap_[position] = e;
  e.node->position_ = position;
}

void timer_queue::sift_up(std::size_t position, entry e) noexcept {
  while (position > 0) {
    const std::size_t parent = (position - 1) / 2;
    if (heap_[parent].when <= e.when)
      break;
    place(position, heap_[parent]);
    position = parent;
  }
  place(position, e);
}

void timer_queue::sift_down(std::size_t position, entry e) noexcept {
  const std::size_t size = heap_.size();
  for (std::size_t child = 2 * position + 1; child < size;
       child = 2 * position + 1) {
    if (child + 1 < size && heap_[child + 1].when < heap_[child].when)
      ++child;
    if (e.when <= heap_[child].when)
      break;
    place(position, heap_[child]);
    position = child;
  }
  place(position, e);
}

} // namespace corun::detail
