// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parts of tool/run that command line tests do not reach one by one.

#include "checks/program/demand.h"
#include "tool/run/memory_gate.h"
#include "tool/run/result_cache.h"
#include "tool/run/shared_prefix.h"

#include "llvm/Support/FileSystem.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

using namespace coro_tidy;

namespace {

std::vector<std::string> headers(llvm::StringRef Source) {
  return IncludePrefix::of(Source).Headers;
}
using Names = std::vector<std::string>;

TEST(IncludePrefix, EndsWhereAnythingElseBegins) {
  EXPECT_EQ(headers(""), Names());
  EXPECT_EQ(headers("#include <a>\n#include <b.h>\nint x;\n#include <c>\n"),
            (Names{"a", "b.h"}));
  EXPECT_EQ(headers("#include <a>\n#include \"b\"\n#include <c>\n"),
            Names{"a"});
  EXPECT_EQ(headers("#include <a>\n#define X\n#include <b>\n"), Names{"a"});
  EXPECT_EQ(headers("#pragma once\n#include <a>\n"), Names());
  EXPECT_EQ(headers("#include <a>\n#include NAME\n"), Names{"a"});
  EXPECT_EQ(headers("#include_next <a>\n"), Names());
}

TEST(IncludePrefix, PassesCommentsAndSpaces) {
  EXPECT_EQ(headers("// x\n/* y\n */\n  #  include  <a>  // z\n\n#include<b>"),
            (Names{"a", "b"}));
  EXPECT_EQ(headers("#include <a>\r\n#include <b>\r\n"), (Names{"a", "b"}));
}

TEST(IncludePrefix, KnowsWhereEachLineEnds) {
  llvm::StringRef Source = "#include <a>\n\n// c\n#include <b> // d\nint x;";
  IncludePrefix P = IncludePrefix::of(Source);
  ASSERT_EQ(P.Ends.size(), 2u);
  EXPECT_EQ(Source.substr(P.Ends[0], 2), "\n/");
  EXPECT_EQ(Source.substr(P.Ends[1]), "int x;");
}

TEST(IncludePrefix, LineWithMoreThanAnIncludeIsNone) {
  EXPECT_EQ(headers("#include <a> /* x\n */ int y;\n"), Names());
  EXPECT_EQ(headers("#inc\\\nlude <a>\n"), Names());
}

std::pair<std::string, IncludePrefix> unit(std::string Flags, Names Headers) {
  IncludePrefix P;
  P.Headers = std::move(Headers);
  return {std::move(Flags), std::move(P)};
}

TEST(SharePrefixes, TakesThreeOfTheSameFlags) {
  auto Shared = sharePrefixes({unit("f", {"a", "b"}), unit("f", {"a", "b"}),
                               unit("f", {"a", "b"}), unit("g", {"a", "b"}),
                               unit("g", {"a", "b"}), unit("f", {"c"})});
  EXPECT_TRUE(Shared[0]);
  EXPECT_EQ(Shared[0], Shared[1]);
  EXPECT_EQ(Shared[0], Shared[2]);
  for (size_t I : {3, 4, 5})
    EXPECT_FALSE(Shared[I]) << I;
}

TEST(SharePrefixes, GoesAsFarAsMostOfThemGo) {
  auto Shared =
      sharePrefixes({unit("f", {"a", "b", "c"}), unit("f", {"a", "b", "c"}),
                     unit("f", {"a", "b", "c"}), unit("f", {"a", "x"}),
                     unit("f", {"a", "y"}), unit("f", {"a"})});
  EXPECT_EQ(Shared[0], Shared[2]);
  EXPECT_TRUE(Shared[3]);
  EXPECT_NE(Shared[0], Shared[3]);
  EXPECT_EQ(Shared[3], Shared[5]);
}

TEST(MemoryGate, OneMayAlwaysRunAndTheNextWaitsForIt) {
  MemoryGate Gate(/*MaxBytes=*/1);
  Gate.enter();
  std::atomic<bool> Left = false, InTime = false;
  std::thread Second([&] {
    Gate.enter();
    InTime = Left.load();
    Gate.leave(0);
  });
  Left = true;
  Gate.leave(0);
  Second.join();
  EXPECT_TRUE(InTime);
  EXPECT_GT(MemoryGate::available(), uint64_t(1) << 26);
}

TEST(MemoryGate, WithinTheBoundSeveralRun) {
  MemoryGate Gate(~0ull);
  Gate.enter();
  Gate.enter(); // does not wait
  Gate.leave(1);
  Gate.leave(1);
}

class Cache : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("run-test", Folder));
    auto Opened = ResultCache::open((Folder + "/cache").str());
    ASSERT_TRUE(bool(Opened));
    Results = std::move(*Opened);
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Folder); }

  std::string input() const { return (Folder + "/input").str(); }
  /// A result for this content of the one input.
  void store(const std::string &Content, const std::string &Payload) {
    write(Content);
    FileStates States;
    Inputs From;
    From.add(input(), Inputs::Seen::Kind::Content, hashOf(Content));
    From.seal(States);
    Results->store(Key, From, Payload, 7);
  }
  void write(const std::string &Content) { std::ofstream(input()) << Content; }
  std::string find() {
    FileStates States; // of another run
    auto Hit = Results->find(Key, States);
    return Hit ? Hit->Payload : "none";
  }

  llvm::SmallString<128> Folder;
  std::unique_ptr<ResultCache> Results;
  ContentHash Key{1, 2};
};

TEST_F(Cache, RemembersTheLastFourContents) {
  EXPECT_EQ(find(), "none");
  for (std::string Content : {"1", "2", "3", "4", "5"})
    store(Content, "result " + Content);
  write("1");
  EXPECT_EQ(find(), "none");
  for (std::string Content : {"2", "3", "4", "5"}) {
    write(Content);
    EXPECT_EQ(find(), "result " + Content);
  }
  EXPECT_EQ(Results->cost(Key), 7u);
  EXPECT_EQ(Results->cost({1, 3}), std::nullopt);
  EXPECT_EQ(Results->problem(), "");
}

TEST_F(Cache, SurvivesEveryDamageOfAByte) {
  store("x", "result");
  std::string Path;
  std::error_code Why;
  for (llvm::sys::fs::directory_iterator It((Folder + "/cache").str(), Why),
       End;
       It != End && !Why; It.increment(Why))
    Path = It->path();
  std::string Sound = [&] {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    return (*Buffer)->getBuffer().str();
  }();
  for (size_t I = 0; I < Sound.size(); ++I) {
    std::string Damaged = Sound;
    Damaged[I] ^= 0x55;
    std::ofstream(Path, std::ios::binary) << Damaged;
    EXPECT_EQ(find(), "none") << I;
    std::ofstream(Path, std::ios::binary) << Sound.substr(0, I);
    EXPECT_EQ(find(), "none") << I;
  }
  store("x", "again");
  EXPECT_EQ(find(), "again");
}

TEST_F(Cache, FolderIsPrunedToItsSize) {
  for (uint64_t N = 0; N < 40; ++N) {
    Key.Low = N;
    store("x", std::string(10'000, 'a'));
  }
  auto Size = [&] {
    uint64_t Sum = 0;
    std::error_code Why;
    for (llvm::sys::fs::directory_iterator It((Folder + "/cache").str(), Why),
         End;
         It != End && !Why; It.increment(Why))
      if (auto Status = It->status())
        Sum += Status->getSize();
    return Sum;
  };
  EXPECT_GT(Size(), 400'000u);
  Results->prune(100'000);
  EXPECT_LE(Size(), 100'000u);
  EXPECT_GT(Size(), 50'000u);
}

TUReport reportThatCalls(llvm::StringRef Key, llvm::StringRef Name) {
  TUReport Out;
  OpenFinding &F = Out.Open.emplace_back();
  F.Call.Edge.Callee = Out.Facts.Strings.add(Key);
  F.Call.Edge.Name = Out.Facts.Strings.add(Name);
  return Out;
}

std::vector<std::string> demanded(llvm::StringRef Name) {
  Demand All;
  All.add(reportThatCalls("c:key", Name));
  std::vector<std::string> Out;
  for (const auto &Entry : All.names())
    Out.push_back(Entry.getKey().str());
  return Out;
}

TEST(Demand, TakesTheLastNameOfAFunction) {
  EXPECT_EQ(demanded("'read'"), Names{"read"});
  EXPECT_EQ(demanded("'net::stream<a::b>::read'"), Names{"read"});
  EXPECT_EQ(demanded("'stream::~stream'"), Names{"stream"});
  EXPECT_EQ(demanded("'stream::operator()'"), Names{"operator"});
  EXPECT_EQ(demanded("'operator bool'"), Names{"operator"});
  EXPECT_EQ(demanded("'a<b>::operator<'"), Names{"operator"});
  EXPECT_EQ(demanded("'made<a::b>'"), Names{"made"});
  EXPECT_EQ(demanded("'my_operator'"), Names{"my_operator"});
  EXPECT_EQ(demanded("'operators'"), Names{"operators"});
  EXPECT_EQ(demanded("(lambda)"), Names{""}) << "any name";
}

} // namespace
