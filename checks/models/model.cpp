// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model.h"

#include "embedded_models.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

using namespace coro_tidy;

static constexpr BlockingCategory Categories[] = {
    {"sleep", true, "sleeps"},
    {"wait", true, "waits"},
    {"process", true, "waits for a process"},
    {"file", true, "does file I/O"},
    {"dns", true, "waits for a name server"},
    {"net", true, "waits for the network"},
    {"console-in", true, "waits for input"},
    {"lock", false, "waits for a lock"},
    {"console-out", false, "writes to the console"},
    {"socket", false, "waits for a socket"},
    {"cpu", false, "computes for long"},
};

llvm::ArrayRef<BlockingCategory> coro_tidy::blockingCategories() {
  return Categories;
}

LLVM_YAML_IS_SEQUENCE_VECTOR(coro_tidy::TypeModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(coro_tidy::FunctionModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(coro_tidy::CallCondition)
LLVM_YAML_IS_SEQUENCE_VECTOR(coro_tidy::ReplacementModel)

namespace llvm::yaml {

template <> struct ScalarEnumerationTraits<TypeKind> {
  static void enumeration(IO &Io, TypeKind &V) {
    Io.enumCase(V, "task", TypeKind::Task);
    Io.enumCase(V, "awaitable", TypeKind::Awaitable);
    Io.enumCase(V, "generator", TypeKind::Generator);
    Io.enumCase(V, "detached", TypeKind::Detached);
    Io.enumCase(V, "handle", TypeKind::Handle);
    Io.enumCase(V, "marker", TypeKind::Marker);
    Io.enumCase(V, "scope", TypeKind::Scope);
    Io.enumCase(V, "loop", TypeKind::Loop);
    Io.enumCase(V, "pool", TypeKind::Pool);
    Io.enumCase(V, "holder", TypeKind::Holder);
    Io.enumCase(V, "none", TypeKind::None);
  }
};

template <> struct ScalarEnumerationTraits<StartKind> {
  static void enumeration(IO &Io, StartKind &V) {
    Io.enumCase(V, "lazy", StartKind::Lazy);
    Io.enumCase(V, "eager", StartKind::Eager);
    Io.enumCase(V, "unknown", StartKind::Unknown);
  }
};

template <> struct ScalarEnumerationTraits<DropKind> {
  static void enumeration(IO &Io, DropKind &V) {
    Io.enumCase(V, "unknown", DropKind::Unknown);
    Io.enumCase(V, "never-runs", DropKind::NeverRuns);
    Io.enumCase(V, "detaches", DropKind::Detaches);
    Io.enumCase(V, "cancels", DropKind::Cancels);
    Io.enumCase(V, "terminates", DropKind::Terminates);
    Io.enumCase(V, "harmless", DropKind::Harmless);
  }
};

template <> struct ScalarEnumerationTraits<ConsumeKind> {
  static void enumeration(IO &Io, ConsumeKind &V) {
    Io.enumCase(V, "once", ConsumeKind::Once);
    Io.enumCase(V, "many", ConsumeKind::Many);
    Io.enumCase(V, "by-move", ConsumeKind::ByMove);
    Io.enumCase(V, "unknown", ConsumeKind::Unknown);
  }
};

template <> struct ScalarEnumerationTraits<Where> {
  static void enumeration(IO &Io, Where &V) {
    Io.enumCase(V, "unknown", Where::Unknown);
    Io.enumCase(V, "here", Where::Here);
    Io.enumCase(V, "elsewhere", Where::Elsewhere);
    Io.enumCase(V, "loop", Where::Here);
    Io.enumCase(V, "off-loop", Where::Elsewhere);
  }
};

template <> struct MappingTraits<TypeModel> {
  static void mapping(IO &Io, TypeModel &V) {
    Io.mapRequired("names", V.Names);
    Io.mapOptional("kind", V.Kind);
    Io.mapOptional("start", V.Start);
    Io.mapOptional("drop", V.Drop);
    Io.mapOptional("consume", V.Consume);
    Io.mapOptional("resumes-on", V.ResumesOn);
    Io.mapOptional("grows", V.Grows);
    Io.mapOptional("carries-error", V.Error);
    Io.mapOptional("pauses", V.Pauses);
  }
};

template <> struct MappingTraits<CallCondition> {
  static void mapping(IO &Io, CallCondition &V) {
    Io.mapRequired("argument", V.Argument);
    Io.mapOptional("is-zero", V.IsZero);
    Io.mapOptional("has-bits", V.HasBits);
    Io.mapOptional("equals", V.Equals);
    Io.mapOptional("type", V.Type);
    Io.mapOptional("object", V.Object);
    Io.mapOptional("not-local", V.NotLocal);
    Io.mapOptional("from-call", V.FromCall);
    Io.mapOptional("missing", V.Missing);
    Io.mapOptional("kind", V.Kind);
  }
  static std::string validate(IO &, CallCondition &V) {
    int Tests = V.IsZero + V.HasBits.has_value() + V.Equals.has_value() +
                !V.Type.empty() + !V.Object.empty() + !V.FromCall.empty() +
                V.Missing + V.Kind.has_value();
    return Tests == 1 ? ""
                      : "a condition takes exactly one of 'is-zero', "
                        "'has-bits', 'equals', 'type', 'object', 'from-call', "
                        "'missing', 'kind'";
  }
};

template <> struct MappingTraits<FunctionModel> {
  static void mapping(IO &Io, FunctionModel &V) {
    Io.mapRequired("names", V.Names);
    Io.mapOptional("blocks", V.Blocks);
    Io.mapOptional("when", V.When);
    Io.mapOptional("unless", V.Unless);
    Io.mapOptional("after-check", V.AfterCheck);
    Io.mapOptional("busy-check", V.BusyCheck);
    Io.mapOptional("ready-values", V.ReadyValues);
    Io.mapOptional("busy-values", V.BusyValues);
    Io.mapOptional("makes-ready", V.MakesReady);
    Io.mapOptional("in-result-destructor", V.InResultDestructor);
    Io.mapOptional("nonblocking", V.Nonblocking);
    Io.mapOptional("spawns", V.Spawns);
    Io.mapOptional("drop", V.Drop);
    Io.mapOptional("detaches", V.Detaches);
    Io.mapOptional("joins", V.Joins);
    Io.mapOptional("exits", V.Exits);
    Io.mapOptional("forks", V.Forks);
    Io.mapOptional("execs", V.Execs);
    Io.mapOptional("runs-loop", V.RunsLoop);
    Io.mapOptional("pauses", V.Pauses);
    Io.mapOptional("set-by", V.SetBy);
    Io.mapOptional("drops-result", V.DropsResult);
    Io.mapOptional("runs-often", V.RunsOften);
    Io.mapOptional("runs-tasks", V.RunsTasks);
    Io.mapOptional("callables-run", V.Callables);
    Io.mapOptional("resumes-on", V.ResumesOn);
    Io.mapOptional("returns-ready", V.ReturnsReady);
    Io.mapOptional("gives-done", V.GivesDone);
    Io.mapOptional("gives-ready", V.GivesReady);
    Io.mapOptional("consumes", V.Consumes);
    Io.mapOptional("observes", V.Observes);
    Io.mapOptional("display", V.Display);
  }
  static std::string validate(IO &, FunctionModel &V) {
    if (V.Blocks.empty() || V.Blocks == FunctionModel::NestedRunCategory ||
        llvm::any_of(Categories, [&](auto &C) { return V.Blocks == C.Name; }))
      return "";
    return "unknown category '" + V.Blocks + "' in 'blocks'";
  }
};

template <> struct MappingTraits<ReplacementModel> {
  static void mapping(IO &Io, ReplacementModel &V) {
    Io.mapRequired("for", V.For);
    Io.mapRequired("with", V.With);
  }
};

template <> struct MappingTraits<LibraryModel> {
  static void mapping(IO &Io, LibraryModel &V) {
    Io.mapRequired("library", V.Library);
    Io.mapOptional("prefixes", V.Prefixes);
    Io.mapOptional("types", V.Types);
    Io.mapOptional("functions", V.Functions);
    Io.mapOptional("replacements", V.Replacements);
    Io.mapOptional("offload", V.Offload);
    Io.mapOptional("cancellation", V.Cancellation);
  }
};

} // namespace llvm::yaml

/// `$::x` stands for x under each of the file's prefixes.
static std::vector<std::string> expand(llvm::StringRef Name,
                                       const LibraryModel &Lib) {
  if (!Name.consume_front("$::"))
    return {Name.str()};
  std::vector<std::string> Out;
  for (const std::string &P : Lib.Prefixes)
    Out.push_back(P.empty() ? Name.str() : P + "::" + Name.str());
  return Out;
}

static std::vector<std::string> expandAll(const std::vector<std::string> &Names,
                                          const LibraryModel &Lib) {
  std::vector<std::string> Out;
  for (const std::string &N : Names)
    llvm::append_range(Out, expand(N, Lib));
  return Out;
}

static llvm::StringRef lastName(llvm::StringRef Qualified) {
  size_t At = Qualified.rfind("::");
  return At == llvm::StringRef::npos ? Qualified : Qualified.substr(At + 2);
}

llvm::Error ModelSet::add(llvm::StringRef Text, llvm::StringRef FileName,
                          bool Builtin) {
  std::string Message;
  auto Collect = [](const llvm::SMDiagnostic &D, void *Ctx) {
    std::string &Out = *static_cast<std::string *>(Ctx);
    if (!Out.empty()) // the first error is the cause of the others
      return;
    llvm::raw_string_ostream OS(Out);
    D.print(nullptr, OS, /*ShowColors=*/false);
  };
  llvm::yaml::Input In(llvm::MemoryBufferRef(Text, FileName), nullptr, Collect,
                       &Message);
  LibraryModel Parsed;
  In >> Parsed;
  if (In.error() || Parsed.Library.empty()) {
    if (Message.empty())
      Message = (FileName + ": not a model: a model is a YAML mapping that "
                            "starts with 'library: <name>'\n")
                    .str();
    return llvm::createStringError("bad model file: " +
                                   llvm::StringRef(Message).rtrim());
  }
  Libraries.push_back(std::move(Parsed));
  LibraryModel &Lib = Libraries.back();
  for (TypeModel &T : Lib.Types)
    for (const std::string &Name : expandAll(T.Names, Lib)) {
      Types[Name] = &T;
      TypeLibraries[Name] = &Lib;
      LastTypeNames[lastName(Name)] = 1;
    }
  Lib.Cancellation = expandAll(Lib.Cancellation, Lib);
  llvm::StringSet<> Fresh;
  for (FunctionModel &F : Lib.Functions) {
    F.Builtin = Builtin;
    if (F.Exits || F.Forks)
      F.Blocks = F.Forks ? FunctionModel::ForkCategory.str()
                         : FunctionModel::ExitCategory.str();
    F.AfterCheck = expandAll(F.AfterCheck, Lib);
    F.BusyCheck = expandAll(F.BusyCheck, Lib);
    F.SetBy = expandAll(F.SetBy, Lib);
    for (auto *Conditions : {&F.When, &F.Unless})
      for (CallCondition &C : *Conditions) {
        C.FromCall = expandAll(C.FromCall, Lib);
        C.Object = expandAll(C.Object, Lib);
      }
    for (const std::string &Name : expandAll(F.Names, Lib)) {
      if (Fresh.insert(Name).second)
        Functions[Name].clear();
      Functions[Name].push_back(&F);
      LastNames[lastName(Name)] = 1;
    }
  }
  return llvm::Error::success();
}

llvm::Error ModelSet::addFile(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError(),
                                   "cannot read model file '" + Path +
                                       "': " + Buffer.getError().message());
  return add((*Buffer)->getBuffer(), Path);
}

llvm::Expected<ModelSet> ModelSet::builtin() {
  ModelSet Set;
  for (const EmbeddedFile &F : EmbeddedModels)
    if (llvm::Error E = Set.add(F.Text, F.Name, /*Builtin=*/true))
      return E;
  return Set;
}

const TypeModel *ModelSet::type(llvm::StringRef Name) const {
  return Types.lookup(Name);
}

llvm::ArrayRef<const FunctionModel *>
ModelSet::functions(llvm::StringRef Name) const {
  auto It = Functions.find(Name);
  if (It == Functions.end())
    return {};
  return It->second;
}

const FunctionModel *ModelSet::wildcard(llvm::StringRef Name) const {
  while (true) {
    size_t At = Name.rfind("::");
    if (At == llvm::StringRef::npos)
      return nullptr;
    Name = Name.take_front(At);
    if (auto Found = functions((Name + "::*").str()); !Found.empty())
      return Found.front();
  }
}

std::vector<std::string> ModelSet::namesOfTasks() const {
  std::vector<std::string> Out;
  for (const auto &Entry : Types)
    switch (Entry.second->Kind) {
    case TypeKind::Marker:
    case TypeKind::Pool:
    case TypeKind::Holder:
    case TypeKind::None:
      break;
    default:
      Out.push_back(Entry.getKey().str());
    }
  for (const auto &Entry : Functions)
    if (llvm::any_of(Entry.second, [](const FunctionModel *F) {
          return F->RunsLoop || F->Spawns;
        }))
      Out.push_back(Entry.getKey().str());
  llvm::sort(Out);
  return Out;
}

const LibraryModel *ModelSet::libraryOfType(llvm::StringRef Name) const {
  return TypeLibraries.lookup(Name);
}
