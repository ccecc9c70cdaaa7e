// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-blocking-call: a call that can block the thread, made where a coroutine
// runs on an event loop.

#include "../check.h"
#include "../facts/blocking.h"
#include "../facts/function_view.h"
#include "../facts/loop_context.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

llvm::Expected<llvm::StringSet<>> parseCategories(llvm::StringRef Text) {
  llvm::StringSet<> Out;
  for (const BlockingCategory &C : blockingCategories())
    if (C.OnByDefault)
      Out.insert(C.Name);
  llvm::SmallVector<llvm::StringRef, 8> Items;
  Text.split(Items, ',', -1, /*KeepEmpty=*/false);
  // A list that starts with a plain name says all; `+x` and `-x` change the
  // default.
  bool First = true;
  for (llvm::StringRef Item : Items) {
    Item = Item.trim();
    bool Remove = Item.consume_front("-"), Add = Item.consume_front("+");
    if (First && !Remove && !Add)
      Out.clear();
    First = false;
    if (llvm::none_of(blockingCategories(),
                      [&](auto &C) { return C.Name == Item; })) {
      std::string All;
      for (const BlockingCategory &C : blockingCategories())
        All += (All.empty() ? "" : ", ") + C.Name.str();
      return llvm::createStringError(
          "coro-blocking-call.Categories: unknown category '" + Item +
          "'; known are " + All);
    }
    if (Remove)
      Out.erase(Item);
    else
      Out.insert(Item);
  }
  return Out;
}

/// A coroutine runs on an event loop, as far as its own code says. A generator
/// runs in its consumer, which pulls it.
bool runsOnLoop(const FunctionView &View, TUFacts &Facts) {
  if (!View.isCoroutine() || !View.function())
    return false;
  if (View.promise() && TaskTypes::forbidsAwait(*View.promise()))
    return false;
  return !View.onlyYields() ||
         Facts.types().isAsyncGenerator(View.function()->getReturnType());
}

/// Assertions are gone in a release.
bool isInAssert(SourceLocation Loc, const ASTContext &Ctx) {
  return isInMacro(Loc, Ctx, [](llvm::StringRef Macro) {
    return Macro == "assert" || Macro == "Q_ASSERT" || Macro == "BOOST_ASSERT";
  });
}

class BlockingCall : public Check {
public:
  explicit BlockingCall(const CheckOptions &Options)
      : Categories(llvm::cantFail(parseCategories(Options.get("Categories")))) {
  }

  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!runsOnLoop(View, Facts))
      return;
    if (!Blocking || Of != &Facts) {
      Blocking = std::make_unique<BlockingFacts>(Facts, Categories);
      Of = &Facts;
    }
    LoopContext Context(View, Facts);
    llvm::DenseSet<const Expr *> Reported;
    for (const CallEdge &Edge : Blocking->calls(View)) {
      if (Edge.Call &&
          (!Context.mayRunOnLoop(Edge.Call) || Reported.contains(Edge.Call)))
        continue;
      std::optional<BlockingChain> Chain = Blocking->chain(Edge);
      if (!Chain || isInAssert(Edge.Loc, Facts.context()) ||
          (Edge.Call && !View.isReachable(*Edge.Call)))
        continue;
      if (Edge.Call)
        Reported.insert(Edge.Call);
      report(*Chain, View, Facts, Report);
    }
  }

private:
  void report(const BlockingChain &Chain, FunctionView &View, TUFacts &Facts,
              const Reporter &Report);

  llvm::StringSet<> Categories;
  std::unique_ptr<BlockingFacts> Blocking;
  const TUFacts *Of = nullptr;
};

std::string verb(const FunctionModel &Leaf) {
  if (Leaf.Marked)
    return "is marked blocking";
  for (const BlockingCategory &C : blockingCategories())
    if (C.Name == Leaf.Blocks)
      return C.Verb.str();
  return "blocks";
}

std::string nameOf(const CallEdge &Edge) {
  if (Edge.Blocks && !Edge.Blocks->Display.empty())
    return quoted(Edge.Blocks->Display);
  // What a model file lists belongs to a library: its full name.
  if (Edge.Blocks && !Edge.Blocks->Marked && Edge.Callee)
    return quoted(modelName(*Edge.Callee));
  return Edge.Callee ? quotedName(*Edge.Callee) : "this call";
}

/// What stands in the coroutine: the call, or the object that dies there.
std::string subject(const CallEdge &Edge) {
  if (Edge.Blocks && Edge.Blocks->InResultDestructor)
    return "the future of " + nameOf(Edge);
  if (Edge.IsDestructor)
    return "the destructor " + nameOf(Edge);
  return nameOf(Edge);
}

llvm::StringRef sourceText(SourceRange Range, const ASTContext &Ctx) {
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                              Ctx.getSourceManager(), Ctx.getLangOpts());
}

/// The model's asynchronous form of the call, if the coroutine is of a library
/// that has one and the call may be replaced where it stands.
void addFix(Finding &F, const CallEdge &Edge, FunctionView &View,
            TUFacts &Facts) {
  const Expr *Call = Edge.Call;
  if (!Call || !Edge.Callee || Edge.IsCallable ||
      Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID() ||
      !View.mayAwaitAt(*Call))
    return;
  // In an instantiation the tokens of literals have no range of their own.
  if (View.function()->getTemplateInstantiationPattern())
    return;
  const TaskType &Task =
      Facts.types().classify(View.function()->getReturnType());
  if (!Task.Library)
    return;
  bool StandsAlone = llvm::any_of(
      View.Discards, [&](const Discarded &D) { return stripped(D.E) == Call; });
  std::string With;
  for (const ReplacementModel &R : Task.Library->Replacements)
    if (R.For == modelName(*Edge.Callee))
      With = R.With;
  if (With.empty() && StandsAlone && isa<CallExpr>(Call) &&
      !(Edge.Blocks && Edge.Blocks->InResultDestructor))
    With = Task.Library->Offload;
  if (With.empty())
    return;
  const ASTContext &Ctx = Facts.context();
  auto Replace = [&](llvm::StringRef Key, llvm::StringRef Text) {
    for (size_t At = With.find(Key); At != std::string::npos;
         At = With.find(Key, At + Text.size()))
      With.replace(At, Key.size(), Text);
  };
  llvm::ArrayRef<const Expr *> Args = argumentsOf(*Call);
  for (size_t I = 0; I < Args.size(); ++I)
    Replace(("$" + llvm::Twine(I)).str(),
            sourceText(Args[I]->getSourceRange(), Ctx));
  Replace("$*", sourceText(Call->getSourceRange(), Ctx));
  F.FixIts.push_back(
      FixItHint::CreateReplacement(Call->getSourceRange(), With));
}

void BlockingCall::report(const BlockingChain &Chain, FunctionView &View,
                          TUFacts &Facts, const Reporter &Report) {
  const CallEdge &First = Chain.Edges.front();
  const FunctionModel &Leaf = Chain.leaf();
  Finding F;
  F.Check = "coro-blocking-call";
  F.Loc = First.Loc;
  if (First.Call) {
    F.Loc = First.Call->getBeginLoc();
    F.Range = First.Call->getSourceRange();
    // A default argument is evaluated by the call that leaves it out.
    if (auto At = View.InDefaultArgument.find(First.Call);
        At != View.InDefaultArgument.end())
      F.Loc = At->second;
  }
  F.Sure = Chain.Sure;
  F.Message = subject(First) + " blocks the thread: it " + verb(Leaf);
  if (Leaf.InResultDestructor)
    F.Message += " in its destructor";
  if (Chain.Edges.size() > 1)
    F.Message += (Leaf.Marked ? " as " : " in ") + nameOf(Chain.Edges.back());
  F.Message += ", and holds up every other task on it";
  for (size_t I = 1; I < Chain.Edges.size(); ++I) {
    const CallEdge &Edge = Chain.Edges[I];
    bool Last = I + 1 == Chain.Edges.size();
    F.Notes.push_back(
        {Edge.Loc, nameOf(Chain.Edges[I - 1]) +
                       (Edge.IsDestructor ? " runs " : " calls ") +
                       nameOf(Edge) + " here" +
                       (Last ? ", which blocks" : "")});
  }
  if (Chain.Edges.size() == 1)
    addFix(F, First, View, Facts);
  else if (isa_and_nonnull<CallExpr>(First.Call))
    addFix(F, First, View, Facts);
  Report(std::move(F));
}

constexpr OptionInfo Options[] = {
    {"Categories", "",
     "categories of blocking: a list of all that count, or `+name` and `-name` "
     "to change the default"},
};

} // namespace

extern const CheckInfo BlockingCallInfo;
const CheckInfo BlockingCallInfo = {
    "coro-blocking-call",
    "blocking",
    "a call in a coroutine that blocks the thread, and with it every other "
    "task of the event loop",
    /*OnByDefault=*/true,
    Options,
    makeCheck<BlockingCall>,
    [](const CheckOptions &O) -> llvm::Error {
      return parseCategories(O.get("Categories")).takeError();
    }};

} // namespace coro_tidy
