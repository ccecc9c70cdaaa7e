// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/models/model.h"

#include <gtest/gtest.h>

using namespace coro_tidy;

namespace {

std::string errorOf(llvm::StringRef Text) {
  ModelSet Set;
  return llvm::toString(Set.add(Text, "user.yaml"));
}

TEST(Model, TheBuiltInOnesLoad) {
  auto Set = ModelSet::builtin();
  ASSERT_TRUE(static_cast<bool>(Set)) << llvm::toString(Set.takeError());
  ASSERT_EQ(Set->functions("std::this_thread::sleep_for").size(), 1u);
  EXPECT_EQ(Set->functions("std::this_thread::sleep_for")[0]->Blocks, "sleep");
  ASSERT_TRUE(Set->type("boost::asio::awaitable"));
  EXPECT_EQ(Set->type("asio::awaitable")->Start, StartKind::Lazy);
  EXPECT_EQ(Set->libraryOfType("corun::task")->Library, "corun");
}

TEST(Model, EntriesOfOneFileAddUpAndALaterFileReplacesThem) {
  ModelSet Set;
  ASSERT_FALSE(Set.add("library: a\n"
                       "functions:\n"
                       "  - {names: [f], blocks: file}\n"
                       "  - {names: [f], blocks: net}\n",
                       "a.yaml"));
  EXPECT_EQ(Set.functions("f").size(), 2u);
  ASSERT_FALSE(Set.add("library: b\n"
                       "functions: [{names: [f], nonblocking: true}]\n",
                       "b.yaml"));
  ASSERT_EQ(Set.functions("f").size(), 1u);
  EXPECT_TRUE(Set.functions("f")[0]->Nonblocking);
}

TEST(Model, APrefixStandsForEachOfItsNames) {
  ModelSet Set;
  ASSERT_FALSE(Set.add("library: a\n"
                       "prefixes: [x, y::z, '']\n"
                       "functions: [{names: ['$::f'], blocks: net}]\n",
                       "a.yaml"));
  for (const char *Name : {"x::f", "y::z::f", "f"})
    EXPECT_EQ(Set.functions(Name).size(), 1u) << Name;
  EXPECT_TRUE(Set.functions("z::f").empty());
  EXPECT_TRUE(Set.mayHaveFunction("f"));
  EXPECT_FALSE(Set.mayHaveFunction("x"));
}

TEST(Model, AWildcardCoversWhatLiesBelow) {
  ModelSet Set;
  ASSERT_FALSE(Set.add("library: a\n"
                       "functions: [{names: ['n::*'], callables-run: here}]\n",
                       "a.yaml"));
  EXPECT_TRUE(Set.wildcard("n::f"));
  EXPECT_TRUE(Set.wildcard("n::c::operator()"));
  EXPECT_FALSE(Set.wildcard("m::f"));
}

TEST(Model, AMistakeIsNamedWithItsPlace) {
  EXPECT_TRUE(llvm::StringRef(errorOf("library: a\ntypes: [{name: x}]\n"))
                  .starts_with("bad model file: user.yaml:2:"));
  EXPECT_NE(errorOf("library: a\n"
                    "functions: [{names: [f], unless: [{argument: 0}]}]\n")
                .find("a condition takes exactly one of"),
            std::string::npos);
  EXPECT_NE(errorOf("[1, 2]").find("bad model file"), std::string::npos);
  EXPECT_NE(errorOf("").find("not a model"), std::string::npos);
}

} // namespace
