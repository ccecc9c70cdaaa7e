// RUN: %check_coro %s
//
// Findings in the project's headers are reported, once; those in system
// headers are not. What the main file does with either is its own.
#include "Inputs/drops_in_header.h"
#include "Inputs/drops_in_header.h"
#include "Inputs/system_drops.h"

task<> here() {
  header_fetch();            // X: the task comes from a header
  // expected-warning@-1 {{'header_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  system_fetch();            // X: and from a system header
  // expected-warning@-1 {{'system_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  HEADER_DROP();             // X: macro of a header, expanded here
  // expected-warning@-1 {{'header_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  SYSTEM_DROP(header_fetch()); // X: argument spelt here
  // expected-warning@-1 {{'header_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await header_drops();
  co_await header_template(header_fetch);
  co_await header_template(system_fetch); // V: the finding is in the header, once
  co_await system_template(header_fetch);
  co_await system_drops();
  co_await header_class().run();
}

// expected-warning@Inputs/drops_in_header.h:10 {{'header_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
// expected-warning@Inputs/drops_in_header.h:15 {{'header_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
// expected-warning@Inputs/drops_in_header.h:22 {{'t' holds a lazy task that is never awaited; the body of 'header_fetch' never runs [coro-unawaited-task]}}
// expected-warning@Inputs/system_drops.h:9 {{'system_fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
