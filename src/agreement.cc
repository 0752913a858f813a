// Score by score: what two models make of the same inputs.
#include "agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "measure/classifier.h"
#include "metrics/preparation.h"
#include "metrics/score_agreement.h"

namespace muster {
namespace {

constexpr std::size_t kPhotos = 20;

/// Why the scores of the two cannot be compared; "": they can.
std::string other_inputs_or_outputs(const Run& reference, const Run& model) {
  const auto size = [](const Run& run) {
    const Classifier classifier = classifier_of(*run.model, *run.preprocessing);
    return image_size(classifier.setup.input).value_or(ImageSize{});
  };
  if (!reference.model || !reference.preprocessing || !model.model || !model.preprocessing)
    return "one of the two was not run here";
  if (!other_preparation(reference, model).empty()) return "their inputs differ: the photos are prepared otherwise";
  const ImageSize a = size(reference), b = size(model);
  if (a.width != b.width || a.height != b.height || a.channels != b.channels)
    return fmt::format("their inputs differ: {}×{} and {}×{} pixels", a.width, a.height, b.width, b.height);
  if (reference.dataset.class_names != model.dataset.class_names ||
      reference.dataset.background != model.dataset.background)
    return "their outputs stand for other classes, or for the same in another order";
  if (reference.predictions.score_kind != model.predictions.score_kind)
    return fmt::format("their scores are of other kinds: {} and {}", reference.predictions.score_kind,
                       model.predictions.score_kind);
  return "";
}

/// Up to kPhotos photos that both gave scores to, spread evenly.
std::vector<std::filesystem::path> photos_of_both(const Run& reference, const Run& model) {
  std::unordered_map<std::string_view, PhotoState> states;
  for (std::size_t i = 0; i < model.predictions.states.size(); ++i)
    states.emplace(model.dataset.paths[i], model.predictions.states[i]);
  std::vector<std::size_t> scored;
  for (std::size_t i = 0; i < reference.predictions.states.size(); ++i) {
    const auto found = states.find(reference.dataset.paths[i]);
    if (reference.predictions.states[i] == PhotoState::kScored && found != states.end() &&
        found->second == PhotoState::kScored)
      scored.push_back(i);
  }
  std::vector<std::filesystem::path> photos;
  const std::size_t count = std::min(scored.size(), kPhotos);
  for (std::size_t k = 0; k < count; ++k) photos.push_back(reference.dataset.file(scored[k * scored.size() / count]));
  return photos;
}

/// All scores of each photo, from one process.
Result<std::vector<std::vector<float>>> all_scores(const Run& run, const std::vector<std::filesystem::path>& photos,
                                                   const RunOptions& options, const Hooks& hooks) {
  const Classifier classifier = classifier_of(*run.model, *run.preprocessing);
  MUSTER_TRY(const OpenWorker worker, open_worker(classifier, options.threads, options, hooks));
  std::vector<std::vector<float>> scores;
  for (const std::filesystem::path& photo : photos) {
    MUSTER_TRY(ExamineReply reply, examine_photo(*worker.process, photo, options, hooks));
    scores.push_back(std::move(reply.scores));
  }
  return scores;
}

}  // namespace

ScoreAgreement measure_agreement(const Run& reference, const Run& model, const RunOptions& options,
                                 const Hooks& hooks) {
  ScoreAgreement none;
  none.reason = other_inputs_or_outputs(reference, model);
  const auto photos = photos_of_both(reference, model);
  if (none.reason.empty() && photos.empty()) none.reason = "there is no photo that both gave scores to";
  if (!none.reason.empty()) return none;
  const auto expected = all_scores(reference, photos, options, hooks);
  const auto actual = expected ? all_scores(model, photos, options, hooks) : expected;
  if (actual) return agreement_of(*expected, *actual);
  none.reason = actual.error().message;
  return none;
}

}  // namespace muster
