// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "device.h"
#include <unistd.h>

void store::DiskDevice::sync() { fsync(1); }
void store::FileSink::write() { fsync(2); }
