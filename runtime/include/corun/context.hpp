// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/errors.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace corun {

/// The values of context variables: asyncio's contextvars.Context.
///
/// A task begins with a copy of the context of whoever creates it, and keeps its
/// own: what a task sets is seen by the coroutines it awaits and by the tasks it
/// creates later, not by its creator. Callbacks run in the context of whoever
/// scheduled them, calls of to_thread in a copy of their caller's.
///
/// A copy costs O(1) and shares; looking up and setting a variable is
/// O(variables that are set). Copies may be used in any thread, one context by
/// one thread at a time.
class context {
public:
  /// No variable is set.
  context() = default;

  /// Calls `f` in this context, outside of any task's: what it sets is kept here.
  template <class F> decltype(auto) run(F &&f) {
    const scope entered(this);
    return std::forward<F>(f)();
  }

  /// For the library: the context of the running task, callback, or thread.
  [[nodiscard]] static context &current() noexcept;
  /// For the library.
  [[nodiscard]] const std::shared_ptr<const void> *
  find(const void *variable) const noexcept;
  /// For the library: null unsets. Returns what was there.
  std::shared_ptr<const void> set(const void *variable,
                                  std::shared_ptr<const void> value);
  /// For the library: makes a context the current one of this thread; null:
  /// that of the running task.
  class scope {
  public:
    explicit scope(context *entered) noexcept;
    ~scope();
    scope(const scope &) = delete;
    scope &operator=(const scope &) = delete;

  private:
    context *outer_;
  };

private:
  struct binding;
  std::shared_ptr<const binding> first_; // each variable at most once
};

/// A copy of the current context.
[[nodiscard]] inline context copy_context() { return context::current(); }

/// A variable that each task has for itself: a request's identity for the log, a
/// user, a deadline.
///
///     corun::context_var<std::string> request_id("request_id", "-");
///     corun::task<void> handle(std::string id) {
///       request_id.set(id);                     // for this task and below
///       co_await serve();                       // sees it: request_id.get()
///     }
///
/// Give it static storage: contexts refer to it by its address. T is copied out.
/// Any thread.
template <class T> class context_var {
public:
  /// What set() returns, for reset().
  class token {
  public:
    token(token &&) noexcept = default;
    token &operator=(token &&) noexcept = default;

  private:
    friend class context_var;
    token(const context_var &of, std::shared_ptr<const void> before) noexcept
        : of_(&of), before_(std::move(before)) {}
    const context_var *of_;
    std::shared_ptr<const void> before_;
    bool used_ = false;
  };

  /// Without a default, get() throws where nothing was set.
  explicit context_var(std::string name,
                       std::optional<T> value_if_unset = std::nullopt)
      : name_(std::move(name)), default_(std::move(value_if_unset)) {}
  context_var(const context_var &) = delete;
  context_var &operator=(const context_var &) = delete;

  [[nodiscard]] const std::string &name() const noexcept { return name_; }

  /// The value in the current context, else the default. Throws loop_error if
  /// there is none.
  [[nodiscard]] T get() const {
    if (const T *const value = find())
      return *value;
    if (default_)
      return *default_;
    throw loop_error("context variable '" + name_ +
                     "' is not set here, and has no default");
  }
  /// The value in the current context, else `value_if_unset`.
  [[nodiscard]] T get(T value_if_unset) const {
    const T *const value = find();
    return value != nullptr ? *value : std::move(value_if_unset);
  }
  /// Sets the variable in the current context.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  token set(T value) {
    return token(*this, context::current().set(
                            this, std::make_shared<const T>(std::move(value))));
  }
  /// The value is again what it was before the set() that gave the token.
  /// Throws loop_error if the token was used, or is another variable's.
  void reset(token &&before) {
    if (before.of_ != this || before.used_)
      throw loop_error("context variable '" + name_ + "' cannot be reset: " +
                       (before.used_ ? "this token was used already"
                                     : "this token is another variable's"));
    before.used_ = true;
    context::current().set(this, std::move(before.before_));
  }

private:
  [[nodiscard]] const T *find() const noexcept {
    const std::shared_ptr<const void> *const value =
        context::current().find(this);
    return value != nullptr ? static_cast<const T *>(value->get()) : nullptr;
  }

  std::string name_;
  std::optional<T> default_;
};

} // namespace corun
