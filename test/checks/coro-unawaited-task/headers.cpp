// RUN: %check_coro %s
//
// Findings in the project's headers are reported, once; those in system
// headers are not. What the main file does with either is its own.
#include "Inputs/drops_in_header.h"
#include "Inputs/drops_in_header.h"
#include "Inputs/system_drops.h"

task<> here() {
  header_fetch();            // X: the task comes from a header
  system_fetch();            // X: and from a system header
  HEADER_DROP();             // X: macro of a header, expanded here
  SYSTEM_DROP(header_fetch()); // X: argument spelt here
  co_await header_drops();
  co_await header_template(header_fetch);
  co_await header_template(system_fetch); // V: the finding is in the header, once
  co_await system_template(header_fetch);
  co_await system_drops();
  co_await header_class().run();
}
