// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes and compiler differences, in one place. Macros only where the
// language has no other way: attributes cannot be aliased.
#pragma once

#if defined(__has_cpp_attribute)
#define CORUN_DETAIL_HAS_ATTRIBUTE(name) __has_cpp_attribute(name)
#else
#define CORUN_DETAIL_HAS_ATTRIBUTE(name) 0
#endif

// What static checkers cannot see in a signature. coro-tidy reads these.
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::annotate)
#define CORUN_ANNOTATE(text) [[clang::annotate(text)]]
#else
#define CORUN_ANNOTATE(text)
#endif

/// The function blocks the calling thread.
#define CORUN_BLOCKING CORUN_ANNOTATE("coro::blocking")
/// The function runs its callable off the event loop.
#define CORUN_OFFLOAD CORUN_ANNOTATE("coro::offload")
/// The function takes over its task argument and runs it concurrently.
#define CORUN_SPAWNS CORUN_ANNOTATE("coro::spawns")

/// The result keeps a reference to this parameter.
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::lifetimebound)
#define CORUN_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define CORUN_LIFETIMEBOUND
#endif

/// The object whose member this is keeps a reference to this parameter.
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::lifetime_capture_by)
#define CORUN_CAPTURED_BY_THIS [[clang::lifetime_capture_by(this)]]
#else
#define CORUN_CAPTURED_BY_THIS
#endif

/// Marks a function that returns a task but is not itself a coroutine. clang
/// demands it, because the lifetime of such a function's parameters is not
/// that of a coroutine's (see README, "Forwarding functions").
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::coro_wrapper)
#define CORUN_WRAPPER [[clang::coro_wrapper]]
#else
#define CORUN_WRAPPER
#endif

// coro_lifetimebound turns "temporary bound to a reference parameter of a task
// that is kept" into a compile-time warning; clang honours it only together
// with coro_return_type. The price: a function that returns a task without
// being a coroutine must say CORUN_WRAPPER, and std::function<task<T>()> does
// not compile, because the standard library does not say it. A translation
// unit that needs one defines CORUN_NO_CORO_RETURN_TYPE and loses the warning.
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::coro_return_type) &&                     \
    CORUN_DETAIL_HAS_ATTRIBUTE(clang::coro_lifetimebound) &&                   \
    !defined(CORUN_NO_CORO_RETURN_TYPE)
#define CORUN_CORO_RETURN_TYPE                                                 \
  [[clang::coro_return_type, clang::coro_lifetimebound]]
#else
#define CORUN_CORO_RETURN_TYPE
#endif

/// A task awaited where it is made may keep its frame inside the awaiter's.
#if CORUN_DETAIL_HAS_ATTRIBUTE(clang::coro_await_elidable)
#define CORUN_AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#else
#define CORUN_AWAIT_ELIDABLE
#endif

// clang guarantees that symmetric transfer is a tail call at every
// optimisation level. GCC does not: at -O0, -O1 and under ASan each transfer
// costs a stack frame, so there a trampoline does the transfers.
#if defined(__clang__)
#define CORUN_DETAIL_SYMMETRIC_TRANSFER 1
#else
#define CORUN_DETAIL_SYMMETRIC_TRANSFER 0
#endif

// Which co_await a coroutine is suspended at is known from a default argument of
// await_transform. g++ 12 does not accept an immovable awaiter made in the
// operand then; there reports name the coroutine only.
#if defined(__clang__)
#define CORUN_DETAIL_AWAIT_LOCATIONS 1
#else
#define CORUN_DETAIL_AWAIT_LOCATIONS 0
#endif

// Recycled frames would hide use-after-free from ASan.
#if defined(__SANITIZE_ADDRESS__)
#define CORUN_DETAIL_RECYCLE_FRAMES 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CORUN_DETAIL_RECYCLE_FRAMES 0
#endif
#endif
#if !defined(CORUN_DETAIL_RECYCLE_FRAMES)
#define CORUN_DETAIL_RECYCLE_FRAMES 1
#endif
