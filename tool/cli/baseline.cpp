// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "baseline.h"

#include "checks/facts/stable_sort.h"
#include "tool/common/confidence_yaml.h"
#include "tool/common/paths.h"
#include "tool/common/read_file.h"
#include "tool/output/output_file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <map>
#include <tuple>

using namespace llvm;

LLVM_YAML_IS_SEQUENCE_VECTOR(coro_tidy::BaselineEntry)

namespace {

/// To be raised when older versions could misread what is written.
constexpr unsigned FormatVersion = 1;

struct BaselineDocument {
  unsigned Version = FormatVersion;
  std::vector<coro_tidy::BaselineEntry> Findings;
};

/// What a file of any version has.
struct VersionOnly {
  unsigned Version = 0;
};

} // namespace

namespace llvm::yaml {

template <> struct MappingTraits<coro_tidy::BaselineEntry> {
  static void mapping(IO &I, coro_tidy::BaselineEntry &E) {
    I.mapRequired("File", E.File);
    I.mapRequired("Check", E.Check);
    I.mapOptional("Function", E.Function, std::string());
    I.mapRequired("Message", E.Message);
    I.mapRequired("Confidence", E.Sure);
    I.mapRequired("Fingerprint", E.Fingerprint);
    I.mapOptional("Count", E.Count, 1u);
  }
  static std::string validate(IO &, coro_tidy::BaselineEntry &E) {
    if (E.Fingerprint.size() != 16 || !all_of(E.Fingerprint, isHexDigit))
      return "a fingerprint has 16 hexadecimal digits";
    return E.Count ? "" : "a count is at least 1";
  }
};

template <> struct MappingTraits<BaselineDocument> {
  static void mapping(IO &I, BaselineDocument &D) {
    I.mapRequired("Version", D.Version);
    I.mapRequired("Findings", D.Findings);
  }
};

template <> struct MappingTraits<VersionOnly> {
  static void mapping(IO &I, VersionOnly &V) {
    I.mapRequired("Version", V.Version);
  }
};

} // namespace llvm::yaml

namespace coro_tidy {

static std::string realFolder(StringRef Path) {
  return realPath(sys::path::parent_path(absolutePath(Path)));
}

/// With `..` where needed, so that the project may be anywhere. What shares
/// nothing but the root stays absolute.
static std::string relativeTo(StringRef Folder, StringRef File) {
  auto A = sys::path::begin(Folder), AEnd = sys::path::end(Folder);
  auto B = sys::path::begin(File), BEnd = sys::path::end(File);
  unsigned Shared = 0;
  for (; A != AEnd && B != BEnd && *A == *B; ++A, ++B)
    ++Shared;
  if (Shared < 2)
    return File.str();
  SmallString<256> Out;
  for (; A != AEnd; ++A)
    sys::path::append(Out, "..");
  for (; B != BEnd; ++B)
    sys::path::append(Out, *B);
  return std::string(Out);
}

/// Reads one document into \p Out; the first mistake otherwise.
template <class T>
static Error parse(MemoryBufferRef Text, T &Out, bool AllowsMore) {
  Error E = readYaml(Text, Out, AllowsMore);
  if (!E)
    return E;
  return createStringError(toString(std::move(E)) +
                           "; this is no baseline of --write-baseline");
}

Expected<Baseline> Baseline::read(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError("cannot read baseline '" + Path +
                             "': " + Buffer.getError().message() +
                             "; --write-baseline makes one");
  if ((*Buffer)->getBuffer().trim().empty())
    return createStringError("baseline '" + Path +
                             "' is empty; --write-baseline makes one anew if "
                             "it is removed");
  MemoryBufferRef Text = (*Buffer)->getMemBufferRef();
  VersionOnly Made;
  if (Error E = parse(Text, Made, /*AllowsMore=*/true))
    return E;
  if (Made.Version != FormatVersion)
    return createStringError(
        "baseline '" + Path + "' is of another version of coro-tidy (format " +
        Twine(Made.Version) + ", not " + Twine(FormatVersion) +
        "); use that one, or remove the file and make it "
        "anew with --write-baseline");
  BaselineDocument D;
  if (Error E = parse(Text, D, /*AllowsMore=*/false))
    return E;
  Baseline Out;
  Out.Entries = std::move(D.Findings);
  std::string Folder = realFolder(Path);
  for (size_t I = 0; I < Out.Entries.size(); ++I) {
    BaselineEntry &E = Out.Entries[I];
    E.File = absolutePath(E.File, Folder);
    Out.ByFingerprint[E.Fingerprint].push_back(I);
  }
  return Out;
}

static bool take(BaselineEntry &E) {
  if (!E.Count)
    return false;
  --E.Count;
  return true;
}

bool Baseline::takeSameFile(const PlacedFinding &F) {
  return any_of(ByFingerprint[F.Fingerprint], [&](size_t I) {
    return Entries[I].File == F.Where.RealFile && take(Entries[I]);
  });
}

/// Of several files that are there no more, one of the same name is likelier.
bool Baseline::takeMoved(const PlacedFinding &F) {
  StringRef Name = sys::path::filename(F.Where.RealFile);
  for (bool SameName : {true, false})
    for (size_t I : ByFingerprint[F.Fingerprint])
      if (BaselineEntry &E = Entries[I];
          (sys::path::filename(E.File) == Name) == SameName &&
          !sys::fs::exists(E.File) && take(E))
        return true;
  return false;
}

static ReportedFinding absent(const BaselineEntry &E) {
  ReportedFinding Out;
  Out.Baseline = BaselineState::Absent;
  PlacedFinding &F = Out.Finding;
  F.Check = E.Check;
  F.Sure = E.Sure;
  F.Where.File = F.Where.RealFile = E.File;
  F.Function = E.Function;
  F.Message = E.Message;
  F.Fingerprint = E.Fingerprint;
  return Out;
}

static void sortByPlace(std::vector<ReportedFinding> &Findings) {
  stableSort(Findings, [](const ReportedFinding &A, const ReportedFinding &B) {
    auto Order = [](const PlacedFinding &F) {
      return std::make_tuple(StringRef(F.Where.File), F.Where.Line,
                             F.Where.Column, StringRef(F.Check));
    };
    return Order(A.Finding) < Order(B.Finding);
  });
}

void Baseline::compare(
    std::vector<ReportedFinding> &Findings,
    const std::function<bool(const BaselineEntry &)> &IsJudged) {
  for (ReportedFinding &R : Findings)
    if (!R.IsSuppressed)
      R.Baseline = takeSameFile(R.Finding) ? BaselineState::Unchanged
                                           : BaselineState::New;
  for (ReportedFinding &R : Findings)
    if (R.Baseline == BaselineState::New && takeMoved(R.Finding))
      R.Baseline = BaselineState::Unchanged;
  ByFingerprint.clear();
  erase_if(Entries, [&](const BaselineEntry &E) {
    if (!E.Count)
      return true;
    if (!IsJudged(E))
      return false;
    Findings.insert(Findings.end(), E.Count, absent(E));
    return true;
  });
  sortByPlace(Findings);
}

static BaselineEntry entryOf(const PlacedFinding &F) {
  BaselineEntry E;
  E.File = F.Where.RealFile;
  E.Check = F.Check;
  E.Fingerprint = F.Fingerprint;
  E.Function = F.Function;
  E.Message = F.Message;
  E.Sure = F.Sure;
  return E;
}

/// Equal entries become one; the order depends on nothing that moves.
static std::vector<BaselineEntry>
joined(const std::vector<BaselineEntry> &Entries) {
  using Key = std::tuple<std::string, std::string, std::string, std::string,
                         std::string>;
  std::map<Key, BaselineEntry> Unique;
  for (const BaselineEntry &E : Entries) {
    auto [It, New] = Unique.try_emplace(
        Key(E.File, E.Check, E.Function, E.Message, E.Fingerprint), E);
    if (!New)
      It->second.Count += E.Count;
  }
  std::vector<BaselineEntry> Out;
  for (auto &Each : Unique)
    Out.push_back(std::move(Each.second));
  return Out;
}

Error writeBaseline(
    StringRef Path, const std::vector<ReportedFinding> &All,
    const std::function<bool(const ReportedFinding &)> &IsAccepted,
    const std::vector<BaselineEntry> &Keep) {
  std::vector<BaselineEntry> Entries = Keep;
  for (const ReportedFinding &R : All)
    if (IsAccepted(R))
      Entries.push_back(entryOf(R.Finding));
  std::string Folder = realFolder(Path);
  for (BaselineEntry &E : Entries)
    E.File = relativeTo(Folder, E.File);
  BaselineDocument D;
  D.Findings = joined(Entries);
  return writeFile(Path.str(), [&](raw_ostream &OS) {
    OS << "# Findings of coro-tidy that are accepted: --baseline does not "
          "show them.\n# Written by --write-baseline.\n";
    yaml::Output Out(OS, nullptr, /*WrapColumn=*/0);
    Out << D;
  });
}

} // namespace coro_tidy
