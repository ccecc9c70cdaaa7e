// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The contract of a check. A check declares itself once, in a CheckInfo; the
// registry, --list-checks, --explain and the hosts are made from it. It is
// handed one function at a time and never walks the TU itself.

#ifndef CORO_TIDY_CHECKS_CHECK_H
#define CORO_TIDY_CHECKS_CHECK_H

#include "finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace coro_tidy {

class FunctionView;
class TUFacts;
struct CallChain;

/// What is said of a chain of calls: the message, and a note for each step
/// after the first.
struct ChainText {
  std::string Message;
  std::vector<std::string> Notes;
};

/// One option of a check; set as `<check>.<Name>` in CheckOptions.
struct OptionInfo {
  llvm::StringLiteral Name;
  llvm::StringLiteral Default;
  llvm::StringLiteral Help;
};

/// The options of one check as given by the user, with its defaults.
class CheckOptions {
public:
  using Map = llvm::StringMap<std::string>;
  CheckOptions(llvm::StringRef Check, llvm::ArrayRef<OptionInfo> Known,
               const Map &Given)
      : Check(Check), Known(Known), Given(Given) {}

  /// The given value, or the declared default.
  llvm::StringRef get(llvm::StringRef Name) const;
  /// The value as a boolean; `true`, `1` and `yes` are true.
  bool getBool(llvm::StringRef Name) const;

private:
  llvm::StringRef Check;
  llvm::ArrayRef<OptionInfo> Known;
  const Map &Given;
};

using Reporter = std::function<void(Finding)>;

class Check {
public:
  virtual ~Check() = default;
  /// Looks at one function definition. Called once a view, in source order.
  virtual void check(FunctionView &View, TUFacts &Facts,
                     const Reporter &Report) = 0;
};

struct CheckInfo {
  llvm::StringLiteral Name;
  llvm::StringLiteral Group;
  llvm::StringLiteral Summary;
  bool OnByDefault;
  llvm::ArrayRef<OptionInfo> Options;
  std::unique_ptr<Check> (*Create)(const CheckOptions &);
  /// Checks the option values; the text of an error names the option.
  llvm::Error (*Verify)(const CheckOptions &);
  /// For findings that were left open: what to say of the chain.
  ChainText (*Describe)(const CallChain &) = nullptr;
  /// The categories of leaves that the check asks for.
  std::vector<std::string> (*Leaves)(const CheckOptions &) = nullptr;
};

/// For CheckInfo::Create.
template <class T> std::unique_ptr<Check> makeCheck(const CheckOptions &O) {
  if constexpr (std::is_constructible_v<T, const CheckOptions &>)
    return std::make_unique<T>(O);
  else
    return std::make_unique<T>();
}
/// For CheckInfo::Verify, where every value will do.
llvm::Error anyOptions(const CheckOptions &);

/// All checks, in order of name.
llvm::ArrayRef<const CheckInfo *> allChecks();
/// The check of that name, or null.
const CheckInfo *findCheck(llvm::StringRef Name);
/// The text of docs/checks/<Name>.md, as embedded at build time.
llvm::StringRef checkDocumentation(llvm::StringRef Name);

} // namespace coro_tidy

#endif
