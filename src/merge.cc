// Run files of shards as one Run file.
#include "measure/copies.h"
#include "measure/predictions.h"
#include "muster/verbs.h"
#include "record/merge_runs.h"
#include "write_run.h"

namespace muster {

Result<Run> merge(const std::vector<std::filesystem::path>& files, const std::filesystem::path& output) {
  std::vector<NamedRun> runs;
  for (const std::filesystem::path& file : files) {
    MUSTER_CHECK_OK(require_other_file(file, output));
    MUSTER_TRY(Run run, load_run(file));
    if (!run.complete)
      return fail(ErrorCode::kInvalidArgument,
                  file.string() + ": ended before it was done, so its photos are no whole shard; observe it again");
    runs.push_back({file.string(), std::move(run)});
  }
  MUSTER_TRY(Run merged, merge_runs(std::move(runs)));
  merged.data_sha256 = data_digest(merged);
  leave_out_copies(merged);  // none is left but those under two labels, which are warned of
  MUSTER_CHECK_OK(write_run(output, merged, files));
  return merged;
}

}  // namespace muster
