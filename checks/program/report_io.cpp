// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report_io.h"

#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace coro_tidy {
namespace {

/// Not text, so that whatever rewrites line ends is noticed.
constexpr StringLiteral Magic("\x89"
                              "CTR\r\n\x1a\n");
constexpr size_t HeaderSize = 8 + 4 + 8 + 8;

/// Both directions of each record stand below each other: whoever adds a field
/// to one sees the other.
class Out {
public:
  explicit Out(raw_ostream &OS) : W(OS) {}

  void number(uint64_t N) { W.write(N); }
  void integer(int64_t N) { W.write(N); }
  void text(StringRef S) { number(Strings.add(S)); }
  template <class T, class F> void list(const std::vector<T> &Items, F Each) {
    number(Items.size());
    for (const T &Item : Items)
      Each(Item);
  }
  const StringPool &strings() const { return Strings; }

private:
  msgpack::Writer W;
  StringPool Strings;
};

class In {
public:
  explicit In(StringRef Content) : Content(Content), R(Content) {}

  bool failed() const { return Failed; }
  void fail() { Failed = true; }

  uint64_t number(uint64_t Most = ~0ull) {
    msgpack::Object O = next();
    uint64_t N = O.Kind == msgpack::Type::UInt ? O.UInt
                 : O.Kind == msgpack::Type::Int && O.Int >= 0
                     ? static_cast<uint64_t>(O.Int)
                     : ~0ull;
    if ((O.Kind != msgpack::Type::UInt && O.Kind != msgpack::Type::Int) ||
        N > Most)
      fail();
    return Failed ? 0 : N;
  }
  uint32_t small() { return number(UINT32_MAX); }
  int64_t integer() {
    msgpack::Object O = next();
    if (O.Kind == msgpack::Type::Int)
      return O.Int;
    if (O.Kind != msgpack::Type::UInt || O.UInt > INT64_MAX)
      fail();
    return Failed ? 0 : O.UInt;
  }
  /// Nothing takes less than a byte, so that a bad number cannot ask for more
  /// memory than the file is long.
  size_t count() { return number(Content.size()); }
  template <class T, class F> void list(std::vector<T> &Items, F Each) {
    size_t N = count();
    for (size_t I = 0; I < N && !Failed; ++I)
      Items.push_back(Each());
  }
  void readStrings() {
    size_t N = count();
    for (size_t I = 0; I < N && !Failed; ++I) {
      msgpack::Object O = next();
      if (O.Kind != msgpack::Type::String)
        return fail();
      Strings.push_back(O.Raw);
    }
  }
  StringRef text() {
    uint64_t Id = number();
    if (Id < Strings.size())
      return Strings[Id];
    fail();
    return "";
  }

private:
  msgpack::Object next() {
    msgpack::Object O;
    O.Kind = msgpack::Type::Nil;
    if (Failed)
      return O;
    Expected<bool> Read = R.read(O);
    if (!Read) {
      consumeError(Read.takeError());
      fail();
    } else if (!*Read) {
      fail();
    }
    return O;
  }

  StringRef Content;
  msgpack::Reader R;
  std::vector<StringRef> Strings;
  bool Failed = false;
};

void write(Out &O, const Place &P) {
  O.text(P.File);
  O.text(P.RealFile);
  O.number(P.Line);
  O.number(P.Column);
  O.number(P.Offset);
  O.text(P.LineText);
  O.number(P.RangeFirst);
  O.number(P.RangeLast);
}
Place readPlace(In &I) {
  Place P;
  P.File = I.text();
  P.RealFile = I.text();
  P.Line = I.small();
  P.Column = I.small();
  P.Offset = I.small();
  P.LineText = I.text();
  P.RangeFirst = I.small();
  P.RangeLast = I.small();
  // What prints them counts on it.
  if ((P.Line && !P.Column) || P.Offset + 1 < P.Column ||
      P.RangeFirst > P.RangeLast || P.RangeLast > P.LineText.size())
    I.fail();
  return P;
}

void write(Out &O, const PlacedFinding &F) {
  O.text(F.Check);
  O.number(static_cast<unsigned>(F.Sure));
  O.number(F.IsError);
  write(O, F.Where);
  O.text(F.Message);
  O.list(F.Notes, [&](const PlacedNote &N) {
    write(O, N.Where);
    O.text(N.Message);
    O.number(N.IsEarlier);
  });
  O.list(F.Fixes, [&](const PlacedFix &Fix) {
    O.text(Fix.File);
    O.number(Fix.Offset);
    O.number(Fix.Length);
    O.text(Fix.Text);
    O.number(Fix.Hash);
  });
  O.text(F.Function);
  O.text(F.Fingerprint);
  O.number(F.IsSuppressed);
}
PlacedFinding readFinding(In &I) {
  PlacedFinding F;
  F.Check = I.text();
  F.Sure = static_cast<Confidence>(
      I.number(static_cast<unsigned>(Confidence::Certain)));
  F.IsError = I.number(1);
  F.Where = readPlace(I);
  F.Message = I.text();
  I.list(F.Notes, [&] {
    PlacedNote N;
    N.Where = readPlace(I);
    N.Message = I.text();
    N.IsEarlier = I.number(1);
    return N;
  });
  I.list(F.Fixes, [&] {
    PlacedFix Fix;
    Fix.File = I.text();
    Fix.Offset = I.small();
    Fix.Length = I.small();
    Fix.Text = I.text();
    Fix.Hash = I.number();
    return Fix;
  });
  F.Function = I.text();
  F.Fingerprint = I.text();
  F.IsSuppressed = I.number(1);
  return F;
}

/// Flags of an edge, in one number.
constexpr unsigned Virtual = 1;
constexpr unsigned Once = 2;
constexpr unsigned Returns = 4;
constexpr unsigned Unavoidable = 8;
constexpr unsigned HasRunBy = 16;
constexpr unsigned HasLeaf = 32;
constexpr unsigned AllFlags = 63;
/// What is known of an argument, in one number.
constexpr unsigned IsParameter = 1;
constexpr unsigned IsZero = 2;
constexpr unsigned HasValue = 4;
constexpr unsigned IsReady = 8;
constexpr unsigned AllKnown = 15;

void write(Out &O, const EdgeFacts &E, const StringPool &S) {
  O.number(static_cast<unsigned>(E.Kind));
  O.number((E.IsVirtual ? Virtual : 0) | (E.IsOnce ? Once : 0) |
           (E.MayReturnAfter ? Returns : 0) |
           (E.IsUnavoidable ? Unavoidable : 0) | (E.RunBy ? HasRunBy : 0) |
           (E.Leaf ? HasLeaf : 0));
  O.text(S[E.File]);
  O.number(E.Line);
  O.number(E.Column);
  O.text(S[E.Callee]);
  O.text(S[E.Name]);
  if (E.RunBy) {
    O.text(S[E.RunBy]);
    O.number(E.RunByParameter);
  }
  O.list(E.Arguments, [&](const ArgumentFact &A) {
    O.number(A.Index);
    O.number((A.Parameter ? IsParameter : 0) | (A.IsZero ? IsZero : 0) |
             (A.Value ? HasValue : 0) | (A.IsReady ? IsReady : 0));
    if (A.Parameter)
      O.number(*A.Parameter);
    if (A.Value)
      O.integer(*A.Value);
  });
  if (!E.Leaf)
    return;
  O.text(S[E.Leaf->Name]);
  O.text(S[E.Leaf->Category]);
  O.number(E.Leaf->IsMarked);
  O.number(E.Leaf->InResultDestructor);
  O.list(E.Leaf->Unless, [&](const ParameterTest &T) {
    O.number(T.Parameter);
    O.number(static_cast<unsigned>(T.Test));
    O.integer(T.Value);
  });
}
EdgeFacts readEdge(In &I, StringPool &S) {
  auto Text = [&] { return S.add(I.text()); };
  EdgeFacts E;
  E.Kind = static_cast<CallKind>(
      I.number(static_cast<unsigned>(CallKind::Callable)));
  unsigned Flags = I.number(AllFlags);
  E.IsVirtual = Flags & Virtual;
  E.IsOnce = Flags & Once;
  E.MayReturnAfter = Flags & Returns;
  E.IsUnavoidable = Flags & Unavoidable;
  E.File = Text();
  E.Line = I.small();
  E.Column = I.small();
  E.Callee = Text();
  E.Name = Text();
  if (Flags & HasRunBy) {
    E.RunBy = Text();
    E.RunByParameter = I.small();
  }
  I.list(E.Arguments, [&] {
    ArgumentFact A;
    A.Index = I.small();
    unsigned Known = I.number(AllKnown);
    A.IsZero = Known & IsZero;
    A.IsReady = Known & IsReady;
    if (Known & IsParameter)
      A.Parameter = I.small();
    if (Known & HasValue)
      A.Value = I.integer();
    return A;
  });
  if (Flags & HasLeaf) {
    LeafFacts &Leaf = E.Leaf.emplace();
    Leaf.Name = Text();
    Leaf.Category = Text();
    Leaf.IsMarked = I.number(1);
    Leaf.InResultDestructor = I.number(1);
    I.list(Leaf.Unless, [&] {
      ParameterTest T;
      T.Parameter = I.small();
      T.Test = static_cast<ParameterTest::Kind>(
          I.number(static_cast<unsigned>(ParameterTest::Kind::IsReady)));
      T.Value = I.integer();
      return T;
    });
  }
  return E;
}

void write(Out &O, const FunctionFacts &F, const StringPool &S) {
  O.text(S[F.Key]);
  O.text(S[F.Name]);
  O.text(S[F.ModelName]);
  O.number(F.IsStrong);
  O.list(F.Overrides, [&](StringId Id) { O.text(S[Id]); });
  O.list(F.Runs, [&](const RunFact &R) {
    O.number(R.Parameter);
    O.text(S[R.To]);
    O.number(R.ToParameter);
  });
  O.list(F.Edges, [&](const EdgeFacts &E) { write(O, E, S); });
}
FunctionFacts readFunction(In &I, StringPool &S) {
  auto Text = [&] { return S.add(I.text()); };
  FunctionFacts F;
  F.Key = Text();
  F.Name = Text();
  F.ModelName = Text();
  F.IsStrong = I.number(1);
  if (!F.Key)
    I.fail();
  I.list(F.Overrides, [&] {
    StringId Key = Text();
    if (!Key)
      I.fail();
    return Key;
  });
  I.list(F.Runs, [&] {
    RunFact R;
    R.Parameter = I.small();
    R.To = Text();
    R.ToParameter = I.small();
    return R;
  });
  I.list(F.Edges, [&] { return readEdge(I, S); });
  return F;
}

void write(Out &O, const TUReport &R) {
  const StringPool &S = R.Facts.Strings;
  O.text(R.File);
  O.text(R.Errors);
  O.list(R.Findings, [&](const PlacedFinding &F) { write(O, F); });
  O.list(R.Open, [&](const OpenFinding &F) {
    write(O, F.Finding);
    write(O, F.Call.Edge, S);
    O.list(F.Call.Categories, [&](const std::string &C) { O.text(C); });
  });
  O.list(R.Facts.Functions, [&](const FunctionFacts &F) { write(O, F, S); });
}
TUReport readReport(In &I) {
  TUReport R;
  StringPool &S = R.Facts.Strings;
  R.File = I.text();
  R.Errors = I.text();
  I.list(R.Findings, [&] { return readFinding(I); });
  I.list(R.Open, [&] {
    OpenFinding F;
    F.Finding = readFinding(I);
    F.Call.Edge = readEdge(I, S);
    I.list(F.Call.Categories, [&] { return I.text().str(); });
    const CheckInfo *Check = findCheck(F.Finding.Check);
    if (!Check || !Check->Describe)
      I.fail();
    return F;
  });
  I.list(R.Facts.Functions, [&] { return readFunction(I, S); });
  return R;
}

} // namespace

/// What is written, after the table of strings that it refers to.
static void writeWithStrings(raw_ostream &OS, function_ref<void(Out &)> Write) {
  std::string Body;
  raw_string_ostream BodyOS(Body);
  Out O(BodyOS);
  Write(O);
  msgpack::Writer W(OS);
  W.write(static_cast<uint64_t>(O.strings().size()));
  for (StringId Id = 0; Id < O.strings().size(); ++Id)
    W.write(O.strings()[Id]);
  OS << Body;
}

void writeReport(const TUReport &Report, raw_ostream &OS) {
  writeWithStrings(OS, [&](Out &O) { write(O, Report); });
}

void writeReports(const std::vector<TUReport> &Reports, raw_ostream &OS) {
  std::string Content;
  raw_string_ostream ContentOS(Content);
  writeWithStrings(ContentOS, [&](Out &O) {
    O.list(Reports, [&](const TUReport &R) { write(O, R); });
  });
  OS << Magic;
  support::endian::Writer Header(OS, endianness::little);
  Header.write<uint32_t>(ReportFormat);
  Header.write<uint64_t>(xxh3_64bits(Content));
  Header.write<uint64_t>(Content.size());
  OS << Content;
}

Expected<std::vector<TUReport>> readReports(MemoryBufferRef File) {
  auto Refuse = [&](const Twine &Why) {
    return createStringError("'" + File.getBufferIdentifier() + "' " + Why);
  };
  StringRef Bytes = File.getBuffer();
  if (Bytes.empty())
    return Refuse("is empty; run 'coro-tidy analyze' again");
  if (!Bytes.starts_with(Magic.take_front(Bytes.size())))
    return Refuse("is no report of 'coro-tidy analyze'");
  const auto Damaged = "is damaged; run 'coro-tidy analyze' again";
  if (Bytes.size() < HeaderSize)
    return Refuse(Damaged);
  using namespace support;
  uint32_t Format = endian::read32le(Bytes.data() + 8);
  if (Format != ReportFormat)
    return Refuse("is of another version of coro-tidy (format " +
                  Twine(Format) + ", not " + Twine(ReportFormat) +
                  "); run 'coro-tidy analyze' again");
  uint64_t Hash = endian::read64le(Bytes.data() + 12);
  uint64_t Size = endian::read64le(Bytes.data() + 20);
  StringRef Content = Bytes.drop_front(HeaderSize);
  if (Content.size() != Size || xxh3_64bits(Content) != Hash)
    return Refuse(Damaged);
  In I(Content);
  I.readStrings();
  std::vector<TUReport> Reports;
  I.list(Reports, [&] { return readReport(I); });
  if (I.failed())
    return Refuse(Damaged);
  return Reports;
}

} // namespace coro_tidy
