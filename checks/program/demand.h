// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions the open findings lead to, so that a host need not analyse
// translation units that define none of them.

#ifndef CORO_TIDY_CHECKS_PROGRAM_DEMAND_H
#define CORO_TIDY_CHECKS_PROGRAM_DEMAND_H

#include "report.h"

#include "llvm/ADT/StringSet.h"

namespace coro_tidy {

/// Grows as reports come; what was demanded once stays so.
class Demand {
public:
  void add(const TUReport &Report);
  /// The last names of all functions that the open findings lead to, known or
  /// not: `read` of `net::stream::read`, the class of a destructor, "operator"
  /// of all operators. "" stands for any name.
  llvm::StringSet<> names() const;

private:
  struct Node {
    std::string Name;
    /// What its body enters, or what overrides it.
    std::vector<std::string> Next;
  };
  std::string key(StringId Key, const TUReport &Report) const;
  void addEdge(std::vector<std::string> &Next, const EdgeFacts &E,
               const TUReport &Report);

  llvm::StringMap<Node> Nodes;
  std::vector<std::string> Roots;
  unsigned Count = 0; ///< of reports
};

} // namespace coro_tidy

#endif
