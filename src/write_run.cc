#include "write_run.h"

#include "record/read_run.h"
#include "record/run_writer.h"

namespace muster {

Result<void> write_run(const std::filesystem::path& output, const Run& run,
                       const std::vector<std::filesystem::path>& files) {
  MUSTER_TRY(RunWriter writer, RunWriter::create(output));
  MUSTER_CHECK_OK(writer.put_photos(run));
  std::size_t before = 0;
  for (const std::filesystem::path& file : files) {
    MUSTER_TRY(Database database, open_run(file));
    MUSTER_TRY(const Run shard, read_run(database));
    MUSTER_CHECK_OK(for_each_output(database, shard, [&](std::size_t photo, std::span<const std::byte> bytes) {
      return writer.put_answer(run, before + photo, bytes);
    }));
    before += shard.dataset.size();
  }
  return writer.put_documents(run);
}

Result<void> require_other_file(const std::filesystem::path& file, const std::filesystem::path& output) {
  std::error_code error;
  if (!std::filesystem::equivalent(file, output, error)) return {};
  return fail(ErrorCode::kInvalidArgument, output.string() + ": would be written over while it is read");
}

}  // namespace muster
