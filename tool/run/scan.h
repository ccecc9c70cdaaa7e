// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Looks at a translation unit's tokens, as they are after preprocessing, and
// says whether it has to be parsed. That costs about a twentieth of the parse.
//
// A unit can matter in two ways. It can have findings: not without a coroutine
// type, and the name of one (of its protocol, or of a library that the models
// know) is then among the tokens, from whatever macro or header it came. Or it
// defines a function that a coroutine elsewhere calls: then the name stands
// where definitions stand. Source of the second rule: [basic.scope], a
// function is defined at namespace or class scope, by a declaration that its
// body ends.

#ifndef CORO_TIDY_TOOL_RUN_SCAN_H
#define CORO_TIDY_TOOL_RUN_SCAN_H

#include "checks/models/model.h"

#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <vector>

namespace coro_tidy {

/// Names as a scan and who asks for them know them.
uint32_t nameHash(llvm::StringRef Name);

struct ScanResult {
  bool NeedsParse = false;
  /// Of what it may define: functions, classes and their bases. Sorted.
  std::vector<uint32_t> Defined;

  bool mayDefine(llvm::StringRef Name) const;
};

/// The names that, if they are among the tokens, make a unit worth parsing.
class ScanPatterns {
public:
  explicit ScanPatterns(const ModelSet &Models);
  /// Each is a set of names that have to occur together.
  llvm::ArrayRef<std::vector<std::string>> all() const { return Patterns; }

private:
  std::vector<std::vector<std::string>> Patterns;
};

/// An action that scans and does not parse. \p Out gets what all units that it
/// is run on have; \p Reached is set when one was scanned to its end.
std::unique_ptr<clang::FrontendAction>
makeScanAction(const ScanPatterns &Patterns, ScanResult &Out, bool &Reached);

} // namespace coro_tidy

#endif
