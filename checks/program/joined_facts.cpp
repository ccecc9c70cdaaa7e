// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "joined_facts.h"

#include "llvm/ADT/Twine.h"

#include <utility>

namespace coro_tidy {

FunctionId JoinedFacts::function(StringId Key, const ProgramFacts &TU,
                                 unsigned Number, bool Insert) {
  if (!Key)
    return NoFunction;
  llvm::StringRef Text = TU.Strings[Key];
  // Local functions mean something within their TU only, and who has a strong
  // function means that.
  bool IsOwn = Number < Own.size() && Own[Number].contains(Key);
  StringId Id = Text.starts_with("#") || IsOwn
                    ? Strings.add((Text + "@" + llvm::Twine(Number)).str())
                    : Strings.add(Text);
  if (!Insert) {
    auto It = ByKey.find(Id);
    return It == ByKey.end() ? NoFunction : It->second;
  }
  auto [It, New] = ByKey.try_emplace(Id, Functions.size());
  if (New) {
    Functions.emplace_back();
    Functions.back().Key = Id;
  }
  return It->second;
}

Edge JoinedFacts::translate(const EdgeFacts &E, const ProgramFacts &TU,
                            unsigned Number, bool Insert) {
  Edge Out;
  Out.Facts = E;
  Out.Facts.File = text(E.File, TU);
  Out.Facts.Name = text(E.Name, TU);
  if (E.Leaf) {
    Out.Facts.Leaf->Name = text(E.Leaf->Name, TU);
    Out.Facts.Leaf->Category = text(E.Leaf->Category, TU);
  }
  Out.To = function(E.Callee, TU, Number, Insert);
  Out.RunBy = function(E.RunBy, TU, Number, Insert);
  return Out;
}

void JoinedFacts::add(const ProgramFacts &TU, unsigned Number) {
  Finished = false;
  if (Own.size() <= Number)
    Own.resize(Number + 1);
  for (const FunctionFacts &F : TU.Functions)
    if (F.IsStrong) {
      // Others know it by its name.
      FunctionId Name = function(F.Key, TU, Number);
      Own[Number].insert(F.Key);
      FunctionId Body = function(F.Key, TU, Number);
      Functions[Name].Bodies.push_back(Body);
      Functions[Body].Global = Name;
    }
  for (const FunctionFacts &F : TU.Functions) {
    FunctionId Id = function(F.Key, TU, Number);
    if (Functions[Id].HasBody &&
        Functions[Id].Edges.size() + Functions[Id].Runs.size() >=
            F.Edges.size() + F.Runs.size())
      continue; // the same function again, as inline ones come
    std::vector<Edge> Edges;
    Edges.reserve(F.Edges.size());
    for (const EdgeFacts &E : F.Edges)
      Edges.push_back(translate(E, TU, Number, /*Insert=*/true));
    std::vector<Run> Runs;
    for (const RunFact &R : F.Runs)
      Runs.push_back({R.Parameter, function(R.To, TU, Number), R.ToParameter});
    for (StringId Up : F.Overrides) {
      FunctionId Base = globalOf(function(Up, TU, Number));
      if (!llvm::is_contained(Functions[Base].Overriders, Id))
        Functions[Base].Overriders.push_back(Id);
    }
    Function &Mine = Functions[Id];
    Mine.Name = text(F.Name, TU);
    Mine.ModelName = text(F.ModelName, TU);
    Mine.HasBody = true;
    Mine.Edges = std::move(Edges);
    Mine.Runs = std::move(Runs);
  }
}

void JoinedFacts::finish() {
  if (std::exchange(Finished, true))
    return;
  for (Function &F : Functions)
    llvm::sort(F.Overriders, [&](FunctionId A, FunctionId B) {
      return Strings[Functions[A].Key] < Strings[Functions[B].Key];
    });
  // Parameters that are run: those that are called, then whoever hands its own
  // on to them.
  Running.clear();
  llvm::DenseMap<std::pair<FunctionId, uint32_t>,
                 llvm::SmallVector<std::pair<FunctionId, uint32_t>, 2>>
      HandedBy;
  llvm::SmallVector<std::pair<FunctionId, uint32_t>, 32> Work;
  for (FunctionId F = 0; F < Functions.size(); ++F)
    for (const Run &R : Functions[F].Runs)
      if (R.To != NoFunction)
        HandedBy[{R.To, R.ToParameter}].push_back({F, R.Parameter});
      else if (Running.insert({F, R.Parameter}).second)
        Work.push_back({F, R.Parameter});
  while (!Work.empty()) {
    auto [F, Parameter] = Work.pop_back_val();
    // What a body runs, its name does.
    if (Running.insert({globalOf(F), Parameter}).second)
      Work.push_back({globalOf(F), Parameter});
    auto It = HandedBy.find({F, Parameter});
    if (It == HandedBy.end())
      continue;
    for (auto By : It->second)
      if (Running.insert(By).second)
        Work.push_back(By);
  }
}

} // namespace coro_tidy
