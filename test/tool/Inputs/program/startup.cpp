// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "startup.h"

config::Startup::Startup(const Settings &from)
    : threads(load_settings<int>(from)) {}
