// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/context.hpp>

#include <corun/detail/loop_core.hpp>
#include <corun/detail/task_state.hpp>

#include <vector>

namespace corun {

/// Never changed once it is shared.
struct context::binding {
  const void *variable;
  std::shared_ptr<const void> value;
  std::shared_ptr<const binding> next;
};

namespace {
/// Entered by hand or for a callback; null: the running task's.
constinit thread_local context *entered = nullptr;
} // namespace

context &context::current() noexcept {
  if (entered != nullptr)
    return *entered;
  if (detail::loop_core *const loop = detail::loop_core::current();
      loop != nullptr && loop->current_task != nullptr)
    return loop->current_task->context();
  static thread_local context of_thread;
  return of_thread;
}

const std::shared_ptr<const void> *
context::find(const void *variable) const noexcept {
  for (const binding *at = first_.get(); at != nullptr; at = at->next.get())
    if (at->variable == variable)
      return &at->value;
  return nullptr;
}

std::shared_ptr<const void> context::set(const void *variable,
                                         std::shared_ptr<const void> value) {
  // What stands before the old binding is copied, the rest is shared.
  std::vector<const binding *> before;
  const binding *at = first_.get();
  for (; at != nullptr && at->variable != variable; at = at->next.get())
    before.push_back(at);
  std::shared_ptr<const void> old = at != nullptr ? at->value : nullptr;
  std::shared_ptr<const binding> list = first_;
  if (at != nullptr) {
    list = at->next;
    for (auto each = before.rbegin(); each != before.rend(); ++each)
      list = std::make_shared<const binding>(
          binding{(*each)->variable, (*each)->value, std::move(list)});
  }
  if (value)
    list = std::make_shared<const binding>(
        binding{variable, std::move(value), std::move(list)});
  first_ = std::move(list);
  return old;
}

context::scope::scope(context *of) noexcept
    : outer_(std::exchange(entered, of)) {}
context::scope::~scope() { entered = outer_; }

} // namespace corun
