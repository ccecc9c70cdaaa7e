// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "job.h"
#include "job_segment.h"
#include "user_task.h"

namespace jobs {
int count_rows();
task<> work(Job &job, Scheduler &scheduler) {
  open_segment("x");        // X: open_segment -> fopen
  Cursor cursor("x");       // X: Cursor::Cursor -> open_segment -> fopen
  Segment<int>().load();    // X: Segment::load -> Cursor::Cursor -> open_segment -> fopen
  Segment<char>().load();   // X: Segment::load -> Cursor::Cursor -> open_segment -> fopen
  count_rows();             // X: count_rows -> Segment::load -> Cursor::Cursor -> open_segment -> fopen
  job.run();                // X: ReportJob::run -> render -> Segment::load -> Cursor::Cursor -> open_segment -> fopen
  scheduler.tick();         // X: Scheduler::tick -> ReportJob::run -> render -> Segment::load -> Cursor::Cursor -> open_segment -> fopen
  co_return;
}
} // namespace jobs
