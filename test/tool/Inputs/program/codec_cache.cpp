// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Explicit instantiations: the other translation units see no bodies.
#include "codec.h"

namespace codec {
template <class T> T Cache<T>::get() { return decode<T>(); }
template <class T> void Cache<T>::put(T) {
  if constexpr (sizeof(T) > 4)
    fill_one();
}
template class Cache<int>;
template class Cache<long>;
} // namespace codec
