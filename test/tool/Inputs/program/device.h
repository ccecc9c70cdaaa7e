// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Virtual functions whose overriders are in other translation units.
#pragma once
namespace store {
class Device { // every overrider with a body blocks
public:
  virtual ~Device() = default;
  virtual void sync() = 0;
};
class DiskDevice : public Device {
public:
  void sync() override;
};
class TapeDevice : public Device { // of a library: no body anywhere
public:
  void sync() override;
};
class Sink { // only one blocks
public:
  virtual ~Sink() = default;
  virtual void write() = 0;
};
class FileSink : public Sink {
public:
  void write() override;
};
class MemorySink : public Sink {
public:
  void write() override;
};
class Meter { // none blocks
public:
  virtual ~Meter() = default;
  virtual void count() {}
};
class Hook { // the base does not block, but what overrides it far away
public:
  virtual ~Hook() = default;
  virtual void called() {}
};
class Journal {
public:
  void append(Sink &sink);
  void sync(Device &device);
};
// Of the same name as net::flush, which blocks.
void flush(int fd);
} // namespace store
