// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/cli/fix.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <gtest/gtest.h>

using namespace coro_tidy;

namespace {

/// A file that is removed with the test.
class Source {
public:
  explicit Source(llvm::StringRef Text) : Hash(llvm::xxh3_64bits(Text)) {
    int FD;
    EXPECT_FALSE(
        llvm::sys::fs::createTemporaryFile("coro-tidy", "cpp", FD, Path));
    llvm::raw_fd_ostream(FD, /*shouldClose=*/true) << Text;
  }
  ~Source() { llvm::sys::fs::remove(Path); }

  std::string text() const {
    return (*llvm::MemoryBuffer::getFile(Path))->getBuffer().str();
  }
  PlacedFinding finding(std::vector<PlacedFix> Fixes) const {
    PlacedFinding F;
    F.Where.File = std::string(Path);
    for (PlacedFix &Fix : Fixes) {
      Fix.File = std::string(Path);
      if (!Fix.Hash)
        Fix.Hash = Hash;
    }
    F.Fixes = std::move(Fixes);
    return F;
  }

private:
  llvm::SmallString<128> Path;
  uint64_t Hash;
};

/// A replacement of `Length` bytes.
PlacedFix at(unsigned Offset, unsigned Length, std::string Text) {
  PlacedFix Fix;
  Fix.Offset = Offset;
  Fix.Length = Length;
  Fix.Text = std::move(Text);
  return Fix;
}

TEST(Fix, TheSameEditOfSeveralFindingsIsMadeOnce) {
  Source File("f(); g();");
  auto Done = applyFixes({File.finding({at(0, 0, "await ")}),
                          File.finding({at(0, 0, "await "), at(5, 1, "h")})});
  ASSERT_TRUE(static_cast<bool>(Done)) << llvm::toString(Done.takeError());
  EXPECT_EQ(Done->Applied, 2u);
  EXPECT_TRUE(Done->Conflicts.empty());
  EXPECT_EQ(File.text(), "await f(); h();");
}

TEST(Fix, OfAConflictBothSidesAreNamed) {
  Source File("f(); g();");
  std::vector<PlacedFinding> All = {File.finding({at(5, 1, "h")}),
                                    File.finding({at(0, 1, "x")}),
                                    File.finding({at(0, 9, "")})};
  auto Done = applyFixes(All);
  ASSERT_TRUE(static_cast<bool>(Done)) << llvm::toString(Done.takeError());
  EXPECT_EQ(Done->Applied, 2u);
  ASSERT_EQ(Done->Conflicts.size(), 1u);
  EXPECT_EQ(Done->Conflicts[0].Left, &All[2]);
  EXPECT_EQ(Done->Conflicts[0].Applied, &All[0]);
  EXPECT_EQ(File.text(), "x(); h();");
}

TEST(Fix, AFixIsAppliedCompletelyOrNotAtAll) {
  Source File("f(); g();");
  auto Done = applyFixes({File.finding({at(0, 1, "x")}),
                          File.finding({at(5, 1, "h"), at(0, 2, "y")})});
  ASSERT_TRUE(static_cast<bool>(Done)) << llvm::toString(Done.takeError());
  EXPECT_EQ(Done->Conflicts.size(), 1u);
  EXPECT_EQ(File.text(), "x(); g();");
}

TEST(Fix, AFileThatTwoTranslationUnitsSawDifferentlyIsRefused) {
  Source File("f(); g();"), Other("f();");
  PlacedFix Older = at(5, 1, "h");
  Older.Hash = 1;
  auto Done =
      applyFixes({Other.finding({at(0, 1, "x")}), File.finding({at(0, 1, "x")}),
                  File.finding({Older})});
  ASSERT_FALSE(static_cast<bool>(Done));
  EXPECT_TRUE(llvm::StringRef(llvm::toString(Done.takeError()))
                  .ends_with("it has changed since it was analysed; no file "
                             "was changed"));
  EXPECT_EQ(File.text(), "f(); g();");
  EXPECT_EQ(Other.text(), "f();");
}

} // namespace
