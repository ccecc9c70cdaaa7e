// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What all translation units say about functions, under one numbering.

#ifndef CORO_TIDY_CHECKS_PROGRAM_JOINED_FACTS_H
#define CORO_TIDY_CHECKS_PROGRAM_JOINED_FACTS_H

#include "program_facts.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace coro_tidy {

using FunctionId = uint32_t;
constexpr FunctionId NoFunction = ~0u;

/// Like EdgeFacts, with functions instead of their keys, and strings of the
/// joined pool.
struct Edge {
  EdgeFacts Facts;
  FunctionId To = NoFunction;
  FunctionId RunBy = NoFunction;
};

struct Run {
  uint32_t Parameter;
  FunctionId To; ///< NoFunction: calls it itself
  uint32_t ToParameter;
};

struct Function {
  StringId Key = 0, Name = 0, ModelName = 0;
  bool HasBody = false;
  /// Of a name without a body of its own: what it may mean, one for each TU
  /// that has a strong body; in order of TU.
  std::vector<FunctionId> Bodies;
  /// Of a strong body: the name that others know it by.
  FunctionId Global = NoFunction;
  std::vector<Edge> Edges;
  std::vector<Run> Runs;
  /// Methods with bodies that override it; sorted by key when all are known.
  std::vector<FunctionId> Overriders;
};

/// The functions of all TUs, by number.
class JoinedFacts {
public:
  StringPool Strings;
  std::vector<Function> Functions;

  void add(const ProgramFacts &TU, unsigned Number);
  /// Without \p Insert, functions that are not known are none.
  Edge translate(const EdgeFacts &E, const ProgramFacts &TU, unsigned Number,
                 bool Insert);

  FunctionId globalOf(FunctionId F) const {
    return Functions[F].Global == NoFunction ? F : Functions[F].Global;
  }

  /// The functions with a body that a call may enter.
  llvm::SmallVector<FunctionId, 2> targets(const Edge &E) const {
    llvm::SmallVector<FunctionId, 2> Out;
    if (E.To == NoFunction)
      return Out;
    auto Add = [&](FunctionId F) {
      if (Functions[F].HasBody)
        Out.push_back(F);
      llvm::append_range(Out, Functions[F].Bodies);
    };
    Add(E.To);
    if (E.Facts.IsVirtual)
      for (FunctionId F : Functions[globalOf(E.To)].Overriders)
        Add(F);
    return Out;
  }

  /// After the last add: overriders in an order that no input order changes.
  void finish();
  /// Does the function call that parameter, as far as is known?
  bool runs(FunctionId F, uint32_t Parameter) const {
    return Running.contains({F, Parameter});
  }

private:
  StringId text(StringId Id, const ProgramFacts &TU) {
    return Strings.add(TU.Strings[Id]);
  }
  FunctionId function(StringId Key, const ProgramFacts &TU, unsigned Number,
                      bool Insert = true);

  llvm::DenseMap<StringId, FunctionId> ByKey;
  /// The strong functions of each TU.
  std::vector<llvm::DenseSet<StringId>> Own;
  llvm::DenseSet<std::pair<FunctionId, uint32_t>> Running;
  bool Finished = false;
};

} // namespace coro_tidy

#endif
