// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In no header: only the linker of summaries sees that this is a job.
#include "job.h"
#include "job_segment.h"

namespace jobs {
namespace {
int render() { return Segment<int>().load(); }
class ReportJob : public Job {
public:
  void run() override { render(); }
};
} // namespace
Job &report_job() {
  static ReportJob job;
  return job;
}
} // namespace jobs
