// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "reach.h"

#include "../facts/stable_sort.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

namespace coro_tidy {

Reach::Reach(JoinedFacts &All, llvm::ArrayRef<std::string> Names) : All(All) {
  for (const std::string &Name : Names) {
    Categories.insert(All.Strings.add(Name));
    Ends |= Name == "exit";
  }
  for (int L = 0; L < Layers; ++L) {
    Found[L].resize(All.Functions.size());
    Known[L].resize(All.Functions.size());
  }
  findReaching();
  if (llvm::is_contained(Reaches, true))
    search(Sure,
           [&](const Edge &E) { return mayCount(E) && E.Facts.IsUnavoidable; });
  else
    Known[Sure].assign(All.Functions.size(), true);
}

/// A call that may enter several functions, overriders or those of several
/// programs, blocks for sure only if all of them do.
bool Reach::allBlock(const Edge &E) const {
  return llvm::all_of(All.targets(E), [&](FunctionId F) { return Reaches[F]; });
}

void Reach::findReaching() {
  const std::vector<Function> &Functions = All.Functions;
  Reaches.assign(Functions.size(), false);
  llvm::SmallVector<FunctionId, 64> Work;
  for (FunctionId F = 0; F < Functions.size(); ++F)
    if (llvm::any_of(Functions[F].Edges,
                     [&](const Edge &E) { return isLeaf(E) && isOpen(E); })) {
      Reaches[F] = true;
      Work.push_back(F);
    }
  if (Work.empty())
    return;
  std::vector<llvm::SmallVector<FunctionId, 2>> Callers(Functions.size());
  for (FunctionId F = 0; F < Functions.size(); ++F)
    for (const Edge &E : Functions[F].Edges)
      if (isOpen(E))
        for (FunctionId To : All.targets(E))
          Callers[To].push_back(F);
  while (!Work.empty())
    for (FunctionId Caller : Callers[Work.pop_back_val()])
      if (!Reaches[Caller]) {
        Reaches[Caller] = true;
        Work.push_back(Caller);
      }
}

/// What the tests of a callee's parameters become in its caller; nothing if
/// one of them holds, so that the callee is harmless there.
std::optional<std::vector<ParameterTest>>
Reach::through(const std::vector<ParameterTest> &Unless, const EdgeFacts &E) {
  std::vector<ParameterTest> Out;
  for (ParameterTest Test : Unless) {
    auto Argument = llvm::find_if(E.Arguments, [&](const ArgumentFact &A) {
      return A.Index == Test.Parameter;
    });
    if (Argument == E.Arguments.end() || E.Kind != CallKind::Call)
      continue; // not known to be harmless
    if (Argument->Parameter) {
      Test.Parameter = *Argument->Parameter;
      if (!llvm::is_contained(Out, Test))
        Out.push_back(Test);
      continue;
    }
    switch (Test.Test) {
    case ParameterTest::Kind::IsZero:
      if (Argument->IsZero)
        return std::nullopt;
      break;
    case ParameterTest::Kind::HasBits:
      if (Argument->Value && (*Argument->Value & Test.Value))
        return std::nullopt;
      break;
    case ParameterTest::Kind::Equals:
      if (Argument->Value == Test.Value)
        return std::nullopt;
      break;
    case ParameterTest::Kind::IsReady:
      if (Argument->IsReady)
        return std::nullopt;
      break;
    }
  }
  return Out;
}

/// Unless a way that is there leads on wherever the new one does.
bool Reach::add(Ways &To, Way New) {
  constexpr size_t Most = 8;
  // What needs no test must not be lost to what does.
  if (To.size() >= Most && !New.Unless.empty())
    return false;
  for (const Way &Old : To)
    if (llvm::all_of(Old.Unless, [&](const ParameterTest &T) {
          return llvm::is_contained(New.Unless, T);
        }))
      return false;
  To.push_back(std::move(New));
  return true;
}

/// Level by level from the leaves, so that what is found first is shortest.
template <class Filter> void Reach::search(Layer In, Filter &&Allowed) {
  const std::vector<Function> &Functions = All.Functions;
  Known[In].assign(Functions.size(), true);
  struct Call {
    FunctionId From;
    uint32_t Index;
  };
  std::vector<llvm::SmallVector<Call, 2>> Callers(Functions.size());
  struct Candidate {
    FunctionId F;
    uint32_t Index;  ///< of the edge
    uint32_t Choice; ///< among what the edge may enter
    Way Found;
  };
  std::vector<Candidate> Level;
  for (FunctionId F = 0; F < Functions.size(); ++F)
    for (uint32_t I = 0; Reaches[F] && I < Functions[F].Edges.size(); ++I) {
      const Edge &E = Functions[F].Edges[I];
      if (!Allowed(E))
        continue;
      if (isLeaf(E))
        Level.push_back(
            {F, I, 0, {&E, NoFunction, 0, 1, E.Facts.Leaf->Unless}});
      for (FunctionId To : All.targets(E))
        if (Reaches[To])
          Callers[To].push_back({F, I});
    }
  for (uint32_t Length = 1; !Level.empty(); ++Length) {
    llvm::sort(Level, [&](const Candidate &A, const Candidate &B) {
      auto Rank = [](const Candidate &C) {
        // Rather a call that is made whenever the function is.
        return std::make_tuple(C.F, !C.Found.First->Facts.IsUnavoidable,
                               C.Index, C.Choice, C.Found.Rest);
      };
      return Rank(A) < Rank(B);
    });
    std::vector<Candidate> Next;
    for (Candidate &C : Level) {
      FunctionId F = C.F;
      if (!add(Found[In][F], std::move(C.Found)))
        continue;
      uint32_t Rest = Found[In][F].size() - 1;
      for (const Call &By : Callers[F]) {
        // Nothing is better than what needs no test and is not longer.
        if (const Ways &There = Found[In][By.From];
            !There.empty() && There.front().Unless.empty())
          continue;
        const Edge &E = Functions[By.From].Edges[By.Index];
        auto Unless = through(Found[In][F][Rest].Unless, E.Facts);
        if (!Unless)
          continue;
        auto Targets = All.targets(E);
        uint32_t Choice = llvm::find(Targets, F) - Targets.begin();
        Next.push_back({By.From,
                        By.Index,
                        Choice,
                        {&E, F, Rest, Length + 1, std::move(*Unless)}});
      }
    }
    Level = std::move(Next);
  }
}

/// The ways that begin with a call that is made on some path only.
void Reach::deepen(FunctionId F, Layer In, Layer Below) {
  std::vector<Way> Candidates;
  for (const Edge &E : All.Functions[F].Edges) {
    if (!mayCount(E))
      continue;
    if (isLeaf(E))
      Candidates.push_back({&E, NoFunction, 0, 1, E.Facts.Leaf->Unless});
    for (FunctionId To : All.targets(E)) {
      const Ways &Next = ways(To, Below);
      for (uint32_t I = 0; I < Next.size(); ++I)
        if (auto Unless = through(Next[I].Unless, E.Facts))
          Candidates.push_back(
              {&E, To, I, Next[I].Length + 1, std::move(*Unless)});
    }
  }
  stableSort(Candidates, [](const Way &A, const Way &B) {
    return std::make_pair(A.Length, !A.First->Facts.IsUnavoidable) <
           std::make_pair(B.Length, !B.First->Facts.IsUnavoidable);
  });
  for (Way &W : Candidates)
    add(Found[In][F], std::move(W));
}

Reach::Ways &Reach::ways(FunctionId F, Layer In) {
  if (!Known[In][F]) {
    Known[In][F] = true;
    if (Reaches[F])
      deepen(F, In, In == Nearer ? Near : Sure);
  }
  return Found[In][F];
}

/// The shortest way on from a call.
const Reach::Way *Reach::best(const Edge &From, Layer In, FunctionId &Target) {
  const Way *Best = nullptr;
  for (FunctionId To : All.targets(From))
    for (const Way &W : ways(To, In))
      if ((!Best || W.Length < Best->Length) && through(W.Unless, From.Facts)) {
        Best = &W;
        Target = To;
      }
  return Best;
}

ChainStep Reach::step(const Edge &E, FunctionId Entered) const {
  ChainStep Out;
  StringId Name = E.Facts.Leaf            ? E.Facts.Leaf->Name
                  : Entered == NoFunction ? E.Facts.Name
                                          : All.Functions[Entered].Name;
  Out.Name = All.Strings[Name].str();
  Out.Kind = E.Facts.Kind;
  Out.File = All.Strings[E.Facts.File].str();
  Out.Line = E.Facts.Line;
  Out.Column = E.Facts.Column;
  Out.Loc = E.Facts.Loc;
  return Out;
}

CallChain Reach::spell(const Edge *From, FunctionId Target, Layer In,
                       uint32_t Index, Confidence Sure) const {
  CallChain Out;
  Out.Sure = Sure;
  if (From)
    Out.Steps.push_back(step(*From, Target));
  const LeafFacts *Leaf = nullptr;
  for (FunctionId F = Target; F != NoFunction;) {
    const Way &W = Found[In][F][Index];
    Out.Steps.push_back(step(*W.First, W.Next));
    if (W.Next == NoFunction)
      Leaf = &*W.First->Facts.Leaf;
    F = W.Next;
    Index = W.Rest;
    if (In == Nearer || In == Near)
      In = In == Nearer ? Near : Layer::Sure;
  }
  say(*Leaf, Out);
  return Out;
}

void Reach::say(const LeafFacts &Leaf, CallChain &Out) const {
  Out.Category = All.Strings[Leaf.Category].str();
  Out.LeafIsMarked = Leaf.IsMarked;
  Out.InResultDestructor = Leaf.InResultDestructor;
}

std::optional<CallChain> Reach::chain(const Edge &From, Confidence Least) {
  if (!isOpen(From))
    return std::nullopt;
  FunctionId Target = NoFunction;
  if (From.Facts.Leaf) {
    CallChain Out;
    Out.Steps.push_back(step(From, NoFunction));
    say(*From.Facts.Leaf, Out);
    return Out;
  }
  for (Layer In : {Nearer, Any}) {
    if (In == Any && Least > Confidence::Possible)
      break;
    if (In == Any && !SearchedAny) {
      SearchedAny = true;
      search(Any, [&](const Edge &E) { return isOpen(E); });
    }
    if (const Way *W = best(From, In, Target)) {
      bool IsSure = In != Any && allBlock(From);
      return spell(&From, Target, In, W - Found[In][Target].data(),
                   IsSure ? Confidence::Likely : Confidence::Possible);
    }
  }
  return std::nullopt;
}

std::optional<CallChain> Reach::chainIn(FunctionId F) {
  const Ways &Found = ways(F, Nearer);
  if (Found.empty())
    return std::nullopt;
  CallChain Out = spell(nullptr, F, Nearer, 0, Confidence::Likely);
  Out.Unless = Found.front().Unless;
  return Out;
}

} // namespace coro_tidy
