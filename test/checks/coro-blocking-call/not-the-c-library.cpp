// RUN: %check_coro %s
//
// C functions are known by their linkage: a user's function of the same name
// is another. Streams of the console are not files.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <cstdio>
#include <fstream>
#include <string>

namespace user {
corun::task<> sleep(int);
void pause();
struct door {
  void open(const char *);
  int read(int);
};
} // namespace user
void access(user::door &);
template <int> void poll();

corun::task<> namesakes(user::door &d) {
  co_await user::sleep(1); // V
  user::pause();           // V
  d.open("x");             // V
  d.read(1);               // V
  access(d);               // V: C++ linkage
  poll<3>();               // V
  fflush(stdout);          // V: the console
}

corun::task<> flushes(FILE *f) {
  fflush(f); // X: a file
  // expected-warning@-1 {{'fflush' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// One finding for a stream that is opened here; its reads belong to it.
corun::task<std::string> reads() {
  std::ifstream in("x"); // X
  // expected-warning@-1 {{'std::ifstream' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::string line;
  std::getline(in, line); // V
  co_return line;
}
corun::task<std::string> reads_given(std::ifstream &in) {
  std::string line;
  std::getline(in, line); // X: opened elsewhere
  // expected-warning@-1 {{'std::getline' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return line;
}
