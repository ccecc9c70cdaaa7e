// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "program.h"

#include "joined_facts.h"
#include "reach.h"

#include "../facts/stable_sort.h"

namespace coro_tidy {

Program::Program() : All(std::make_unique<JoinedFacts>()) {}
Program::~Program() = default;

void Program::add(const ProgramFacts &Facts, unsigned TU) {
  Known.clear();
  All->add(Facts, TU);
}

Reach &Program::reach(llvm::ArrayRef<std::string> Categories) {
  std::unique_ptr<Reach> &Slot = Known[Categories.vec()];
  if (!Slot) {
    All->finish();
    Slot = std::make_unique<Reach>(*All, Categories);
  }
  return *Slot;
}

std::optional<CallChain> Program::chain(const EdgeFacts &E,
                                        const ProgramFacts &Facts, unsigned TU,
                                        llvm::ArrayRef<std::string> Categories,
                                        Confidence Least) {
  Edge From = All->translate(E, Facts, TU, /*Insert=*/false);
  // Of some functions, nobody told anything.
  if ((From.To == NoFunction && !E.Leaf) ||
      (E.RunBy && From.RunBy == NoFunction))
    return std::nullopt;
  return reach(Categories).chain(From, Least);
}

std::vector<std::pair<std::string, CallChain>>
Program::publicFunctions(llvm::ArrayRef<std::string> Categories,
                         llvm::StringMap<bool> &IsMixed) {
  std::vector<std::pair<std::string, CallChain>> Out;
  Reach &Found = reach(Categories);
  for (FunctionId F = 0; F < All->Functions.size(); ++F) {
    const Function &Each = All->Functions[F];
    if (!Each.ModelName)
      continue;
    std::string Name = All->Strings[Each.ModelName].str();
    if (auto Chain = Found.chainIn(F))
      Out.push_back({std::move(Name), std::move(*Chain)});
    else
      IsMixed[Name] = true;
  }
  stableSort(Out, llvm::less_first());
  return Out;
}

} // namespace coro_tidy
