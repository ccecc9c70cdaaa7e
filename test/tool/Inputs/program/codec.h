// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Inline functions and templates, seen in many translation units.
#pragma once
namespace codec {
void fill(int count);
inline void fill_one() { fill(1); }
inline void fill_later() {
  auto later = [] { fill(3); };
  later();
}
static inline void fill_two() { fill(2); }
template <class T> T decode() {
  fill(sizeof(T));
  return {};
}
template <class T> void encode(const T &) {}
struct Frame {};
template <> void encode(const Frame &); // in codec.cpp, and blocks
template <class T> class Cache {        // bodies in codec_cache.cpp
public:
  T get();
  void put(T value);
};
template <class T> class Table { // bodies here
public:
  T load() {
    if constexpr (sizeof(T) > 1)
      fill(sizeof(T));
    return {};
  }
  T peek() { return {}; }
};
} // namespace codec
