// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All jobs block, each in its own way: the shortest is told.
#pragma once
namespace jobs {
class Job {
public:
  virtual ~Job() = default;
  virtual void run() = 0;
};
class Scheduler {
public:
  explicit Scheduler(Job &job) : job(job) {}
  void tick();

private:
  Job &job;
};
} // namespace jobs
