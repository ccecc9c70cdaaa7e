// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parts of tool/run that command line tests do not reach one by one.

#include "checks/program/demand.h"
#include "tool/run/header_choice.h"
#include "tool/run/memory_gate.h"
#include "tool/run/result_cache.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

using namespace coro_tidy;

namespace {

/// Which includes which.
using Files = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// A unit: the first of its files is the source.
class TreeMaker {
public:
  explicit TreeMaker(const Files &All) {
    for (auto &[Name, Includes] : All)
      number(Name);
    for (auto &[Name, Includes] : All)
      for (const std::string &Next : Includes) {
        unsigned Included = number(Next);
        Tree.Files[number(Name)].Includes.push_back(Included);
      }
  }
  TreeMaker &with(const std::string &Name,
                  llvm::function_ref<void(IncludeTree::File &)> Change) {
    Change(Tree.Files[number(Name)]);
    return *this;
  }
  IncludeTree Tree;

private:
  unsigned number(const std::string &Name) {
    for (unsigned I = 0; I < Tree.Files.size(); ++I)
      if (Tree.Files[I].Path == Name)
        return I;
    IncludeTree::File &File = Tree.Files.emplace_back();
    File.Path = Name;
    File.Id = {1, std::hash<std::string>()(Name)};
    File.Spelling = "<" + Name + ">";
    File.Size = 1000;
    File.IsGuarded = true;
    File.IsSystem = Name.front() == 's';
    return Tree.Files.size() - 1;
  }
};

using Names = std::vector<std::string>;

Names spellings(const HeaderChoice &Choice) {
  Names Out;
  for (const SharedHeader &Header : Choice.Headers)
    Out.push_back(Header.Spelling);
  return Out;
}

TEST(ChooseHeaders, TakesWhatAllHaveInTheOrderOfTheFirst) {
  auto Choices =
      chooseHeaders({TreeMaker(Files{{"u0", {"b.h", "x.h", "a.h"}}}).Tree,
                     TreeMaker(Files{{"u1", {"a.h", "b.h"}}}).Tree,
                     TreeMaker(Files{{"u2", {"a.h", "y.h", "b.h"}}}).Tree});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(Choices[0].Units, (std::vector<size_t>{0, 1, 2}));
  EXPECT_EQ(spellings(Choices[0]), (Names{"<b.h>", "<a.h>"}));
}

TEST(ChooseHeaders, TwoAreTooFew) {
  EXPECT_TRUE(chooseHeaders({}).empty());
  EXPECT_TRUE(chooseHeaders({TreeMaker(Files{{"u0", {"a.h"}}}).Tree,
                             TreeMaker(Files{{"u1", {"a.h"}}}).Tree,
                             TreeMaker(Files{{"u2", {}}}).Tree})
                  .empty());
}

TEST(ChooseHeaders, GoesIntoHeadersOfTheProjectThatNotAllHave) {
  auto Unit = [](std::string Own) {
    return TreeMaker(Files{{"u." + Own, {Own}},
                           {Own, {"base.h", "s1"}},
                           {"base.h", {"s2"}}})
        .Tree;
  };
  auto Choices = chooseHeaders({Unit("1.h"), Unit("2.h"), Unit("3.h")});
  ASSERT_EQ(Choices.size(), 1u);
  // base.h brings s2 along.
  EXPECT_EQ(spellings(Choices[0]), (Names{"<base.h>", "<s1>"}));
}

TEST(ChooseHeaders, PartsOfSystemHeadersDoNotStandAlone) {
  auto Unit = [](std::string System) {
    return TreeMaker(Files{{"u" + System, {System}}, {System, {"s_part"}}})
        .Tree;
  };
  EXPECT_TRUE(chooseHeaders({Unit("s1"), Unit("s2"), Unit("s3")}).empty());
}

TEST(ChooseHeaders, ListsAndWhatHasNoGuardAreNotTaken) {
  auto Unit = [](std::string Name) {
    return TreeMaker(Files{{Name, {"b.h", "list.h", "code.inc", "a.hpp"}}})
        .with("list.h", [](IncludeTree::File &F) { F.IsGuarded = false; })
        .Tree;
  };
  auto Choices = chooseHeaders({Unit("u0"), Unit("u1"), Unit("u2")});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), (Names{"<b.h>", "<a.hpp>"}));
}

TEST(ChooseHeaders, WhatAllBeginWithNeedsNoGuard) {
  auto Unit = [](std::string Name, Names Includes) {
    return TreeMaker(Files{{Name, std::move(Includes)}})
        .with("config.h", [](IncludeTree::File &F) { F.IsGuarded = false; })
        .Tree;
  };
  auto Choices = chooseHeaders({Unit("u0", {"config.h", "a.h"}),
                                Unit("u1", {"config.h", "b.h", "a.h"}),
                                Unit("u2", {"config.h", "a.h"})});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), (Names{"<config.h>", "<a.h>"}));
  Choices = chooseHeaders({Unit("u0", {"config.h", "a.h"}),
                           Unit("u1", {"a.h", "config.h"}),
                           Unit("u2", {"config.h", "a.h"})});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), Names{"<a.h>"});
}

TEST(ChooseHeaders, WhatIsDroppedLeavesWhatItIncludes) {
  auto Unit = [](std::string Name) {
    return TreeMaker(Files{{Name, {"all.h"}},
                           {"all.h", {"a.h", "b.h", "s1"}},
                           {"b.h", {"c.h"}}})
        .Tree;
  };
  auto Choices = chooseHeaders({Unit("u0"), Unit("u1"), Unit("u2")});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), Names{"<all.h>"});
  Choices[0].drop({Choices[0].Headers[0].Id});
  EXPECT_EQ(spellings(Choices[0]), (Names{"<a.h>", "<b.h>", "<s1>"}));
  Choices[0].drop({Choices[0].Headers[1].Id});
  EXPECT_EQ(spellings(Choices[0]), (Names{"<a.h>", "<c.h>", "<s1>"}));
}

TEST(ChooseHeaders, SystemHeaderToOneAndOwnToAnotherIsNoneThatTheyShare) {
  auto Unit = [](std::string Name, bool IsSystem) {
    return TreeMaker(Files{{Name, {"a.h", "b.h"}}})
        .with("b.h", [&](IncludeTree::File &F) { F.IsSystem = IsSystem; })
        .Tree;
  };
  auto Choices =
      chooseHeaders({Unit("u0", true), Unit("u1", false), Unit("u2", true)});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), Names{"<a.h>"});
}

TEST(ChooseHeaders, SplitsUnitsThatHaveLittleInCommon) {
  std::vector<IncludeTree> Units;
  for (int I = 0; I < 4; ++I) {
    Units.push_back(
        TreeMaker(Files{{"u" + std::to_string(I), {"both.h", "a.h"}}}).Tree);
    Units.push_back(
        TreeMaker(Files{{"v" + std::to_string(I), {"both.h", "b.h"}}}).Tree);
  }
  auto Big = [](IncludeTree::File &F) { F.Size = 100000; };
  for (IncludeTree &Tree : Units)
    Big(Tree.Files[2]);
  auto Choices = chooseHeaders(Units);
  ASSERT_EQ(Choices.size(), 2u);
  EXPECT_EQ(Choices[0].Units.size(), 4u);
  EXPECT_EQ(Choices[1].Units.size(), 4u);
  EXPECT_EQ(Choices[0].Headers.size(), 2u);
}

TEST(ChooseHeaders, HeadersThatIncludeEachOther) {
  auto Unit = [](std::string Name) {
    return TreeMaker(Files{{Name, {"a.h"}}, {"a.h", {"b.h"}}, {"b.h", {"a.h"}}})
        .Tree;
  };
  auto Choices = chooseHeaders({Unit("u0"), Unit("u1"), Unit("u2")});
  ASSERT_EQ(Choices.size(), 1u);
  EXPECT_EQ(spellings(Choices[0]), Names{"<a.h>"});
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
