// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The join of translation units, on facts made by hand, and their files.

#include "checks/program/close.h"
#include "checks/program/program.h"
#include "checks/program/report_io.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <gtest/gtest.h>

#include <random>

namespace coro_tidy {
namespace {

const std::vector<std::string> Sleep{"sleep"};

/// Facts of one TU in few words.
class Builder {
public:
  ProgramFacts Facts;

  FunctionFacts &function(const std::string &Key) {
    FunctionFacts &F = Facts.Functions.emplace_back();
    F.Key = Facts.Strings.add(Key);
    F.Name = Facts.Strings.add("'" + Key + "'");
    return F;
  }
  EdgeFacts call(const std::string &Key, uint32_t Line = 1) {
    EdgeFacts E;
    E.Callee = Facts.Strings.add(Key);
    E.Name = Facts.Strings.add("'" + Key + "'");
    E.File = Facts.Strings.add("/x.cpp");
    E.Line = Line;
    E.Column = 1;
    return E;
  }
  EdgeFacts leaf(const std::string &Name, uint32_t Line = 1) {
    EdgeFacts E = call(Name, Line);
    E.Callee = 0;
    E.Leaf.emplace();
    E.Leaf->Name = E.Name;
    E.Leaf->Category = Facts.Strings.add("sleep");
    return E;
  }
};

std::string spelled(const std::optional<CallChain> &Chain) {
  if (!Chain)
    return "none";
  std::string Out;
  for (const ChainStep &Step : Chain->Steps)
    Out += (Out.empty() ? "" : " ") + Step.Name;
  return Out + (Chain->Sure == Confidence::Possible ? " ?" : "");
}

TEST(Program, FindsTheShortestChainThroughCycles) {
  Builder A, B;
  A.function("f").Edges = {A.call("g"), A.call("h")};
  A.function("g").Edges = {A.call("f"), A.call("g"), A.call("k")};
  B.function("h").Edges = {B.call("nap")};
  B.function("k").Edges = {B.call("h"), B.call("f")};
  B.function("nap").Edges = {B.leaf("usleep")};
  Program All;
  All.add(A.Facts, 0);
  All.add(B.Facts, 1);
  EXPECT_EQ(spelled(All.chain(A.call("f"), A.Facts, 0, Sleep)),
            "'f' 'h' 'nap' 'usleep'");
  EXPECT_EQ(spelled(All.chain(A.call("g"), A.Facts, 0, Sleep)),
            "'g' 'f' 'h' 'nap' 'usleep'"); // f stands before k
  EXPECT_EQ(spelled(All.chain(A.call("nobody"), A.Facts, 0, Sleep)), "none");
  EXPECT_EQ(spelled(All.chain(A.call("f"), A.Facts, 0, {"file"})), "none");
}

TEST(Program, LocalFunctionsMeanSomethingInTheirUnitOnly) {
  Builder A, B;
  A.function("f").Edges = {A.call("#1")};
  A.function("#1").Edges = {A.leaf("usleep")};
  B.function("#1").Edges = {};
  Program All;
  All.add(A.Facts, 0);
  All.add(B.Facts, 1);
  EXPECT_EQ(spelled(All.chain(A.call("#1"), A.Facts, 0, Sleep)),
            "'#1' 'usleep'");
  EXPECT_EQ(spelled(All.chain(B.call("#1"), B.Facts, 1, Sleep)), "none");
}

TEST(Program, WhoHasAStrongBodyMeansIt) {
  Builder A, B, C;
  A.function("help").Edges = {A.leaf("usleep")};
  A.Facts.Functions.back().IsStrong = true;
  B.function("help").IsStrong = true;
  Program All;
  All.add(A.Facts, 0);
  All.add(B.Facts, 1);
  All.add(C.Facts, 2);
  EXPECT_EQ(spelled(All.chain(A.call("help"), A.Facts, 0, Sleep)),
            "'help' 'usleep'");
  EXPECT_EQ(spelled(All.chain(B.call("help"), B.Facts, 1, Sleep)), "none");
  EXPECT_EQ(spelled(All.chain(C.call("help"), C.Facts, 2, Sleep)),
            "'help' 'usleep' ?");
}

TEST(Program, CarriesTestsOfParametersAlong) {
  Builder A;
  EdgeFacts Leaf = A.leaf("usleep");
  Leaf.Leaf->Unless = {{0, ParameterTest::Kind::IsZero, 0}};
  A.function("nap").Edges = {Leaf};
  auto With = [&](const char *Key, std::optional<uint32_t> Parameter,
                  std::optional<int64_t> Value) {
    EdgeFacts E = A.call(Key);
    ArgumentFact Fact;
    Fact.Parameter = Parameter;
    Fact.Value = Value;
    Fact.IsZero = Value == 0;
    E.Arguments = {Fact};
    return E;
  };
  A.function("forward").Edges = {With("nap", 2, std::nullopt)};
  A.function("zero").Edges = {With("nap", std::nullopt, 0)};
  A.function("some").Edges = {With("nap", std::nullopt, 0),
                              With("nap", std::nullopt, 7)};
  Program All;
  All.add(A.Facts, 0);
  auto Ask = [&](EdgeFacts E) {
    return spelled(All.chain(E, A.Facts, 0, Sleep));
  };
  EXPECT_EQ(Ask(A.call("zero")), "none");
  EXPECT_EQ(Ask(A.call("some")), "'some' 'nap' 'usleep'");
  EdgeFacts Third = With("forward", std::nullopt, 0);
  EXPECT_EQ(Ask(Third), "'forward' 'nap' 'usleep'"); // of argument 0
  Third.Arguments[0].Index = 2;
  EXPECT_EQ(Ask(Third), "none");
}

TEST(Program, VirtualCallsBlockForSureIfAllDo) {
  Builder A;
  FunctionFacts &Base = A.function("base");
  (void)Base;
  FunctionFacts &One = A.function("one");
  One.Overrides = {A.Facts.Strings.add("base")};
  One.Edges = {A.leaf("usleep")};
  EdgeFacts Call = A.call("base");
  Call.IsVirtual = true;
  Program All;
  All.add(A.Facts, 0);
  EXPECT_EQ(spelled(All.chain(Call, A.Facts, 0, Sleep)), "'one' 'usleep' ?");
  Builder Better;
  Better.function("base").Edges = {Better.leaf("usleep")};
  All.add(Better.Facts, 1);
  EXPECT_EQ(spelled(All.chain(Call, A.Facts, 0, Sleep)), "'base' 'usleep'");
}

TEST(Program, CallablesRunWhereTheParameterIsCalled) {
  Builder A, B;
  A.function("#job").Edges = {A.leaf("usleep")};
  B.function("each").Runs = {{1, B.Facts.Strings.add("now"), 0}};
  B.function("now").Runs = {{0, 0, 0}};
  B.function("later");
  EdgeFacts Job = A.call("#job");
  Job.Kind = CallKind::Callable;
  Job.RunByParameter = 1;
  Program All;
  All.add(A.Facts, 0);
  All.add(B.Facts, 1);
  auto Ask = [&](const char *By) {
    Job.RunBy = A.Facts.Strings.add(By);
    return spelled(All.chain(Job, A.Facts, 0, Sleep));
  };
  EXPECT_EQ(Ask("each"), "'#job' 'usleep'");
  EXPECT_EQ(Ask("later"), "none");
  EXPECT_EQ(Ask("nobody"), "none");
}

TEST(Program, FarCallsCountWhereTheyAreSurelyMade) {
  Builder A;
  auto Maybe = [&](EdgeFacts E) {
    E.IsUnavoidable = false;
    return E;
  };
  A.function("a").Edges = {Maybe(A.call("b"))};
  A.function("b").Edges = {Maybe(A.call("c"))};
  A.function("c").Edges = {Maybe(A.call("d"))};
  A.function("d").Edges = {A.leaf("usleep")};
  Program All;
  All.add(A.Facts, 0);
  EXPECT_EQ(spelled(All.chain(A.call("b"), A.Facts, 0, Sleep)),
            "'b' 'c' 'd' 'usleep'");
  EXPECT_EQ(spelled(All.chain(A.call("a"), A.Facts, 0, Sleep)),
            "'a' 'b' 'c' 'd' 'usleep' ?");
}

std::vector<TUReport> someReports() {
  std::vector<TUReport> Out(1);
  TUReport &R = Out[0];
  R.File = "/x.cpp";
  R.Errors = "x.cpp:1:1: error: oh\n";
  PlacedFinding F;
  F.Check = "coro-blocking-call";
  F.Where = {"/x.cpp", "/real/x.cpp", 3, 5, 40, "    f();", 4, 7};
  F.Notes.push_back({F.Where, "here", /*IsEarlier=*/true});
  F.IsSuppressed = true;
  F.Fixes.push_back({"/real/x.cpp", 40, 3, "co_await g()"});
  F.Function = "n::h";
  Builder B;
  EdgeFacts E = B.call("f");
  E.RunBy = B.Facts.Strings.add("run");
  E.Arguments = {{0, 3, false, false, std::nullopt},
                 {1, std::nullopt, false, true, -4}};
  R.Open.push_back({F, {E, {"sleep", "file"}}});
  F.Message = "said at once";
  R.Findings.push_back(F);
  EdgeFacts Leaf = B.leaf("usleep");
  Leaf.Leaf->Unless = {{0, ParameterTest::Kind::HasBits, 64}};
  FunctionFacts &Function = B.function("f");
  Function.Edges = {Leaf, E};
  Function.Overrides = {B.Facts.Strings.add("base")};
  Function.Runs = {{0, 0, 0}};
  R.Facts = std::move(B.Facts);
  return Out;
}

/// One TU whose call of 'b' is suppressed or not, said at once or left open.
TUReport reportOf(const std::string &File, bool IsSuppressed, bool IsOpen) {
  TUReport R;
  R.File = File;
  PlacedFinding F;
  F.Check = "coro-blocking-call";
  F.Where = {"/x.h", "/x.h", 3, 5, 40, "    b();", 4, 7};
  F.Message = File;
  F.IsSuppressed = IsSuppressed;
  Builder B;
  B.function("b").Edges = {B.leaf("usleep")};
  if (IsOpen)
    R.Open.push_back({F, {B.call("b"), {"sleep"}}});
  else
    R.Findings.push_back(F);
  R.Facts = std::move(B.Facts);
  return R;
}

TEST(Link, ASuppressedFindingHidesNoOther) {
  for (bool FirstIsOpen : {false, true})
    for (bool SecondIsOpen : {false, true})
      for (bool FirstIsSuppressed : {false, true})
        for (bool SecondIsSuppressed : {false, true}) {
          std::vector<TUReport> Reports;
          Reports.push_back(reportOf("/1.cpp", FirstIsSuppressed, FirstIsOpen));
          Reports.push_back(
              reportOf("/2.cpp", SecondIsSuppressed, SecondIsOpen));
          std::vector<PlacedFinding> Out =
              link(std::move(Reports), Confidence::Likely);
          ASSERT_EQ(Out.size(), 1u);
          EXPECT_EQ(Out[0].IsSuppressed,
                    FirstIsSuppressed && SecondIsSuppressed);
          // Of the two, the one that is said: first what was said at once.
          bool IsSecond = FirstIsSuppressed != SecondIsSuppressed
                              ? FirstIsSuppressed
                              : FirstIsOpen && !SecondIsOpen;
          bool IsOpen = IsSecond ? SecondIsOpen : FirstIsOpen;
          EXPECT_EQ(Out[0].Notes.size(), IsOpen ? 1u : 0u);
          EXPECT_EQ(Out[0].Message.front() == '/', !IsOpen);
        }
}

std::string written(const std::vector<TUReport> &Reports) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  writeReports(Reports, OS);
  return Bytes;
}

TEST(Reports, ComeBackAsTheyWere) {
  std::string Bytes = written(someReports());
  auto Read = readReports({Bytes, "x.ctr"});
  ASSERT_TRUE(!!Read) << llvm::toString(Read.takeError());
  ASSERT_EQ(Read->size(), 1u);
  const TUReport &R = (*Read)[0];
  EXPECT_EQ(R.File, "/x.cpp");
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_TRUE(R.Findings[0].IsSuppressed);
  EXPECT_TRUE(R.Findings[0].Notes[0].IsEarlier);
  ASSERT_EQ(R.Open.size(), 1u);
  EXPECT_TRUE(R.Open[0].Finding.IsSuppressed);
  EXPECT_EQ(R.Open[0].Call.Edge.Arguments[1].Value, -4);
  EXPECT_TRUE(R.Open[0].Call.Edge.Arguments[1].IsReady);
  EXPECT_EQ(R.Open[0].Call.Categories,
            (std::vector<std::string>{"sleep", "file"}));
  ASSERT_EQ(R.Facts.Functions.size(), 1u);
  EXPECT_EQ(R.Facts.Functions[0].Edges[0].Leaf->Unless[0].Value, 64);
  EXPECT_EQ(written(*Read), Bytes);
}

/// A file whose checksum is right and whose content is not.
std::string sealed(std::string Bytes) {
  std::string Content = Bytes.substr(28);
  std::string Out = written({});
  Out.resize(12);
  llvm::raw_string_ostream OS(Out);
  auto Little = [&](uint64_t N) {
    for (int I = 0; I < 8; ++I)
      OS << static_cast<char>(N >> (8 * I));
  };
  Little(llvm::xxh3_64bits(Content));
  Little(Content.size());
  return Out + Content;
}

TEST(Reports, NoDamageIsTakenForAReport) {
  const std::string Good = written(someReports());
  for (size_t Size = 0; Size < Good.size(); ++Size) {
    auto Read = readReports({llvm::StringRef(Good).take_front(Size), "x"});
    EXPECT_FALSE(!!Read) << Size;
    llvm::consumeError(Read.takeError());
  }
  for (size_t At = 0; At < Good.size(); ++At) {
    std::string Bad = Good;
    Bad[At] ^= 1 << (At % 8);
    auto Read = readReports({Bad, "x"});
    EXPECT_FALSE(!!Read) << At;
    llvm::consumeError(Read.takeError());
  }
}

TEST(Reports, WhateverIsReadCanBeLinked) {
  const std::string Good = written(someReports());
  ASSERT_EQ(sealed(Good), Good);
  std::mt19937 Random(1);
  size_t Readable = 0;
  for (int Round = 0; Round < 20000; ++Round) {
    std::string Bad = Good;
    for (unsigned N = 1 + Random() % 3; N; --N)
      Bad[28 + Random() % (Bad.size() - 28)] = static_cast<char>(Random());
    auto Read = readReports({sealed(Bad), "x"});
    if (!Read) {
      llvm::consumeError(Read.takeError());
      continue;
    }
    ++Readable;
    link(std::move(*Read), Confidence::Possible);
  }
  EXPECT_GT(Readable, 0u);
}

} // namespace
} // namespace coro_tidy
