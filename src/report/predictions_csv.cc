// One row a photo: what the model said of it.
#include <fmt/format.h>

#include <cmath>

#include "base/photo_states.h"
#include "base/table_reader.h"
#include "base/units.h"
#include "muster/render.h"

namespace muster {
namespace {

void append_numbered(std::string& csv, std::string_view name) {
  for (std::size_t i = 1; i <= kBest; ++i) csv += fmt::format(",{}{}", name, i);
}

/// The cells top1 to score5. Empty where there is no answer; a NaN output is a score1 of "nan".
void append_prediction(std::string& csv, const Predictions& predictions, std::size_t photo) {
  const PhotoState state = photo < predictions.states.size() ? predictions.states[photo] : PhotoState::kPending;
  const bool scored = has_classes(state);
  for (const std::int32_t index : predictions.best[photo]) {
    csv += ',';
    if (scored && index != kAbsent) csv += std::to_string(index);
  }
  for (std::size_t i = 0; i < kBest; ++i) {
    const float score = predictions.scores[photo][i];
    csv += ',';
    if (scored && predictions.best[photo][i] != kAbsent && !std::isnan(score)) csv += shortest(score);
    if (state == PhotoState::kNotANumber && i == 0) csv += "nan";
  }
}

}  // namespace

std::string render_predictions_csv(const Run& run) {
  std::string csv = "path,class_index";
  append_numbered(csv, "top");
  append_numbered(csv, "score");
  csv += '\n';
  const Predictions& predictions = run.predictions;
  for (std::size_t i = 0; i < run.dataset.size(); ++i) {
    csv += csv_field(run.dataset.paths[i]) + ',';
    if (run.dataset.classes[i] != kNoClass) csv += std::to_string(run.dataset.classes[i]);
    if (i < predictions.best.size() && i < predictions.scores.size())
      append_prediction(csv, predictions, i);
    else
      csv += std::string(2 * kBest, ',');
    csv += '\n';
  }
  return csv;
}

}  // namespace muster
