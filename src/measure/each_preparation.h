#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/sha256.h"
#include "measure/classifier.h"
#include "measure/score_kind.h"
#include "muster/dataset.h"
#include "muster/observe.h"
#include "muster/run.h"

namespace muster {

/// The best answer to every photo, as columns beside Dataset's.
struct TopAnswers {
  std::vector<PhotoState> states;  ///< kPending: not asked
  std::vector<std::int32_t> best;  ///< as Predictions::best
  std::vector<float> scores;

  explicit TopAnswers(std::size_t photos = 0)
      : states(photos, PhotoState::kPending), best(photos, kAbsent), scores(photos) {}
};

/// What one model answers to photos that are prepared in several ways.
struct PreparedAnswers {
  std::vector<TopAnswers> answers;    ///< one a preparation
  std::vector<Sha256Digest> digests;  ///< of the photos' files; zeros: not read
  ScoreRange range;                   ///< of the first preparation's scores
  std::uint64_t inferences = 0;       ///< that were answered, of all calls
  std::vector<std::string> events;    ///< the first photos without an answer, and why
  bool interrupted = false;           ///< stopped by the user

  PreparedAnswers(std::size_t preparations, std::size_t photos)
      : answers(preparations, TopAnswers(photos)), digests(photos) {}
};

/// Which photos are prepared in which ways.
struct PreparationRound {
  std::span<const std::uint32_t> photos;        ///< into the data set
  std::span<const std::uint32_t> preparations;  ///< into `all`; the first is always among them
  const std::vector<Preprocessing>& all;
};

/// Classifies each photo of the round in each of its ways, on all cores; every photo is decoded once. `tell` is called
/// with the number of inferences so far. A photo that cannot be read, or at which a worker fails, has that state in all
/// of them. Errors: workers that do not run; kRuntime, three photos ended a worker.
Result<void> predict_each(const Classifier& classifier, const Dataset& dataset, const PreparationRound& round,
                          const RunOptions& options, const Hooks& hooks, const std::function<void(std::uint64_t)>& tell,
                          PreparedAnswers& into);

}  // namespace muster
