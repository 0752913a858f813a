// Run files of shards as one Run file.
#include "measure/copies.h"
#include "measure/predictions.h"
#include "muster/verbs.h"
#include "record/merge_runs.h"
#include "record/read_run.h"
#include "record/run_writer.h"

namespace muster {
namespace {

/// Writes the merged Run, with the whole outputs of all shards.
Result<void> write_merged(const std::filesystem::path& output, const Run& merged,
                          const std::vector<std::filesystem::path>& files) {
  MUSTER_TRY(RunWriter writer, RunWriter::create(output));
  MUSTER_CHECK_OK(writer.put_photos(merged));
  std::size_t before = 0;
  for (const std::filesystem::path& file : files) {
    MUSTER_TRY(Database database, open_run(file));
    MUSTER_TRY(const Run shard, read_run(database));
    MUSTER_CHECK_OK(for_each_output(database, shard, [&](std::size_t photo, std::span<const std::byte> bytes) {
      return writer.put_answer(merged, before + photo, bytes);
    }));
    before += shard.dataset.size();
  }
  return writer.put_documents(merged);
}

}  // namespace

Result<Run> merge(const std::vector<std::filesystem::path>& files, const std::filesystem::path& output) {
  std::vector<NamedRun> runs;
  for (const std::filesystem::path& file : files) {
    std::error_code error;
    if (std::filesystem::equivalent(file, output, error))
      return fail(ErrorCode::kInvalidArgument, output.string() + ": would be written over while it is read");
    MUSTER_TRY(Run run, load_run(file));
    if (!run.complete)
      return fail(ErrorCode::kInvalidArgument,
                  file.string() + ": ended before it was done, so its photos are no whole shard; observe it again");
    runs.push_back({file.string(), std::move(run)});
  }
  MUSTER_TRY(Run merged, merge_runs(std::move(runs)));
  merged.data_sha256 = data_digest(merged);
  leave_out_copies(merged);  // none is left but those under two labels, which are warned of
  MUSTER_CHECK_OK(write_merged(output, merged, files));
  return merged;
}

}  // namespace muster
