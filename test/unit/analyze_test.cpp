// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/analyzer.h"
#include "checks/program/report.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

#include <gtest/gtest.h>

using namespace coro_tidy;

namespace {

// Enough of <coroutine> for clang, so that the tests need no library.
constexpr const char *Prelude = R"(
namespace std {
template <class R, class...> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle {
  static coroutine_handle from_address(void *) noexcept;
  void *address() const noexcept;
  template <class Q> coroutine_handle(coroutine_handle<Q>) noexcept;
};
struct suspend_always {
  bool await_ready() noexcept { return false; }
  void await_suspend(coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
}
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
task f();
)";

struct Result {
  std::vector<Finding> Findings;
  std::vector<std::string> Fingerprints;
};

Result run(const std::string &Code, Confidence Least = Confidence::Likely) {
  static const ModelSet Models = llvm::cantFail(ModelSet::builtin());
  auto Unit = clang::tooling::buildASTFromCodeWithArgs(
      Prelude + Code, {"-std=c++20", "-w"}, "input.cpp");
  AnalysisConfig Config;
  Config.Models = &Models;
  Config.Least = Least;
  for (const CheckInfo *Info : allChecks())
    Config.Checks.insert(Info->Name);
  std::vector<clang::Decl *> TopLevel(Unit->top_level_begin(),
                                      Unit->top_level_end());
  Result Out;
  TUAnalysis Analysis = analyze(Unit->getASTContext(), TopLevel, Config);
  Out.Findings = Analysis.Findings;
  TUReport Report = makeReport(std::move(Analysis), Unit->getASTContext(),
                               [](llvm::StringRef) { return false; });
  for (const PlacedFinding &F : Report.Findings)
    Out.Fingerprints.push_back(F.Fingerprint);
  return Out;
}

TEST(Analyze, NamesTheFunctionThatTheFindingIsIn) {
  Result R = run("namespace n { struct s { void m() { f(); } }; }");
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Check, "coro-unawaited-task");
  EXPECT_EQ(R.Findings[0].Function, "n::s::m");
  EXPECT_EQ(R.Findings[0].Sure, Confidence::Certain);
}

TEST(Analyze, LeavesOutWhatIsBelowTheConfidence) {
  EXPECT_EQ(run("void g() { f(); }", Confidence::Certain).Findings.size(), 1u);
  // Lost on a path: likely.
  const char *Path = "void use(task); void g(bool b) { task t = f(); "
                     "if (b) use(static_cast<task &&>(t)); }";
  EXPECT_EQ(run(Path, Confidence::Certain).Findings.size(), 0u);
  EXPECT_EQ(run(Path, Confidence::Likely).Findings.size(), 1u);
}

TEST(Analyze, FindingsComeInSourceOrderAndOnceForAllInstantiations) {
  Result R = run("void a() { f(); }\n"
                 "template <class T> void b(T) { f(); }\n"
                 "void c() { b(1); b('x'); f(); }\n");
  ASSERT_EQ(R.Findings.size(), 3u);
  EXPECT_LT(R.Findings[0].Loc, R.Findings[1].Loc);
  EXPECT_LT(R.Findings[1].Loc, R.Findings[2].Loc);
}

TEST(Fingerprint, SurvivesMovedLinesAndReformatting) {
  std::string Before = run("void g() { f(); }").Fingerprints.at(0);
  EXPECT_EQ(Before,
            run("\n\n// a comment\nvoid g() { f(); }").Fingerprints.at(0));
  EXPECT_EQ(Before, run("  void g()  {  f() ; }").Fingerprints.at(0));
}

TEST(Fingerprint, TellsFindingsApart) {
  Result R = run("task h();\nvoid g() { f(); }\nvoid k() { f(); }\n"
                 "void l() { h(); }\n");
  ASSERT_EQ(R.Fingerprints.size(), 3u);
  EXPECT_NE(R.Fingerprints[0], R.Fingerprints[1]); // another function
  EXPECT_NE(R.Fingerprints[1], R.Fingerprints[2]); // another message
}

TEST(Registry, EachCheckIsDocumentedAndFoundByItsName) {
  for (const CheckInfo *Info : allChecks()) {
    EXPECT_EQ(findCheck(Info->Name), Info);
    EXPECT_TRUE(checkDocumentation(Info->Name).contains(Info->Name));
    for (const OptionInfo &Option : Info->Options)
      EXPECT_TRUE(checkDocumentation(Info->Name).contains(Option.Name));
  }
  EXPECT_EQ(findCheck("coro-nothing"), nullptr);
}

} // namespace
