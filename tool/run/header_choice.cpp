// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "header_choice.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

#include <numeric>
#include <optional>

namespace coro_tidy {
namespace {

bool isHeader(const IncludeTree::File &File) {
  return llvm::StringSwitch<bool>(llvm::sys::path::extension(File.Path).lower())
      .Cases({"", ".h", ".hh", ".hpp", ".hxx", ".h++"}, true)
      .Default(false);
}

/// What to include, in the order of one unit, so that only files that are
/// common are read, and as many of them as possible.
class Outermost {
public:
  Outermost(const HeaderChoice &Of, const IncludeTree &Tree)
      : Of(Of), Tree(Tree), Fits(Tree.Files.size()), Seen(Tree.Files.size()) {
    visit(0);
  }

  std::vector<SharedHeader> Headers;
  uint64_t Bytes = 0; ///< of all that they include, weighted

private:
  enum class Fit : uint8_t { Unknown, Yes, No };

  /// Is all that it includes common?
  bool fits(unsigned I) {
    if (Fits[I] != Fit::Unknown)
      return Fits[I] == Fit::Yes;
    Fits[I] = Fit::Yes; // while those are looked at that include it again
    bool Is =
        Of.IsCommon[I] && llvm::all_of(Tree.Files[I].Includes,
                                       [&](unsigned N) { return fits(N); });
    Fits[I] = Is ? Fit::Yes : Fit::No;
    return Is;
  }

  /// What is read a second time does no harm if it only defines macros, as
  /// "config.h" does, with which all begin.
  bool mayStandAlone(unsigned I, unsigned By) const {
    return isHeader(Tree.Files[I]) &&
           (Tree.Files[I].IsGuarded ||
            (Of.BeginAlike && !By && I == Tree.Files[By].Includes.front()));
  }

  void cover(unsigned I) {
    if (Seen[I])
      return;
    Seen[I] = true;
    // What is instantiated in a header of the system is passed over anyway.
    Bytes += Tree.Files[I].Size * (Tree.Files[I].IsSystem ? 1 : 3);
    for (unsigned Next : Tree.Files[I].Includes)
      cover(Next);
  }

  void visit(unsigned I) {
    Seen[I] = true;
    for (unsigned Next : Tree.Files[I].Includes) {
      const IncludeTree::File &File = Tree.Files[Next];
      if (Seen[Next])
        continue;
      if (mayStandAlone(Next, I) && fits(Next)) {
        Headers.push_back({File.Id, File.Spelling});
        cover(Next);
      } else if (!File.IsSystem) {
        visit(Next); // parts of system headers do not stand alone
      }
    }
  }

  const HeaderChoice &Of;
  const IncludeTree &Tree;
  std::vector<Fit> Fits;
  std::vector<bool> Seen;
};

class Chooser {
public:
  explicit Chooser(llvm::ArrayRef<IncludeTree> Units) : Units(Units) {
    llvm::DenseMap<std::pair<llvm::sys::fs::UniqueID, unsigned>, unsigned>
        Known;
    for (const IncludeTree &Tree : Units) {
      std::vector<unsigned> &Ids = Names.emplace_back();
      for (const IncludeTree::File &File : Tree.Files) {
        // Whether it is the system's matters: only else it is analysed.
        Ids.push_back(
            Known.try_emplace({File.Id, unsigned(File.IsSystem)}, Known.size())
                .first->second);
        Sizes.resize(Known.size());
        Sizes[Ids.back()] = File.Size;
      }
    }
    for (std::vector<unsigned> &Ids : Names) {
      llvm::BitVector &Closure = Closures.emplace_back(Known.size());
      for (unsigned Id : llvm::drop_begin(Ids))
        Closure.set(Id);
    }
  }

  std::vector<HeaderChoice> all() {
    std::vector<HeaderChoice> Out;
    std::vector<size_t> Rest(Units.size());
    std::iota(Rest.begin(), Rest.end(), 0);
    while (Rest.size() >= Least) {
      HeaderChoice Best = best(Rest);
      if (Best.Headers.empty())
        break;
      llvm::erase_if(
          Rest, [&](size_t U) { return llvm::is_contained(Best.Units, U); });
      Out.push_back(std::move(Best));
    }
    return Out;
  }

private:
  static constexpr size_t Least = HeaderChoice::LeastUnits;
  /// Parsing a header for others takes about 1.2 times as long as for oneself,
  /// starting from it about 0.25.
  static double saved(size_t Users, uint64_t Bytes) {
    return (0.75 * Users - 1.2) * Bytes;
  }

  /// From what all have in common to what fewer and fewer have, each time
  /// following the header that most of them include.
  HeaderChoice best(std::vector<size_t> Users) const {
    HeaderChoice Best;
    double Most = 0;
    for (unsigned Step = 0; Step < MaxSteps && Users.size() >= Least; ++Step) {
      llvm::BitVector Common = Closures[Users.front()];
      for (size_t U : Users)
        Common &= Closures[U];
      HeaderChoice Here = choice(Users, Common);
      Outermost Chosen(Here, Units[Users.front()]);
      if (double Saved = saved(Users.size(), Chosen.Bytes); Saved > Most) {
        Most = Saved;
        Best = std::move(Here);
        Best.Headers = std::move(Chosen.Headers);
      }
      std::optional<unsigned> Next = mostUsed(Users, Common);
      if (!Next)
        break;
      llvm::erase_if(Users, [&](size_t U) { return !Closures[U].test(*Next); });
    }
    if (!Best.Units.empty())
      Best.Tree = Units[Best.Units.front()];
    return Best;
  }

  HeaderChoice choice(const std::vector<size_t> &Users,
                      const llvm::BitVector &Common) const {
    HeaderChoice Out;
    Out.Units = Users;
    for (unsigned Id : Names[Users.front()])
      Out.IsCommon.push_back(Common.test(Id));
    auto Begin = [&](size_t U) -> std::optional<unsigned> {
      const auto &Includes = Units[U].Files.front().Includes;
      if (Includes.empty())
        return std::nullopt;
      return Names[U][Includes.front()];
    };
    Out.BeginAlike = llvm::all_of(
        Users, [&](size_t U) { return Begin(U) == Begin(Users.front()); });
    return Out;
  }

  /// Of those that some of the users do not include; the larger of two.
  std::optional<unsigned> mostUsed(llvm::ArrayRef<size_t> Users,
                                   const llvm::BitVector &Common) const {
    std::vector<unsigned> Count(Common.size());
    for (size_t U : Users)
      for (unsigned Id : Closures[U].set_bits())
        ++Count[Id];
    std::optional<unsigned> Best;
    for (unsigned Id = 0; Id < Count.size(); ++Id)
      if (!Common.test(Id) && Count[Id] &&
          (!Best || std::pair(Count[Id], Sizes[Id]) >
                        std::pair(Count[*Best], Sizes[*Best])))
        Best = Id;
    return Best;
  }

  static constexpr unsigned MaxSteps = 64;

  llvm::ArrayRef<IncludeTree> Units;
  std::vector<std::vector<unsigned>> Names; ///< of a unit's files
  std::vector<llvm::BitVector> Closures;
  std::vector<uint64_t> Sizes; ///< of a file, whoever includes it
};

} // namespace

void HeaderChoice::drop(const llvm::DenseSet<llvm::sys::fs::UniqueID> &Files) {
  for (size_t I = 0; I < Tree.Files.size(); ++I)
    if (Files.contains(Tree.Files[I].Id))
      IsCommon[I] = false;
  Headers = Outermost(*this, Tree).Headers;
}

std::vector<HeaderChoice> chooseHeaders(llvm::ArrayRef<IncludeTree> Units) {
  if (Units.empty())
    return {};
  return Chooser(Units).all();
}

} // namespace coro_tidy
