// RUN: %check_coro %s
//
// A call that returns at once because its arguments say so does not block.
// Case 35.
#include "../Inputs/corun.h"
#include <condition_variable>
#include <fcntl.h>
#include <future>
#include <mutex>
#include <poll.h>
#include <semaphore.h>
#include <semaphore>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
constexpr auto no_time = 0ms;
constexpr auto some_time = 10ms;
constexpr int no_timeout = 0;
#define NO_WAIT 0

corun::task<> sleeps(std::chrono::milliseconds unknown) {
  std::this_thread::sleep_for(0s);        // V
  std::this_thread::sleep_for(0ms);       // V
  std::this_thread::sleep_for(no_time);   // V: constant zero
  std::this_thread::sleep_for(std::chrono::milliseconds::zero()); // V
  std::this_thread::sleep_for(std::chrono::seconds(0)); // V
  usleep(0);                              // V
  sleep(NO_WAIT);                         // V: a macro for zero
  std::this_thread::sleep_for(some_time); // X: constant, not zero
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  std::this_thread::sleep_for(unknown);   // X: may be anything
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  usleep(1);                              // X: may wait
  // expected-warning@-1 {{'usleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> waits(std::future<int> &f, std::condition_variable &cv,
                    std::unique_lock<std::mutex> &lock) {
  f.wait_for(0s);            // V
  f.wait_for(no_time);       // V
  cv.wait_for(lock, 0s);     // V
  f.wait_for(1s);            // X: may wait
  // expected-warning@-1 {{'std::future::wait_for' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  cv.wait_for(lock, some_time); // X: may wait
  // expected-warning@-1 {{'std::condition_variable::wait_for' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  f.wait_until(std::chrono::steady_clock::now() + 1s); // X: may wait
  // expected-warning@-1 {{'std::future::wait_until' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> tries(std::mutex &m, std::timed_mutex &tm, std::binary_semaphore &s,
                    sem_t *posix) {
  m.try_lock();              // V
  tm.try_lock();             // V
  tm.try_lock_for(1s);       // V: lock, off by default
  s.try_acquire();           // V
  s.try_acquire_for(0s);     // V
  sem_trywait(posix);        // V
  std::unique_lock lock(m, std::try_to_lock); // V
  std::unique_lock later(m, std::defer_lock); // V
  s.try_acquire_for(1s);     // X: may wait
  // expected-warning@-1 {{'std::counting_semaphore::try_acquire_for' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  sem_wait(posix);           // X: may wait
  // expected-warning@-1 {{'sem_wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> polls(pollfd *fds, int ep, epoll_event *ev, int timeout) {
  poll(fds, 1, 0);               // V
  poll(fds, 1, no_timeout);      // V
  poll(fds, 1, NO_WAIT);         // V
  epoll_wait(ep, ev, 1, 0);      // V
  poll(fds, 1, -1);              // X: for ever
  // expected-warning@-1 {{'poll' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  poll(fds, 1, 100);             // X: may wait
  // expected-warning@-1 {{'poll' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  poll(fds, 1, timeout);         // X: may be anything
  // expected-warning@-1 {{'poll' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  epoll_wait(ep, ev, 1, -1);     // X: may wait
  // expected-warning@-1 {{'epoll_wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> flags(pid_t pid, int *status, int fd, char *buffer) {
  waitpid(pid, status, WNOHANG);            // V
  waitpid(pid, status, WNOHANG | WUNTRACED); // V
  waitpid(pid, status, WUNTRACED);          // X: may wait
  // expected-warning@-1 {{'waitpid' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  waitpid(pid, status, 0);                  // X: may wait
  // expected-warning@-1 {{'waitpid' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  recv(fd, buffer, 1, MSG_DONTWAIT);        // V
  fcntl(fd, F_SETFL, O_NONBLOCK);           // V
  read(fd, buffer, 1);                      // V: set non-blocking above
  co_return;
}

// The condition passes through helpers.
void pause_for(std::chrono::milliseconds d) { std::this_thread::sleep_for(d); }
// expected-note@-1 2 {{'pause_for' calls 'std::this_thread::sleep_for' here, which blocks}}
void pause_by_default(std::chrono::milliseconds d = 0ms) { pause_for(d); }
// expected-note@-1 {{'pause_by_default' calls 'pause_for' here}}
bool ready(pollfd *fds, int timeout = 0) { return poll(fds, 1, timeout) > 0; }
// expected-note@-1 {{'ready' calls 'poll' here, which blocks}}
corun::task<> through_helpers(pollfd *fds) {
  pause_for(0ms);         // V
  pause_by_default();     // V
  ready(fds);             // V
  ready(fds, 0);          // V
  pause_for(5ms);         // X: chain pause_for -> sleep_for
  // expected-warning@-1 {{'pause_for' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  pause_by_default(5ms);  // X: chain pause_by_default -> pause_for -> sleep_for
  // expected-warning@-1 {{'pause_by_default' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  ready(fds, 100);        // X: chain ready -> poll
  // expected-warning@-1 {{'ready' blocks the thread: it waits in 'poll', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// What never runs.
corun::task<> constant_branches() {
  if constexpr (sizeof(int) == 1)
    std::this_thread::sleep_for(1s); // V: discarded
  if (false)
    std::this_thread::sleep_for(1s); // V: unreachable
  if (NO_WAIT)
    std::this_thread::sleep_for(1s); // V: unreachable
  (void)sizeof(usleep(1));           // V: unevaluated
  co_return;
  std::this_thread::sleep_for(1s);   // V: unreachable
}

