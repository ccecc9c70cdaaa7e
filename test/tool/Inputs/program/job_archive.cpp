// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "job.h"
#include "job_segment.h"

namespace jobs {
int count_rows() { return Segment<long>().load(); }
static int archive_all() { return count_rows(); }
class ArchiveJob : public Job {
public:
  void run() override;
};
void ArchiveJob::run() { archive_all(); }
Job &archive_job() {
  static ArchiveJob job;
  return job;
}
} // namespace jobs
