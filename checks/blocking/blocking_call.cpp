// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-blocking-call: a call that can block the thread, made where a coroutine
// runs on an event loop.

#include "chain_check.h"

#include "../facts/names.h"

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

/// Assertions are gone in a release.
bool isInAssert(SourceLocation Loc, const ASTContext &Ctx) {
  return isInMacro(Loc, Ctx, [](llvm::StringRef Macro) {
    return Macro == "assert" || Macro == "Q_ASSERT" || Macro == "BOOST_ASSERT";
  });
}

std::vector<std::string> categories(const CheckOptions &Options) {
  std::vector<std::string> Out;
  for (const auto &Category :
       llvm::cantFail(parseCategories(Options.get("Categories"))))
    Out.push_back(Category.getKey().str());
  llvm::sort(Out);
  return Out;
}

class BlockingCall : public ChainCheck {
public:
  explicit BlockingCall(const CheckOptions &Options)
      : ChainCheck("coro-blocking-call", categories(Options)) {}

protected:
  bool isHarmless(const CallEdge &Edge, FunctionView &,
                  TUFacts &Facts) override {
    return isInAssert(Edge.Loc, Facts.context());
  }
  void refine(Finding &F, const CallEdge &Edge, FunctionView &View,
              TUFacts &Facts) override;
};

llvm::StringRef sourceText(SourceRange Range, const ASTContext &Ctx) {
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                              Ctx.getSourceManager(), Ctx.getLangOpts());
}

/// The model's asynchronous form of the call, if the coroutine is of a library
/// that has one and the call may be replaced where it stands.
void BlockingCall::refine(Finding &F, const CallEdge &Edge, FunctionView &View,
                          TUFacts &Facts) {
  const Expr *Call = Edge.Call;
  if (!Call || (F.Open && !isa<CallExpr>(Call)) || !Edge.Callee ||
      Edge.IsCallable || Call->getBeginLoc().isMacroID() ||
      Call->getEndLoc().isMacroID() || !View.mayAwaitAt(*Call))
    return;
  // In an instantiation the tokens of literals have no range of their own.
  if (View.function()->getTemplateInstantiationPattern())
    return;
  const TaskType &Task =
      Facts.types().classify(View.function()->getReturnType());
  if (!Task.Library)
    return;
  bool StandsAlone = View.isDiscarded(*Call);
  std::string With;
  for (const ReplacementModel &R : Task.Library->Replacements)
    if (R.For == modelName(*Edge.Callee))
      With = R.With;
  if (With.empty() && StandsAlone && isa<CallExpr>(Call) &&
      !(Edge.Leaf && Edge.Leaf->InResultDestructor))
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

std::string verb(const CallChain &Chain) {
  if (Chain.LeafIsMarked)
    return "is marked blocking";
  for (const BlockingCategory &C : blockingCategories())
    if (C.Name == Chain.Category)
      return C.Verb.str();
  return "blocks";
}

ChainText describe(const CallChain &Chain) {
  ChainText Out;
  Out.Message = subjectOf(Chain) + " blocks the thread: it " + verb(Chain);
  if (Chain.InResultDestructor)
    Out.Message += " in its destructor";
  if (Chain.Steps.size() > 1)
    Out.Message +=
        (Chain.LeafIsMarked ? " as " : " in ") + Chain.Steps.back().Name;
  Out.Message += ", and holds up every other task on it";
  Out.Notes = notesOf(Chain, ", which blocks");
  return Out;
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
    },
    describe,
    categories};

} // namespace coro_tidy
