// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of all translation units, joined, and what can be reached from
// them. Pure: the answers depend on the added facts alone, and not on the
// order of the calls of add() as long as its caller sorts them.

#ifndef CORO_TIDY_CHECKS_PROGRAM_PROGRAM_H
#define CORO_TIDY_CHECKS_PROGRAM_PROGRAM_H

#include "program_facts.h"

#include "../finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <memory>
#include <string>

namespace coro_tidy {

/// A step of a chain of calls, in terms of messages.
struct ChainStep {
  std::string Name; ///< what is called, as messages call it
  CallKind Kind = CallKind::Call;
  std::string File;
  uint32_t Line = 0, Column = 0;
  clang::SourceLocation Loc;
};

/// The way from a call to a leaf: the call itself first, the leaf last.
struct CallChain {
  std::vector<ChainStep> Steps;
  std::string Category;
  bool LeafIsMarked = false;
  bool InResultDestructor = false;
  Confidence Sure = Confidence::Certain;
  /// Tests of the asked function's own parameters that would make it harmless.
  std::vector<ParameterTest> Unless;
};

class JoinedFacts;
class Reach;

class Program {
public:
  Program();
  ~Program();
  /// Adds what one TU says; \p TU numbers it, for its local functions. Of
  /// several definitions of an inline function the one with the most calls
  /// counts, or else the one that came first; several strong ones stay apart.
  void add(const ProgramFacts &Facts, unsigned TU);

  /// The shortest chain from a call of TU to a leaf of one of these
  /// categories; of equally long ones a function's first. Nothing if none is
  /// known, or none of confidence \p Least. \p Facts is what the edge's strings
  /// refer to. Source: breadth-first search from the leaves along reversed
  /// calls.
  std::optional<CallChain> chain(const EdgeFacts &Edge,
                                 const ProgramFacts &Facts, unsigned TU,
                                 llvm::ArrayRef<std::string> Categories,
                                 Confidence Least = Confidence::Possible);

  /// All functions that others may call by name (FunctionFacts::ModelName) and
  /// that reach a leaf of one of the categories, by that name. \p IsMixed tells
  /// of names that have overloads which do not.
  std::vector<std::pair<std::string, CallChain>>
  publicFunctions(llvm::ArrayRef<std::string> Categories,
                  llvm::StringMap<bool> &IsMixed);

private:
  Reach &reach(llvm::ArrayRef<std::string> Categories);

  std::unique_ptr<JoinedFacts> All;
  std::map<std::vector<std::string>, std::unique_ptr<Reach>> Known;
};

} // namespace coro_tidy

#endif
