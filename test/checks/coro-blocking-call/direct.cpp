// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
// RUN: %check_coro %s -- -std=c++23
//
// A call that can block, directly in a coroutine's body: one of each category.
// Cases 32, 34, 36.
#include "../Inputs/corun.h"
#include "Inputs/net_libraries.h"
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <latch>
#include <mutex>
#include <netdb.h>
#include <semaphore>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <fcntl.h>
#include <unistd.h>

using namespace std::chrono_literals;

corun::task<> sleeps(std::chrono::steady_clock::time_point t, timespec ts) {
  std::this_thread::sleep_for(1s);  // X: sleep; fix-it co_await corun::sleep
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  std::this_thread::sleep_until(t); // X: sleep
  // expected-warning@-1 {{'std::this_thread::sleep_until' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  ::sleep(1);                       // X: sleep
  // expected-warning@-1 {{'sleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  usleep(10);                       // X: sleep
  // expected-warning@-1 {{'usleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  nanosleep(&ts, nullptr);          // X: sleep
  // expected-warning@-1 {{'nanosleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  std::this_thread::yield();        // V: gives way, does not wait
  co_await corun::sleep(1s);
}

corun::task<> waits(std::thread &th, std::future<int> &f, std::future<int> &g,
                    std::shared_future<int> &sf, std::condition_variable &cv,
                    std::mutex &m, std::latch &l, std::counting_semaphore<> &s) {
  th.join();         // X: wait
  // expected-warning@-1 {{'std::thread::join' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  f.wait();          // X: wait
  // expected-warning@-1 {{'std::future::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  int n = g.get();   // X: wait
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  n += sf.get();     // X: wait
  // expected-warning@-1 {{'std::shared_future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  l.wait();          // X: wait
  // expected-warning@-1 {{'std::latch::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  l.arrive_and_wait(); // X: wait
  // expected-warning@-1 {{'std::latch::arrive_and_wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  s.acquire();       // X: wait
  // expected-warning@-1 {{'std::counting_semaphore::acquire' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  {
    std::unique_lock lock(m);
    cv.wait(lock);   // X: wait
    // expected-warning@-1 {{'std::condition_variable::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
    cv.wait_for(lock, 1s); // X: wait
    // expected-warning@-1 {{'std::condition_variable::wait_for' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
    cv.wait(lock, [] { return true; }); // X: wait
    // expected-warning@-1 {{'std::condition_variable::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  }
  l.count_down();    // V: does not wait
  s.release();       // V
  cv.notify_all();   // V
  th.detach();       // V
  co_return;
}

corun::task<> processes(pid_t pid) {
  int status = std::system("true"); // X: process
  // expected-warning@-1 {{'system' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  FILE *pipe = popen("true", "r");  // X: process
  // expected-warning@-1 {{'popen' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  pclose(pipe);                     // X: process
  // expected-warning@-1 {{'pclose' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  waitpid(pid, &status, 0);         // X: process
  // expected-warning@-1 {{'waitpid' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  ::wait(&status);                  // X: process
  // expected-warning@-1 {{'wait' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> files(const std::filesystem::path &path) {
  std::ifstream in(path);                  // X: file
  // expected-warning@-1 {{'std::ifstream' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  FILE *f = std::fopen("a", "r");          // X: file
  // expected-warning@-1 {{'fopen' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  bool there = std::filesystem::exists(path); // X: file
  // expected-warning@-1 {{'std::filesystem::exists' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::filesystem::remove(path);           // X: file
  // expected-warning@-1 {{'std::filesystem::remove' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  int fd = ::open("a", O_RDONLY);          // X: file
  // expected-warning@-1 {{'open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::rename("a", "b");                   // X: file
  // expected-warning@-1 {{'rename' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  (void)f, (void)there, (void)fd;
  co_return;
}

corun::task<> names(const char *host, addrinfo **out) {
  getaddrinfo(host, "http", nullptr, out); // X: dns
  // expected-warning@-1 {{'getaddrinfo' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  gethostbyname(host);                     // X: dns
  // expected-warning@-1 {{'gethostbyname' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  freeaddrinfo(*out);                      // V: frees memory
  co_return;
}

corun::task<> clients(CURL *c, PGconn *p, MYSQL *m, sqlite3_stmt *s) {
  curl_easy_perform(c);    // X: net
  // expected-warning@-1 {{'curl_easy_perform' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  PQexec(p, "select 1");   // X: net
  // expected-warning@-1 {{'PQexec' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  mysql_query(m, "select 1"); // X: net
  // expected-warning@-1 {{'mysql_query' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  sqlite3_step(s);         // X: net
  // expected-warning@-1 {{'sqlite3_step' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> console_in() {
  std::string line;
  std::getline(std::cin, line); // X: console-in
  // expected-warning@-1 {{'std::getline on std::cin' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  std::cin >> line;             // X: console-in
  // expected-warning@-1 {{'operator>> on std::cin' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  int c = std::getchar();       // X: console-in
  // expected-warning@-1 {{'getchar' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  (void)c;
  co_return;
}

// Off by default: short critical sections, the console, plain sockets.
corun::task<> off_by_default(std::mutex &m, int fd, char *buffer) {
  m.lock();                           // V: lock
  m.unlock();
  { std::lock_guard guard(m); }       // V: lock
  { std::scoped_lock guard(m); }      // V: lock
  std::printf("x\n");                 // V: console-out
  std::cout << "x" << std::endl;      // V: console-out
  std::cerr << "x\n";                 // V: console-out
  ::recv(fd, buffer, 1, 0);           // V: socket
  ::send(fd, buffer, 1, 0);           // V: socket
  co_return;
}
