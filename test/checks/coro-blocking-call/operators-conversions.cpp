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

struct slow {
  slow() = default;
  slow(const slow &) { nap(); }
  slow &operator=(const slow &) {
    nap();
    return *this;
  }
  operator int() const {
    nap();
    return 1;
  }
  explicit operator bool() const {
    nap();
    return true;
  }
  slow &operator<<(int) {
    nap();
    return *this;
  }
  int operator()() { nap(); return 0; }
  int operator[](int) { nap(); return 0; }
  slow *operator->() {
    nap();
    return this;
  }
  slow &operator++() {
    nap();
    return *this;
  }
  void fine() {}
};
bool operator==(const slow &, const slow &) {
  nap();
  return true;
}
int operator""_slow(unsigned long long n) {
  nap();
  return 1;
}
struct from_int {
  from_int(int) { nap(); }
};
void takes(from_int);
void takes_int(int);

corun::task<> operators(slow &a, slow &b) {
  a << 1;             // X: chain operator<< -> nap -> sleep_for
  a();                // X: chain operator() -> nap -> sleep_for
  a[0];               // X: chain operator[] -> nap -> sleep_for
  a->fine();          // X: chain operator-> -> nap -> sleep_for
  ++a;                // X: chain operator++ -> nap -> sleep_for
  bool same = a == b; // X: chain operator== -> nap -> sleep_for
  bool other = a != b; // X: rewritten to operator==
  a = b;              // X: chain operator= -> nap -> sleep_for
  int n = 5_slow;     // X: chain operator""_slow -> nap -> sleep_for
  a.fine();           // V
  auto *p = &a;       // V
  (void)same, (void)other;
  co_return;
}

corun::task<> conversions(slow &a) {
  int n = a;          // X: chain operator int -> nap -> sleep_for
  takes_int(a);       // X: likewise, in an argument
  if (a)              // X: chain operator bool -> nap -> sleep_for
    co_return;
  takes(1);           // X: chain from_int -> nap -> sleep_for
  from_int f = 2;     // X: chain from_int -> nap -> sleep_for
  slow copy = a;      // X: the copy constructor
  slow &reference = a; // V
  (void)n;
}

struct range {
  struct iterator {
    iterator &operator++() {
      nap();
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
    (void)n;
  }
  co_return;
}

corun::task<> streams(std::ifstream &in, std::ofstream &out, std::istream &any,
                      std::string &word) {
  in >> word;        // X: reads a file
  std::cin >> word;  // X: waits for the user
  any >> word;       // V: may be a string stream
  out << word;       // V: buffered
  std::cout << word; // V: console-out, off by default
  co_return;
}
