#include "measure/fingerprints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "measure/find_worker.h"
#include "measure/photo_pool.h"

namespace muster {
namespace {

constexpr std::size_t kMostEvents = 5;

/// The fingerprints while they are taken.
class FingerprintRun {
 public:
  FingerprintRun(const PhotoList& photos, std::string_view phase, const RunOptions& options, const Hooks& hooks,
                 Fingerprinted& result)
      : photos_(photos), phase_(phase), options_(options), hooks_(hooks), result_(result) {
    result.prints.facts.resize(photos.size());
    result.prints.captures.resize(photos.size());
  }

  Result<void> go() {
    PhotoPool pool(task(), photos_.size(), options_, hooks_);
    MUSTER_CHECK_OK(pool.go());
    if (pool.cut_short())
      return fail(ErrorCode::kRuntime,
                  "three photos ended the process that decodes them; the last: " + pool.cut_short()->message);
    result_.interrupted = hooks_.stopped();
    return {};
  }

 private:
  PhotoTask task() {
    PhotoTask task;
    task.start = [&] { return WorkerProcess::start(options_, worker_program("tflite")); };
    task.next = [&] { return next_ < photos_.size() ? std::optional(next_++) : std::nullopt; };
    task.ask = [&](WorkerProcess& worker, std::uint64_t photo) {
      worker.send("fingerprint", PredictRequest{photo, photos_.file(photo).string()});
    };
    task.take = [&](const Message& message, std::optional<std::uint64_t> photo) { return take(message, photo); };
    task.blame = [&](std::uint64_t photo, const Error& error) -> Result<void> {
      tell(photo, error.message);
      return {};
    };
    task.enough = [&] {
      hooks_.report(phase_, done_, photos_.size());
      return false;
    };
    return task;
  }

  Result<PhotoTask::Taken> take(const Message& message, std::optional<std::uint64_t> photo) {
    using Taken = PhotoTask::Taken;
    const auto reply = decode<FingerprintReply>(message);
    if (!reply || photo != reply->sample) return Taken::kOutOfTurn;
    if (!reply->message.empty()) {
      tell(*photo, reply->message);
      return Taken::kAnswer;
    }
    PrintFacts facts{true, reply->width, reply->height, reply->pixel_hash, reply->colour, reply->sharpness, {}};
    GreySquare grey;
    if (reply->grey.bytes.size() != grey.size() || reply->digest.size() != facts.digest.size() || facts.width <= 0 ||
        facts.height <= 0)
      return Taken::kOutOfTurn;
    std::ranges::copy(reply->grey.bytes, grey.begin());
    std::memcpy(facts.digest.data(), reply->digest.data(), facts.digest.size());
    MUSTER_CHECK_OK(result_.prints.greys.put(*photo, grey));
    result_.prints.facts[*photo] = facts;
    result_.prints.captures[*photo] = printable(reply->capture);
    ++done_;
    return Taken::kProof;
  }

  void tell(std::uint64_t photo, const std::string& why) {
    ++done_;
    result_.unreadable.push_back(static_cast<std::uint32_t>(photo));
    if (result_.events.size() < kMostEvents)
      result_.events.push_back(fmt::format("{}: {}", printable(photos_.paths[photo]), why));
  }

  const PhotoList& photos_;
  std::string_view phase_;
  const RunOptions& options_;
  const Hooks& hooks_;
  Fingerprinted& result_;
  std::uint64_t next_ = 0, done_ = 0;
};

}  // namespace

Result<Fingerprinted> measure_fingerprints(const PhotoList& photos, std::string_view phase, const RunOptions& options,
                                           const Hooks& hooks) {
  MUSTER_TRY(GreyFile greys, GreyFile::create());
  Fingerprinted taken{{{}, {}, std::move(greys)}, {}, {}, false};
  MUSTER_CHECK_OK(FingerprintRun(photos, phase, options, hooks, taken).go());
  std::ranges::sort(taken.unreadable);
  return taken;
}

}  // namespace muster
