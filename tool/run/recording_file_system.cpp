// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "recording_file_system.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coro_tidy {
namespace {

using Kind = Inputs::Seen::Kind;

/// Its content becomes an input once somebody reads it.
class RecordingFile : public vfs::File {
public:
  RecordingFile(std::unique_ptr<vfs::File> Real, std::string Path, Inputs &Out)
      : Real(std::move(Real)), Path(std::move(Path)), Out(Out) {}
  ~RecordingFile() override { close(); }

  ErrorOr<vfs::Status> status() override { return Real->status(); }
  ErrorOr<std::string> getName() override { return Real->getName(); }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    auto Buffer =
        Real->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Out.add(Path, Kind::Content, hashOf((*Buffer)->getBuffer()));
    return Buffer;
  }
  std::error_code close() override { return Real->close(); }

private:
  std::unique_ptr<vfs::File> Real;
  std::string Path;
  Inputs &Out;
};

class RecordingFileSystem
    : public RTTIExtends<RecordingFileSystem, vfs::ProxyFileSystem> {
public:
  static const char ID;
  RecordingFileSystem(Inputs &Out, FileStates &States)
      : RTTIExtends(vfs::createPhysicalFileSystem()), Out(Out), States(States) {
  }

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    auto Status = ProxyFileSystem::status(Path);
    Out.add(absolute(Path), Status ? Kind::Present : Kind::Missing);
    return Status;
  }
  bool exists(const Twine &Path) override {
    bool Is = ProxyFileSystem::exists(Path);
    Out.add(absolute(Path), Is ? Kind::Present : Kind::Missing);
    return Is;
  }
  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    std::string Full = absolute(Path);
    States.stamp(Full);
    auto File = ProxyFileSystem::openFileForRead(Path);
    Out.add(Full, File ? Kind::Present : Kind::Missing);
    if (!File)
      return File;
    return std::make_unique<RecordingFile>(std::move(*File), std::move(Full),
                                           Out);
  }
  vfs::directory_iterator dir_begin(const Twine &Folder,
                                    std::error_code &Why) override {
    std::string Full = absolute(Folder);
    States.stamp(Full);
    if (auto Names = States.listing(Full))
      Out.add(Full, Kind::Listing, *Names);
    else
      Out.add(Full, States.stamp(Full) ? Kind::Present : Kind::Missing);
    return ProxyFileSystem::dir_begin(Folder, Why);
  }

private:
  std::string absolute(const Twine &Path) const {
    SmallString<256> Full;
    Path.toVector(Full);
    makeAbsolute(Full);
    return std::string(Full);
  }

  Inputs &Out;
  FileStates &States;
};

const char RecordingFileSystem::ID = 0;

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> recordingFileSystem(Inputs &Out,
                                                        FileStates &States) {
  return makeIntrusiveRefCnt<RecordingFileSystem>(Out, States);
}

} // namespace coro_tidy
