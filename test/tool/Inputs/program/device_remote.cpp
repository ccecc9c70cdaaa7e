// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One overrider more, of an overrider, and one of a base with a body.
#include "device.h"
#include "net_dial.h"

namespace store {
namespace {
class RemoteDevice : public DiskDevice {
  void sync() override { net::dial("store"); }
};
class AuditHook : public Hook {
  void called() override { net::dial("audit"); }
};
} // namespace
Device *remote = new RemoteDevice;
Hook *hook = new AuditHook;
} // namespace store
