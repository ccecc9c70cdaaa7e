// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How YAML files spell a confidence.

#ifndef CORO_TIDY_TOOL_COMMON_CONFIDENCE_YAML_H
#define CORO_TIDY_TOOL_COMMON_CONFIDENCE_YAML_H

#include "checks/finding.h"

#include "llvm/Support/YAMLTraits.h"

template <> struct llvm::yaml::ScalarEnumerationTraits<coro_tidy::Confidence> {
  static void enumeration(IO &I, coro_tidy::Confidence &C) {
    I.enumCase(C, "possible", coro_tidy::Confidence::Possible);
    I.enumCase(C, "likely", coro_tidy::Confidence::Likely);
    I.enumCase(C, "certain", coro_tidy::Confidence::Certain);
  }
};

#endif
