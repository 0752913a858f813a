#include "compare_with_here.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "measure/predictions.h"

namespace muster {
namespace {

constexpr std::size_t kMostPhotos = 32;
constexpr double kFloatDifference = 1e-4, kSteps = 8.01;

/// Photos that the device scored, spread evenly, as a data set of their own.
Dataset some_photos(const Run& run) {
  std::vector<std::size_t> scored;
  for (std::size_t i = 0; i < run.predictions.states.size(); ++i)
    if (run.predictions.states[i] == PhotoState::kScored) scored.push_back(i);
  Dataset some;
  some.class_names = run.dataset.class_names;
  some.source = run.dataset.source, some.root = run.dataset.root;
  const std::size_t wanted = std::min(kMostPhotos, scored.size());
  for (std::size_t i = 0; i < wanted; ++i) {
    const std::size_t photo = scored[i * scored.size() / wanted];
    some.paths.push_back(std::string(run.dataset.paths[photo]));
    some.classes.push_back(run.dataset.classes[photo]);
  }
  return some;
}

/// What two processors round apart on nearly all photos: a few steps of a quantized output (of 40 photos and three
/// classifiers, one was more than eight apart between x86-64 and ARM, by ten), of other outputs what the order of sums
/// does.
double allowed_difference(const TensorSpec& output) {
  if (!output.quantization || output.quantization->scales.empty()) return kFloatDifference;
  return kSteps * static_cast<double>(output.quantization->scales.front());
}

/// How the answers to the same photos differ.
struct Differences {
  std::size_t photos = 0, other_answers = 0, other_scores = 0;
  double largest = 0;
};

Differences differences(const Run& here, const Run& there, double allowed) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < there.dataset.size(); ++i) places.emplace(there.dataset.paths[i], i);
  Differences seen;
  for (std::size_t i = 0; i < here.dataset.size(); ++i) {
    const auto place = places.find(here.dataset.paths[i]);
    if (place == places.end() || here.predictions.states[i] != PhotoState::kScored) continue;
    ++seen.photos;
    const auto& a = here.predictions;
    const auto& b = there.predictions;
    if (a.best[i][0] != b.best[place->second][0]) ++seen.other_answers;
    const double difference =
        std::abs(static_cast<double>(a.scores[i][0]) - static_cast<double>(b.scores[place->second][0]));
    if (difference > allowed) ++seen.other_scores;
    seen.largest = std::max(seen.largest, difference);
  }
  return seen;
}

}  // namespace

Result<void> compare_with_here(const Classifier& there, const RunOptions& options, const Hooks& hooks, Run& run) {
  Classifier local = there;
  local.link.clear(), local.remote_model.clear();
  Run here;
  here.model = run.model;
  here.dataset = some_photos(run);
  if (here.dataset.size() == 0 || hooks.stopped()) return {};
  MUSTER_CHECK_OK(measure_predictions(local, options, hooks, here));
  const Differences seen = differences(here, run, allowed_difference(there.setup.output));
  // A few are ties that one step decides, or scores where the roundings of many layers add up.
  if (std::max(seen.other_answers, seen.other_scores) * 10 <= seen.photos) return {};
  run.events.push_back(
      {"device-parity", run.model->path.string(),
       fmt::format("of {} photos that were run here too, {} have another answer on the device and {} another "
                   "score, by up to {:.3g}",
                   seen.photos, seen.other_answers, seen.other_scores, seen.largest)});
  ++run.event_count;
  return {};
}

}  // namespace muster
