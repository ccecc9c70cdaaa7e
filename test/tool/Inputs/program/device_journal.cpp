// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "device.h"

void store::Journal::append(Sink &sink) { sink.write(); }
void store::Journal::sync(Device &device) { device.sync(); }
