// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All of corun.
#pragma once

#include <corun/as_completed.hpp> // IWYU pragma: export
#include <corun/barrier.hpp> // IWYU pragma: export
#include <corun/condition.hpp> // IWYU pragma: export
#include <corun/context.hpp> // IWYU pragma: export
#include <corun/errors.hpp> // IWYU pragma: export
#include <corun/event.hpp> // IWYU pragma: export
#include <corun/event_loop.hpp> // IWYU pragma: export
#include <corun/exception_handler.hpp> // IWYU pragma: export
#include <corun/fd.hpp> // IWYU pragma: export
#include <corun/future.hpp> // IWYU pragma: export
#include <corun/gather.hpp> // IWYU pragma: export
#include <corun/mutex.hpp> // IWYU pragma: export
#include <corun/outcome.hpp> // IWYU pragma: export
#include <corun/queue.hpp> // IWYU pragma: export
#include <corun/run.hpp> // IWYU pragma: export
#include <corun/run_coroutine_threadsafe.hpp> // IWYU pragma: export
#include <corun/semaphore.hpp> // IWYU pragma: export
#include <corun/shield.hpp> // IWYU pragma: export
#include <corun/sleep.hpp> // IWYU pragma: export
#include <corun/stream_errors.hpp> // IWYU pragma: export
#include <corun/task.hpp> // IWYU pragma: export
#include <corun/task_group.hpp> // IWYU pragma: export
#include <corun/task_handle.hpp> // IWYU pragma: export
#include <corun/tcp.hpp> // IWYU pragma: export
#include <corun/timeout.hpp> // IWYU pragma: export
#include <corun/to_thread.hpp> // IWYU pragma: export
#include <corun/wait.hpp> // IWYU pragma: export
