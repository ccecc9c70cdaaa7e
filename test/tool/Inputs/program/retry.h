// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands the callable on, to another translation unit.
#pragma once
#include <functional>

void retry(const std::function<void()> &step);
void retry_each(void (*step)(int));
void retry_later(const std::function<void()> &step);
void rebound(void (*step)(int), int count);
void ferry(void (*step)(int), int count);
template <class Step> void retry_here(Step step) { retry(step); }
