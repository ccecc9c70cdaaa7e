// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "runner.h"

#include "unit.h"

#include "checks/program/demand.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"

#include <map>
#include <mutex>

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
    wave(Todo, [](Unit &U) { return U.run(); });
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
      wave(Todo, [](Unit &U) { return U.analyze(); });
    }
    for (size_t I : Skipped) {
      TUResult Out;
      Out.File = Units[I]->file();
      Out.From = TUResult::Origin::Skipped;
      Done(std::move(Out));
    }
  }

private:
  bool isStopped() const {
    return Context.Options.Stop && Context.Options.Stop->load();
  }

  /// The most expensive ones first, so that no long one is left for the end.
  std::vector<size_t> inOrderOfCost(llvm::ArrayRef<size_t> Todo) const {
    std::vector<std::pair<uint64_t, size_t>> Costs;
    for (size_t I : Todo)
      Costs.push_back({~Units[I]->cost(), I});
    llvm::sort(Costs);
    std::vector<size_t> Out;
    for (auto [Cost, I] : Costs)
      Out.push_back(I);
    return Out;
  }

  /// \p Todo is sorted; so are the results of a wave.
  void wave(llvm::ArrayRef<size_t> Todo,
            const std::function<TUResult(Unit &)> &Work) {
    std::map<size_t, TUResult> Waiting;
    auto Next = Todo.begin();
    for (size_t I : inOrderOfCost(Todo))
      Pool.async([&, I] {
        TUResult Result = one(I, Work);
        std::lock_guard<std::mutex> Guard(Lock);
        for (const TUReport &R : Result.Reports)
          Demanded.add(R);
        Waiting.emplace(I, std::move(Result));
        for (; Next != Todo.end() && Waiting.count(*Next); ++Next)
          deliver(*Next, std::move(Waiting[*Next]));
      });
    Pool.wait();
  }

  TUResult one(size_t I, const std::function<TUResult(Unit &)> &Work) {
    if (isStopped()) {
      TUResult Out;
      Out.File = Units[I]->file();
      Out.From = TUResult::Origin::Stopped;
      return Out;
    }
    {
      std::lock_guard<std::mutex> Guard(Lock);
      Started(std::min(++Begun, Units.size()), Units[I]->file());
    }
    return Work(*Units[I]);
  }

  void deliver(size_t I, TUResult Result) {
    if (Result.From == TUResult::Origin::Skipped)
      Skipped.push_back(I);
    else
      Done(std::move(Result));
  }

  RunContext Context;
  const std::function<void(TUResult)> &Done;
  const std::function<void(size_t, llvm::StringRef)> &Started;
  std::vector<std::unique_ptr<Unit>> Units;
  llvm::DefaultThreadPool Pool;
  std::mutex Lock;
  Demand Demanded;
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
