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
  std::this_thread::sleep_until(t); // X: sleep
  ::sleep(1);                       // X: sleep
  usleep(10);                       // X: sleep
  nanosleep(&ts, nullptr);          // X: sleep
  std::this_thread::yield();        // V: gives way, does not wait
  co_await corun::sleep(1s);
}

corun::task<> waits(std::thread &th, std::future<int> &f, std::future<int> &g,
                    std::shared_future<int> &sf, std::condition_variable &cv,
                    std::mutex &m, std::latch &l, std::counting_semaphore<> &s) {
  th.join();         // X: wait
  f.wait();          // X: wait
  int n = g.get();   // X: wait
  n += sf.get();     // X: wait
  l.wait();          // X: wait
  l.arrive_and_wait(); // X: wait
  s.acquire();       // X: wait
  {
    std::unique_lock lock(m);
    cv.wait(lock);   // X: wait
    cv.wait_for(lock, 1s); // X: wait
    cv.wait(lock, [] { return true; }); // X: wait
  }
  l.count_down();    // V: does not wait
  s.release();       // V
  cv.notify_all();   // V
  th.detach();       // V
  co_return;
}

corun::task<> processes(pid_t pid) {
  int status = std::system("true"); // X: process
  FILE *pipe = popen("true", "r");  // X: process
  pclose(pipe);                     // X: process
  waitpid(pid, &status, 0);         // X: process
  ::wait(&status);                  // X: process
  co_return;
}

corun::task<> files(const std::filesystem::path &path) {
  std::ifstream in(path);                  // X: file
  FILE *f = std::fopen("a", "r");          // X: file
  bool there = std::filesystem::exists(path); // X: file
  std::filesystem::remove(path);           // X: file
  int fd = ::open("a", O_RDONLY);          // X: file
  std::rename("a", "b");                   // X: file
  (void)f, (void)there, (void)fd;
  co_return;
}

corun::task<> names(const char *host, addrinfo **out) {
  getaddrinfo(host, "http", nullptr, out); // X: dns
  gethostbyname(host);                     // X: dns
  freeaddrinfo(*out);                      // V: frees memory
  co_return;
}

corun::task<> clients(CURL *c, PGconn *p, MYSQL *m, sqlite3_stmt *s) {
  curl_easy_perform(c);    // X: net
  PQexec(p, "select 1");   // X: net
  mysql_query(m, "select 1"); // X: net
  sqlite3_step(s);         // X: net
  co_return;
}

corun::task<> console_in() {
  std::string line;
  std::getline(std::cin, line); // X: console-in
  std::cin >> line;             // X: console-in
  int c = std::getchar();       // X: console-in
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
