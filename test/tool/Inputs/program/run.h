// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who runs a callable, and where.
#pragma once
#include <functional>
#include <future>

void run_each(void (*step)(int), int count);
void run_now(const std::function<void()> &step);
void run_later(std::function<void()> step);
void run_elsewhere(std::function<void()> step);
// Cycles through retry.cpp: one runs the callable in the end, one never does.
void bounce(void (*step)(int), int count);
void shuttle(void (*step)(int), int count);
std::future<int> run_async(int (*step)());
void run_and_forget(int (*step)());
template <class Step> void run_here(Step &&step) { step(); }
