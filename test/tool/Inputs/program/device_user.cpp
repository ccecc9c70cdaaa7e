// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "device.h"
#include "net_dial.h"
#include "user_task.h"

namespace store {
task<> devices(Device &device, Sink &sink, Meter &meter, Hook &hook,
               Journal &journal, TapeDevice &tape) {
  device.sync();         // X: DiskDevice::sync -> fsync
  journal.sync(device);  // X: Journal::sync -> DiskDevice::sync -> fsync
  sink.write();          // P: FileSink::write -> fsync
  journal.append(sink);  // P: Journal::append -> FileSink::write -> fsync
  meter.count();         // V: no overrider blocks
  hook.called();         // P: AuditHook::called -> dial -> resolve_host -> getaddrinfo
  tape.sync();           // V: nobody has seen its body
  MemorySink memory;
  memory.write();        // V: the type of the object is known
  FileSink file;
  file.write();          // X: FileSink::write -> fsync
  DiskDevice disk;
  disk.sync();           // X: DiskDevice::sync -> fsync
  co_return;
}
task<> same_name(int fd) {
  flush(fd);      // V: store::flush
  net::flush(fd); // X: flush -> fsync
  co_return;
}
} // namespace store
