// RUN: %check_coro %s
//
// Calls that don't look like calls: operators, conversions, constructors,
// iterators.
#include "../Inputs/corun.h"
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 16 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

struct slow {
  slow() = default;
  slow(const slow &) { nap(); }
  // expected-note@-1 {{'slow::slow' calls 'nap' here}}
  slow &operator=(const slow &) {
    nap();
    // expected-note@-1 {{'slow::operator=' calls 'nap' here}}
    return *this;
  }
  operator int() const {
    nap();
    // expected-note@-1 2 {{'slow::operator int' calls 'nap' here}}
    return 1;
  }
  explicit operator bool() const {
    nap();
    // expected-note@-1 {{'slow::operator bool' calls 'nap' here}}
    return true;
  }
  slow &operator<<(int) {
    nap();
    // expected-note@-1 {{'slow::operator<<' calls 'nap' here}}
    return *this;
  }
  int operator()() { nap(); return 0; }
  // expected-note@-1 {{'slow::operator()' calls 'nap' here}}
  int operator[](int) { nap(); return 0; }
  // expected-note@-1 {{'slow::operator[]' calls 'nap' here}}
  slow *operator->() {
    nap();
    // expected-note@-1 {{'slow::operator->' calls 'nap' here}}
    return this;
  }
  slow &operator++() {
    nap();
    // expected-note@-1 {{'slow::operator++' calls 'nap' here}}
    return *this;
  }
  void fine() {}
};
bool operator==(const slow &, const slow &) {
  nap();
  // expected-note@-1 2 {{'operator==' calls 'nap' here}}
  return true;
}
int operator""_slow(unsigned long long n) {
  nap();
  // expected-note@-1 {{'operator""_slow' calls 'nap' here}}
  return 1;
}
struct from_int {
  from_int(int) { nap(); }
  // expected-note@-1 2 {{'from_int::from_int' calls 'nap' here}}
};
void takes(from_int);
void takes_int(int);

corun::task<> operators(slow &a, slow &b) {
  a << 1;             // X: chain operator<< -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator<<' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  a();                // X: chain operator() -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator()' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  a[0];               // X: chain operator[] -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator[]' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  a->fine();          // X: chain operator-> -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator->' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  ++a;                // X: chain operator++ -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator++' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  bool same = a == b; // X: chain operator== -> nap -> sleep_for
  // expected-warning@-1 {{'operator==' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  bool other = a != b; // X: rewritten to operator==
  // expected-warning@-1 {{'operator==' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  a = b;              // X: chain operator= -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator=' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  int n = 5_slow;     // X: chain operator""_slow -> nap -> sleep_for
  // expected-warning@-1 {{'operator""_slow' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  a.fine();           // V
  auto *p = &a;       // V
  (void)same, (void)other;
  co_return;
}

corun::task<> conversions(slow &a) {
  int n = a;          // X: chain operator int -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator int' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  takes_int(a);       // X: likewise, in an argument
  // expected-warning@-1 {{'slow::operator int' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  if (a)              // X: chain operator bool -> nap -> sleep_for
  // expected-warning@-1 {{'slow::operator bool' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  takes(1);           // X: chain from_int -> nap -> sleep_for
  // expected-warning@-1 {{'from_int::from_int' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  from_int f = 2;     // X: chain from_int -> nap -> sleep_for
  // expected-warning@-1 {{'from_int::from_int' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  slow copy = a;      // X: the copy constructor
  // expected-warning@-1 {{'slow::slow' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  slow &reference = a; // V
  (void)n;
}

struct range {
  struct iterator {
    iterator &operator++() {
      nap();
      // expected-note@-1 {{'iterator::operator++' calls 'nap' here}}
      return *this;
    }
    int operator*() const { return 0; }
    bool operator!=(const iterator &) const { return false; }
  };
  iterator begin() const { return {}; }
  iterator end() const { return {}; }
};
corun::task<> range_for(const range &r) {
  for (int n : r) { // X: chain operator++ -> nap -> sleep_for
  // expected-warning@-1 {{'iterator::operator++' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    (void)n;
  }
  co_return;
}

corun::task<> streams(std::ifstream &in, std::ofstream &out, std::istream &any,
                      std::string &word) {
  in >> word;        // X: reads a file
  // expected-warning@-1 {{'std::operator>>' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::cin >> word;  // X: waits for the user
  // expected-warning@-1 {{'operator>> on std::cin' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  any >> word;       // V: may be a string stream
  out << word;       // V: buffered
  std::cout << word; // V: console-out, off by default
  co_return;
}
