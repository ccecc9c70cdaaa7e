// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "program.h"

#include "../facts/stable_sort.h"

#include "llvm/ADT/STLExtras.h"

#include <utility>

namespace coro_tidy {

namespace {

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
  std::vector<Edge> Edges;
  std::vector<Run> Runs;
  /// Methods with bodies that override it; sorted by key when all are known.
  std::vector<FunctionId> Overriders;
};

} // namespace

class Program::Joined {
public:
  StringPool Strings;
  std::vector<Function> Functions;

  void add(const ProgramFacts &TU, unsigned Number);
  /// Without \p Insert, functions that are not known are none.
  Edge translate(const EdgeFacts &E, const ProgramFacts &TU, unsigned Number,
                 bool Insert);

  /// The functions with a body that a call may enter.
  llvm::SmallVector<FunctionId, 2> targets(const Edge &E) const {
    llvm::SmallVector<FunctionId, 2> Out;
    if (E.To == NoFunction)
      return Out;
    if (Functions[E.To].HasBody)
      Out.push_back(E.To);
    if (E.Facts.IsVirtual)
      llvm::append_range(Out, Functions[E.To].Overriders);
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
  llvm::DenseSet<std::pair<FunctionId, uint32_t>> Running;
  bool Finished = false;
};

FunctionId Program::Joined::function(StringId Key, const ProgramFacts &TU,
                                     unsigned Number, bool Insert) {
  if (!Key)
    return NoFunction;
  llvm::StringRef Text = TU.Strings[Key];
  // Local functions mean something within their TU only.
  StringId Id = Text.starts_with("#")
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

Edge Program::Joined::translate(const EdgeFacts &E, const ProgramFacts &TU,
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

void Program::Joined::add(const ProgramFacts &TU, unsigned Number) {
  Finished = false;
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
      FunctionId Base = function(Up, TU, Number);
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

void Program::Joined::finish() {
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
    auto It = HandedBy.find(Work.pop_back_val());
    if (It == HandedBy.end())
      continue;
    for (auto By : It->second)
      if (Running.insert(By).second)
        Work.push_back(By);
  }
}

/// What reaches a leaf of some categories, and how.
///
/// A helper that blocks on some of its paths is a hazard. What is called on
/// some path far below (a logger that opens its file once) rarely is, nor what
/// runs once (a static local), nor what is called before the program ends (the
/// stack trace of a failure). So there are two searches: along the calls that
/// are surely made, and along all; near the coroutine, conditional calls count
/// as sure ones.
class Program::Reach {
public:
  Reach(Joined &All, llvm::ArrayRef<std::string> Names);

  std::optional<CallChain> chain(const Edge &From, Confidence Least);
  std::optional<CallChain> chainIn(FunctionId F);

private:
  /// A way from a function to a leaf.
  struct Way {
    const Edge *First = nullptr;
    FunctionId Next = NoFunction; ///< what First enters; none for a leaf
    uint32_t Rest = 0;            ///< which of the ways of Next
    uint32_t Length = 0;          ///< edges
    /// Does not reach the leaf if one of these holds in the function.
    std::vector<ParameterTest> Unless;
  };
  using Ways = std::vector<Way>;
  enum Layer { Sure, Near, Nearer, Any, Layers };

  bool isLeaf(const Edge &E) const {
    return E.Facts.Leaf && Categories.contains(E.Facts.Leaf->Category);
  }
  bool isOpen(const Edge &E) const {
    return E.RunBy == NoFunction || All.runs(E.RunBy, E.Facts.RunByParameter);
  }
  bool mayCount(const Edge &E) const {
    return isOpen(E) && !E.Facts.IsOnce && (Ends || E.Facts.MayReturnAfter) &&
           allBlock(E);
  }
  bool allBlock(const Edge &E) const;
  void findReaching();
  template <class Filter> void search(Layer In, Filter &&Allowed);
  void deepen(FunctionId F, Layer In, Layer Below);
  Ways &ways(FunctionId F, Layer In);
  static bool add(Ways &To, Way New);
  static std::optional<std::vector<ParameterTest>>
  through(const std::vector<ParameterTest> &Unless, const EdgeFacts &E);
  const Way *best(const Edge &From, Layer In, FunctionId &Target,
                  std::vector<ParameterTest> *Unless);
  CallChain spell(const Edge *From, FunctionId Target, Layer In, uint32_t Index,
                  Confidence Sure) const;
  ChainStep step(const Edge &E, FunctionId Entered) const;
  void say(const LeafFacts &Leaf, CallChain &Out) const;

  Joined &All;
  llvm::DenseSet<StringId> Categories;
  /// The leaves end the process, so nothing returns from them.
  bool Ends = false;
  std::vector<bool> Reaches; ///< by any calls at all
  std::vector<Ways> Found[Layers];
  std::vector<bool> Known[Layers];
  bool SearchedAny = false;
};

Program::Reach::Reach(Joined &All, llvm::ArrayRef<std::string> Names)
    : All(All) {
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

/// A virtual call blocks for sure only if whatever it may enter does.
bool Program::Reach::allBlock(const Edge &E) const {
  return !E.Facts.IsVirtual ||
         llvm::all_of(All.targets(E), [&](FunctionId F) { return Reaches[F]; });
}

void Program::Reach::findReaching() {
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
Program::Reach::through(const std::vector<ParameterTest> &Unless,
                        const EdgeFacts &E) {
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
bool Program::Reach::add(Ways &To, Way New) {
  constexpr size_t Most = 8;
  if (To.size() >= Most)
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
template <class Filter>
void Program::Reach::search(Layer In, Filter &&Allowed) {
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
void Program::Reach::deepen(FunctionId F, Layer In, Layer Below) {
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

Program::Reach::Ways &Program::Reach::ways(FunctionId F, Layer In) {
  if (!Known[In][F]) {
    Known[In][F] = true;
    if (Reaches[F])
      deepen(F, In, In == Nearer ? Near : Sure);
  }
  return Found[In][F];
}

/// The shortest way on from a call; \p Unless gets what is left to test.
const Program::Reach::Way *
Program::Reach::best(const Edge &From, Layer In, FunctionId &Target,
                     std::vector<ParameterTest> *Unless) {
  const Way *Best = nullptr;
  for (FunctionId To : All.targets(From))
    for (const Way &W : ways(To, In)) {
      auto Left = through(W.Unless, From.Facts);
      if (Left && (!Best || W.Length < Best->Length)) {
        Best = &W;
        Target = To;
        if (Unless)
          *Unless = std::move(*Left);
      }
    }
  return Best;
}

ChainStep Program::Reach::step(const Edge &E, FunctionId Entered) const {
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

CallChain Program::Reach::spell(const Edge *From, FunctionId Target, Layer In,
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

void Program::Reach::say(const LeafFacts &Leaf, CallChain &Out) const {
  Out.Category = All.Strings[Leaf.Category].str();
  Out.LeafIsMarked = Leaf.IsMarked;
  Out.InResultDestructor = Leaf.InResultDestructor;
}

std::optional<CallChain> Program::Reach::chain(const Edge &From,
                                               Confidence Least) {
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
    if (const Way *W = best(From, In, Target, nullptr)) {
      bool IsSure = In != Any && allBlock(From);
      return spell(&From, Target, In, W - Found[In][Target].data(),
                   IsSure ? Confidence::Likely : Confidence::Possible);
    }
  }
  return std::nullopt;
}

std::optional<CallChain> Program::Reach::chainIn(FunctionId F) {
  const Ways &Found = ways(F, Nearer);
  if (Found.empty())
    return std::nullopt;
  CallChain Out = spell(nullptr, F, Nearer, 0, Confidence::Likely);
  Out.Unless = Found.front().Unless;
  return Out;
}

Program::Program() : All(std::make_unique<Joined>()) {}
Program::~Program() = default;

void Program::add(const ProgramFacts &Facts, unsigned TU) {
  Known.clear();
  All->add(Facts, TU);
}

Program::Reach &Program::reach(llvm::ArrayRef<std::string> Categories) {
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
Program::publicFunctions(llvm::ArrayRef<std::string> Categories) {
  std::vector<std::pair<std::string, CallChain>> Out;
  Reach &Found = reach(Categories);
  for (FunctionId F = 0; F < All->Functions.size(); ++F)
    if (const Function &Each = All->Functions[F]; Each.ModelName)
      if (auto Chain = Found.chainIn(F))
        Out.push_back({All->Strings[Each.ModelName].str(), std::move(*Chain)});
  stableSort(Out, llvm::less_first());
  return Out;
}

size_t Program::functionCount() const { return All->Functions.size(); }

} // namespace coro_tidy
