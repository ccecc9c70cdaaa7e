// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "startup.h"
#include "user_task.h"

task<> start(const config::Settings &settings) {
  config::Startup startup(settings);           // X: Startup::Startup -> load_settings -> Settings::operator[] -> Parser::~Parser -> this lambda -> read_block -> fsync
  config::load_settings<long>(settings);       // X: load_settings -> Settings::operator[] -> Parser::~Parser -> this lambda -> read_block -> fsync
  settings["port"];                            // X: Settings::operator[] -> Parser::~Parser -> this lambda -> read_block -> fsync
  config::Parser parser("text");               // X: Parser::~Parser -> this lambda -> read_block -> fsync
  config::with_file([](int) {});               // V: this one does nothing
  config::with_file(config::read_block);       // X: read_block -> fsync
  co_return;
}
