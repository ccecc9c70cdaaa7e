// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "runner.h"

#include "unit.h"

#include "checks/program/demand.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"

#include <map>
#include <mutex>
#include <numeric>
#include <set>

namespace coro_tidy {
namespace {

class Run {
public:
  Run(const clang::tooling::CompilationDatabase &Database,
      llvm::ArrayRef<std::string> Files, const ModelSet &Models,
      const RunOptions &Options, const std::function<void(TUResult)> &Done,
      const std::function<void(size_t, llvm::StringRef)> &Started)
      : Context(Database, Models, Options), Done(Done), Started(Started),
        Pool(llvm::hardware_concurrency(Options.Threads)) {
    for (const std::string &File : Files)
      Units.push_back(std::make_unique<Unit>(File, Context));
  }

  void all() {
    std::vector<size_t> Todo(Units.size());
    std::iota(Todo.begin(), Todo.end(), 0);
    look(Todo);
    analyze(Todo);
    // What is analysed may demand more.
    while (!Skipped.empty() && !isStopped()) {
      llvm::StringSet<> Names = Demanded.names();
      Todo.clear();
      llvm::copy_if(Skipped, std::back_inserter(Todo),
                    [&](size_t I) { return Units[I]->mayDefine(Names); });
      if (Todo.empty())
        break;
      llvm::erase_if(Skipped,
                     [&](size_t I) { return llvm::is_contained(Todo, I); });
      analyze(Todo);
    }
    for (size_t I : Skipped)
      Done(std::move(Known[I]));
  }

private:
  bool isStopped() const { return Context.Options.isStopped(); }

  /// The most expensive ones first, so that no long one is left for the end;
  /// and with each those that share headers with it, which are then freed.
  std::vector<size_t> inOrderOfCost(llvm::ArrayRef<size_t> Todo) const {
    std::map<const SharedHeaders *, std::pair<uint64_t, size_t>> Groups;
    std::vector<std::pair<uint64_t, size_t>> Costs;
    for (size_t I : Todo) {
      Costs.push_back({~Units[I]->cost(), I});
      if (const SharedHeaders *Group = Units[I]->shared()) {
        auto &First = Groups.try_emplace(Group, Costs.back()).first->second;
        First = std::min(First, Costs.back());
      }
    }
    auto Key = [&](const std::pair<uint64_t, size_t> &Unit) {
      auto It = Groups.find(Units[Unit.second]->shared());
      return std::pair(It == Groups.end() ? Unit : It->second, Unit);
    };
    llvm::sort(Costs,
               [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
    std::vector<size_t> Out;
    for (auto [Cost, I] : Costs)
      Out.push_back(I);
    return Out;
  }

  /// Takes those units out of \p Todo about which all is known.
  void look(std::vector<size_t> &Todo) {
    std::vector<std::optional<TUResult>> Found(Units.size());
    for (size_t I : Todo)
      Pool.async([&, I] {
        if (!isStopped())
          Found[I] = Units[I]->look();
      });
    Pool.wait();
    llvm::erase_if(Todo, [&](size_t I) { return Found[I].has_value(); });
    for (size_t I = 0; I < Found.size(); ++I)
      if (Found[I] && Found[I]->From == TUResult::Origin::Skipped)
        Skipped.push_back(I);
    for (size_t I = 0; I < Found.size(); ++I)
      if (Found[I]) {
        ++Begun;
        take(I, std::move(*Found[I]));
      }
  }

  void analyze(llvm::ArrayRef<size_t> Todo) {
    share(Todo);
    Undone.insert(Todo.begin(), Todo.end());
    for (size_t I : inOrderOfCost(Todo))
      Pool.async([&, I] {
        TUResult Result = one(I);
        std::lock_guard<std::mutex> Guard(Lock);
        Undone.erase(I);
        take(I, std::move(Result));
        deliver();
      });
    Pool.wait();
    deliver();
  }

  void share(llvm::ArrayRef<size_t> Todo) {
    if (!Context.Options.ShareHeaders)
      return;
    std::map<std::string, std::vector<size_t>> ByFlags;
    for (size_t I : Todo)
      if (std::string Flags = Units[I]->flags(); !Flags.empty())
        ByFlags[Flags].push_back(I);
    for (auto &[Flags, Members] : ByFlags)
      shareAmong(Members);
  }

  void shareAmong(llvm::ArrayRef<size_t> Members) {
    if (Members.size() < HeaderChoice::LeastUnits)
      return;
    std::vector<IncludeTree> Trees(Members.size());
    for (size_t I = 0; I < Members.size(); ++I)
      Pool.async([&, I] {
        if (!isStopped())
          Trees[I] = Units[Members[I]]->includes();
      });
    Pool.wait();
    if (isStopped())
      return;
    for (HeaderChoice &Choice : chooseHeaders(Trees)) {
      std::vector<size_t> Users = Choice.Units;
      auto Shared = std::make_shared<SharedHeaders>(std::move(Choice),
                                                    Context.Options.Stop);
      for (size_t I : Users)
        Units[Members[I]]->share(Shared);
    }
  }

  TUResult one(size_t I) {
    if (isStopped())
      return Units[I]->nothing(TUResult::Origin::Stopped);
    {
      std::lock_guard<std::mutex> Guard(Lock);
      Started(std::min(++Begun, Units.size()), Units[I]->file());
    }
    return Units[I]->analyze();
  }

  void take(size_t I, TUResult Result) {
    if (!Skipped.empty()) // else nobody asks
      for (const TUReport &R : Result.Reports)
        Demanded.add(R);
    Known[I] = std::move(Result);
  }

  /// In order, whichever is done first: what lies before all that is undone.
  void deliver() {
    size_t End = Undone.empty() ? Units.size() : *Undone.begin();
    for (auto It = Known.begin(); It != Known.end() && It->first < End;) {
      if (It->second.From == TUResult::Origin::Skipped) {
        ++It;
        continue;
      }
      Done(std::move(It->second));
      It = Known.erase(It);
    }
  }

  RunContext Context;
  const std::function<void(TUResult)> &Done;
  const std::function<void(size_t, llvm::StringRef)> &Started;
  std::vector<std::unique_ptr<Unit>> Units;
  llvm::DefaultThreadPool Pool;
  std::mutex Lock;
  Demand Demanded;
  std::map<size_t, TUResult> Known; ///< and not delivered
  std::set<size_t> Undone;
  std::vector<size_t> Skipped; ///< sorted
  size_t Begun = 0;
};

} // namespace

void analyzeAll(const clang::tooling::CompilationDatabase &Database,
                llvm::ArrayRef<std::string> Files, const ModelSet &Models,
                const RunOptions &Options,
                const std::function<void(TUResult)> &Done,
                const std::function<void(size_t, llvm::StringRef)> &Started) {
  llvm::CrashRecoveryContext::Enable();
  Run(Database, Files, Models, Options, Done, Started).all();
}

} // namespace coro_tidy
