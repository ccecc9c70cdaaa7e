// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "job.h"

void jobs::Scheduler::tick() { job.run(); }
