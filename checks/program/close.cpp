// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "close.h"

#include "program.h"
#include "report_io.h"

#include "../facts/stable_sort.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <tuple>

using namespace clang;

namespace coro_tidy {

/// Of several chains from one place: the surest, then the shortest, then
/// whichever, but always the same.
static bool isBetter(const CallChain &A, const CallChain &B) {
  if (A.Sure != B.Sure)
    return A.Sure > B.Sure;
  if (A.Steps.size() != B.Steps.size())
    return A.Steps.size() < B.Steps.size();
  return std::lexicographical_compare(
      A.Steps.begin(), A.Steps.end(), B.Steps.begin(), B.Steps.end(),
      [](const ChainStep &X, const ChainStep &Y) { return X.Name < Y.Name; });
}

static ChainText describe(llvm::StringRef Check, const CallChain &Chain) {
  return findCheck(Check)->Describe(Chain);
}

void close(TUAnalysis &Analysis, const SourceManager &SM, Confidence Least) {
  Program All;
  All.add(Analysis.Facts, 0);
  using Key = std::tuple<llvm::StringRef, unsigned, unsigned>;
  auto KeyOf = [&](const Finding &F) {
    return Key(F.Check, SM.getExpansionLoc(F.Loc).getRawEncoding(),
               SM.getSpellingLoc(F.Loc).getRawEncoding());
  };
  std::map<Key, std::pair<CallChain, size_t>> Best;
  std::vector<Finding> Out;
  for (Finding &F : Analysis.Findings) {
    if (!F.Open) {
      // What was said at once stands.
      Best.insert_or_assign(KeyOf(F), std::make_pair(CallChain(), Out.size()));
      Out.push_back(std::move(F));
      continue;
    }
    auto Chain =
        All.chain(F.Open->Edge, Analysis.Facts, 0, F.Open->Categories, Least);
    if (!Chain)
      continue;
    Chain->Sure = std::min(Chain->Sure, F.Sure);
    if (Chain->Sure < Least)
      continue;
    auto [It, New] =
        Best.try_emplace(KeyOf(F), std::make_pair(*Chain, Out.size()));
    if (!New && !isBetter(*Chain, It->second.first))
      continue;
    F.Sure = Chain->Sure;
    ChainText Text = describe(F.Check, *Chain);
    F.Message = std::move(Text.Message);
    for (size_t I = 0; I < Text.Notes.size(); ++I)
      F.Notes.push_back({Chain->Steps[I + 1].Loc, std::move(Text.Notes[I])});
    F.Open = nullptr;
    It->second.first = std::move(*Chain);
    if (New)
      Out.push_back(std::move(F));
    else
      Out[It->second.second] = std::move(F);
  }
  Analysis.Findings = std::move(Out);
}

static std::string contentOf(const TUReport &R) {
  std::string Content;
  llvm::raw_string_ostream OS(Content);
  writeReport(R, OS);
  return Content;
}

void addAll(Program &All, std::vector<TUReport> &Reports) {
  // A file that is compiled twice comes twice; then the content decides.
  stableSort(Reports, [](const TUReport &A, const TUReport &B) {
    if (A.File != B.File)
      return A.File < B.File;
    return contentOf(A) < contentOf(B);
  });
  for (size_t TU = 0; TU < Reports.size(); ++TU) {
    All.add(Reports[TU].Facts, TU);
    Reports[TU].Facts.Functions.clear();
    Reports[TU].Facts.Functions.shrink_to_fit();
  }
}

/// Whether the open finding is to be shown instead of another of its check and
/// place. What a comment hides in one TU it may not hide in another, whose
/// report can be of an older state of the file.
static bool isBetter(const PlacedFinding &F, const CallChain &Chain,
                     const PlacedFinding &Known, const CallChain &KnownChain) {
  if (F.IsSuppressed != Known.IsSuppressed)
    return Known.IsSuppressed;
  // What was said at once stands.
  return !KnownChain.Steps.empty() && isBetter(Chain, KnownChain);
}

std::vector<PlacedFinding> link(std::vector<TUReport> Reports,
                                Confidence Least) {
  Program All;
  addAll(All, Reports);
  using Key = std::tuple<std::string, unsigned, std::string>;
  auto KeyOf = [](const PlacedFinding &F) {
    return Key(F.Where.RealFile, F.Where.Offset, F.Check);
  };
  std::map<Key, std::pair<CallChain, PlacedFinding>> Best;
  for (TUReport &R : Reports)
    for (PlacedFinding &F : R.Findings) {
      if (F.Sure < Least)
        continue;
      std::pair<CallChain, PlacedFinding> &Known = Best[KeyOf(F)];
      if (Known.second.Check.empty() ||
          (Known.second.IsSuppressed && !F.IsSuppressed))
        Known.second = std::move(F);
    }
  for (size_t TU = 0; TU < Reports.size(); ++TU)
    for (OpenFinding &Open : Reports[TU].Open) {
      auto Chain = All.chain(Open.Call.Edge, Reports[TU].Facts, TU,
                             Open.Call.Categories, Least);
      if (!Chain)
        continue;
      PlacedFinding &F = Open.Finding;
      Chain->Sure = std::min(Chain->Sure, F.Sure);
      auto It = Best.find(KeyOf(F));
      if (Chain->Sure < Least ||
          (It != Best.end() &&
           !isBetter(F, *Chain, It->second.second, It->second.first)))
        continue;
      F.Sure = Chain->Sure;
      ChainText Text = describe(F.Check, *Chain);
      F.Message = std::move(Text.Message);
      for (const ChainStep &Step : Chain->Steps)
        F.Calls.push_back(Step.Name);
      for (size_t I = 0; I < Text.Notes.size(); ++I) {
        const ChainStep &Step = Chain->Steps[I + 1];
        PlacedNote Note;
        Note.Where.File = Note.Where.RealFile = Step.File;
        Note.Where.Line = Step.Line;
        Note.Where.Column = Step.Column;
        Note.Message = std::move(Text.Notes[I]);
        F.Notes.push_back(std::move(Note));
      }
      F.Fingerprint = fingerprint(F);
      Key Where = KeyOf(F);
      Best.insert_or_assign(std::move(Where),
                            std::make_pair(std::move(*Chain), std::move(F)));
    }
  std::vector<PlacedFinding> Out;
  for (auto &Entry : Best)
    Out.push_back(std::move(Entry.second.second));
  stableSort(Out, [](const PlacedFinding &A, const PlacedFinding &B) {
    auto Order = [](const PlacedFinding &F) {
      return std::make_tuple(llvm::StringRef(F.Where.File), F.Where.Line,
                             F.Where.Column, llvm::StringRef(F.Check));
    };
    return Order(A) < Order(B);
  });
  return Out;
}

} // namespace coro_tidy
