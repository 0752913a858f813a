#include "measure/thumbnails.h"

#include "measure/find_worker.h"
#include "measure/photo_pool.h"

namespace muster {
namespace {

PhotoTask task_for(const std::vector<PictureRequest>& wanted, const RunOptions& options, const Hooks& hooks,
                   std::vector<std::string>& pictures) {
  PhotoTask task;
  task.start = [&options] { return WorkerProcess::start(options, worker_program("tflite")); };
  task.next = [&wanted, next = std::uint64_t{0}]() mutable {
    return next < wanted.size() ? std::optional(next++) : std::nullopt;
  };
  task.ask = [&wanted](WorkerProcess& worker, std::uint64_t photo) {
    const PictureRequest& one = wanted[photo];
    worker.send("thumbnail", DegradedRequest{photo, one.file, one.kind, one.severity, one.seed});
  };
  task.take = [&pictures](const Message& message, std::optional<std::uint64_t> photo) -> Result<PhotoTask::Taken> {
    const auto reply = decode<ThumbnailReply>(message);
    if (!reply || photo != reply->sample) return PhotoTask::Taken::kOutOfTurn;
    pictures[*photo].assign(reply->webp.bytes.begin(), reply->webp.bytes.end());
    return PhotoTask::Taken::kProof;
  };
  task.blame = [](std::uint64_t, const Error&) -> Result<void> { return {}; };  // it has no picture
  task.enough = [&hooks] { return hooks.stopped(); };
  return task;
}

}  // namespace

Result<std::vector<std::string>> measure_thumbnails(const std::vector<PictureRequest>& wanted,
                                                    const RunOptions& options, const Hooks& hooks) {
  std::vector<std::string> pictures(wanted.size());
  PhotoPool pool(task_for(wanted, options, hooks, pictures), wanted.size(), options, hooks);
  MUSTER_CHECK_OK(pool.go());
  return pictures;
}

}  // namespace muster
