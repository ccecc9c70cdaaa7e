// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "task_tree.hpp"

#include "location.hpp"

#include <corun/detail/waiter.hpp>

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <unordered_map>
#include <vector>

namespace corun::detail {

namespace {

// Deeper branches begin anew at the left, and long chains are cut in the
// middle, so that the text stays linear in the number of tasks and can be read.
constexpr std::size_t deepest_branch = 32;
constexpr std::size_t longest_chain = 64;

std::string spell_name(const task_state &task) {
  return "task '" + task.name() + '\'';
}

std::string spell_state(const task_state &task, const task_state *running) {
  const waiter *const at = task.waiting_at();
  std::string state;
  if (&task == running)
    state = "is running";
  else if (!task.started())
    state = "has not started";
  else if (at == nullptr) // or it has started another one eagerly
    state = "waits outside of corun";
  else if (at->waiting())
    state = "waits for " + at->waits_for();
  else
    state = "is about to go on";
  return task.cancelling() > 0 ? state + ", cancelling" : state;
}

std::string spell_coroutine(const task_state &frame) {
  return function_name(frame.where()) + " at " + spell(frame.where());
}

/// The coroutines of a task, from the one that create_task() was given to the
/// one that waits.
std::vector<std::string> spell_chain(const task_state &task) {
  std::vector<const task_state *> chain; // from the leaf
  const waiter *const at = task.waiting_at();
  for (const task_state *frame = at != nullptr ? at->frame() : nullptr;
       frame != nullptr; frame = frame->parent())
    chain.push_back(frame);
  if (chain.empty() || chain.back() != &task) {
    if (at != nullptr)
      chain.push_back(nullptr);
    chain.push_back(&task);
  }
  std::vector<std::string> lines;
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (chain.size() > longest_chain &&
        i == chain.size() - longest_chain / 2 - 1) {
      lines.push_back('(' + std::to_string(chain.size() - longest_chain) +
                      " more)");
      i = longest_chain / 2 - 1;
    }
    lines.push_back(chain[i] != nullptr ? spell_coroutine(*chain[i])
                                        : "(coroutines of another library)");
  }
  return lines;
}

class task_tree final : private task_visitor {
public:
  explicit task_tree(const loop_core &loop) : running_(loop.current_task) {
    for (const task_state *task = loop.pending().first(); task != nullptr;
         task = task_list::next(*task)) {
      index_.emplace(task, nodes_.size());
      nodes_.push_back({.task = task});
    }
    for (node &each : nodes_) {
      visited_ = &each;
      if (const waiter *const at = each.task->waiting_at();
          at != nullptr && at->waiting())
        at->visit_awaited(*this);
    }
  }

  [[nodiscard]] std::string text() {
    out_ = "event loop: " + std::to_string(nodes_.size()) +
           (nodes_.size() == 1 ? " task\n" : " tasks\n");
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (!nodes_[i].is_awaited)
        add_tree(i);
    // Circles, and what was too deep.
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (!nodes_[i].is_told)
        add_tree(i);
    return std::move(out_);
  }

private:
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  struct node {
    const task_state *task;
    std::vector<std::size_t> awaits{};
    std::size_t told_under = nobody;
    bool is_awaited = false;
    bool is_told = false;
  };
  struct branch {
    std::size_t node;
    std::size_t parent;
    std::size_t depth;
    std::string indent; // of the parent
    bool is_last;
  };

  void visit(const task_state &task) override {
    const auto at = index_.find(&task);
    if (at == index_.end()) // done
      return;
    visited_->awaits.push_back(at->second);
    nodes_[at->second].is_awaited = true;
  }

  /// Without recursion: the tree may be as deep as there are tasks.
  void add_tree(std::size_t root) {
    std::vector<branch> left{{root, nobody, 0, {}, true}};
    while (!left.empty()) {
      const branch next = std::move(left.back());
      left.pop_back();
      add_branch(next, left);
    }
  }

  void add_branch(const branch &at, std::vector<branch> &left) {
    node &told = nodes_[at.node];
    const bool is_root = at.parent == nobody;
    out_ += at.indent;
    if (!is_root)
      out_ += at.is_last ? "└── " : "├── ";
    out_ += spell_name(*told.task);
    if (told.is_told || at.depth > deepest_branch) {
      out_ += !told.is_told ? ": see below\n"
              : is_above(at.node, at.parent)
                  ? ": see above (the wait is a circle)\n"
                  : ": see above\n";
      return;
    }
    told.is_told = true;
    told.told_under = at.parent;
    out_ += ": " + spell_state(*told.task, running_) + " (created at " +
            spell(told.task->origin()) + ")\n";
    const std::string indent =
        is_root ? "" : at.indent + (at.is_last ? "    " : "│   ");
    const char *const bar = told.awaits.empty() ? "    " : "│   ";
    for (const std::string &line : spell_chain(*told.task))
      out_.append(indent).append(bar).append(line).append("\n");
    bool is_last = true;
    for (const std::size_t child : std::views::reverse(told.awaits)) {
      left.push_back({child, at.node, at.depth + 1, indent, is_last});
      is_last = false;
    }
  }

  [[nodiscard]] bool is_above(std::size_t which, std::size_t from) const {
    while (from != nobody && from != which)
      from = nodes_[from].told_under;
    return from == which;
  }

  const task_state *running_;
  std::vector<node> nodes_;
  std::unordered_map<const task_state *, std::size_t> index_;
  node *visited_ = nullptr;
  std::string out_;
};

} // namespace

std::string spell_tasks(const loop_core &loop) {
  return task_tree(loop).text();
}

} // namespace corun::detail
