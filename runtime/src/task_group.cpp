// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/task_group.hpp>

#include <corun/detail/loop_core.hpp>

#include <algorithm>

namespace corun {

task_group::task_group(detail::loop_core &loop)
    : loop_(loop), parent_(loop.current_task) {
  if (!parent_)
    throw loop_error("a task group needs a task to belong to: call "
                     "with_task_group from a coroutine that create_task or run "
                     "runs");
}

task_group::~task_group() {
  // Only left when the frame is destroyed without having run to its end.
  for (member &m : members_) {
    m.task()->remove_completion(m);
    if (m.task()->done())
      loop_.remove_ready(m);
  }
}

std::list<task_group::member>::iterator
task_group::prepare(detail::task_state &task) {
  try {
    if (aborting_)
      throw loop_error("this task group is ending, because of a failure or a "
                       "cancellation: it takes no more tasks");
    if (exiting_ && members_.empty())
      throw loop_error("this task group has ended: it takes no more tasks");
    // So that a member that fails can be noted without allocating.
    const std::size_t needed = errors_.size() + members_.size() + 2;
    if (errors_.capacity() < needed)
      errors_.reserve(std::max(needed, errors_.capacity() * 2));
    const auto place = members_.emplace(members_.end(), *this);
    place->place() = place;
    return place;
  } catch (...) {
    task.forgo();
    throw;
  }
}

void task_group::add(member &joined, const detail::task_ref &task) noexcept {
  joined.task() = task;
  if (task->done()) { // it was started eagerly
    tell_later(joined);
    return;
  }
  task->add_completion(joined);
}

void task_group::tell_later(member &m) noexcept { loop_.ready.push_back(m); }

void task_group::member::on_completed(detail::task_state &) noexcept {
  group_.tell_later(*this);
}

void task_group::member::run() noexcept { group_.ended(*this); }

void task_group::ended(member &m) noexcept {
  const detail::task_ref task = std::move(m.task());
  members_.erase(m.place());
  if (members_.empty())
    all_ended_.set();
  note(*task);
}

/// The outcome of a member. As asyncio's TaskGroup._on_task_done.
void task_group::note(detail::task_state &task) noexcept {
  if (!task.has_exception())
    return;
  errors_.push_back(task.retrieve_exception());
  if (aborting_ || cancelled_parent_)
    return;
  abort();
  cancelled_parent_ = true;
  parent_->cancel();
}

void task_group::abort() noexcept {
  aborting_ = true;
  for (member &m : members_)
    if (m.task())
      m.task()->cancel();
}

std::string task_group::waits_for() const {
  return std::to_string(members_.size()) +
         (members_.size() == 1 ? " member" : " members") + " of its task group";
}

void task_group::visit_awaited(detail::task_visitor &visitor) const {
  for (const member &m : members_)
    if (m.task()) // one that starts eagerly may look at the group it joins
      visitor.visit(*m.task());
}

/// As asyncio's TaskGroup.__aexit__.
task<void> task_group::finish(std::exception_ptr error) {
  exiting_ = true;
  std::exception_ptr cancellation = detail::is_cancellation(error) ? error : nullptr;
  if (error && !aborting_)
    abort();
  while (!members_.empty()) {
    all_ended_.clear();
    try {
      co_await all_ended_.wait();
    } catch (const cancelled_error &) {
      // From outside, unless the group itself has asked for it.
      if (!aborting_) {
        cancellation = std::current_exception();
        abort();
      }
    }
  }
  // The group takes its own request back; if it was the only one, nobody has
  // asked for a cancellation.
  if (cancelled_parent_ && parent_->uncancel() == 0)
    cancellation = nullptr;
  if (cancellation && errors_.empty())
    std::rethrow_exception(cancellation);
  if (error && !detail::is_cancellation(error))
    errors_.push_back(error);
  if (errors_.empty())
    co_return;
  // The errors hide a cancellation from outside: it is delivered again at the
  // next suspension.
  if (parent_->cancelling() > 0) {
    parent_->uncancel();
    parent_->cancel();
  }
  throw exception_group("unhandled errors in a task group", std::move(errors_));
}

} // namespace corun
