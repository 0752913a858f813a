#include "record/output_sample.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "record/read_run.h"

namespace muster {
namespace {

constexpr double kMostNumbers = 8e6;

/// Where in [0, 1) a photo's digest lies; the start of a digest is as good as random.
double place_of(const std::array<std::byte, 32>& digest) {
  std::uint64_t start = 0;
  std::memcpy(&start, digest.data(), sizeof(start));
  return static_cast<double>(start) / 18446744073709551616.0;
}

/// Logarithms of probabilities. Quantization makes small ones 0, which have none: what the others leave of 1, half a
/// step at least, is shared by them.
void to_log_probabilities(std::vector<float>& scores, double step) {
  double sum = 0, zeros = 0;
  for (const float score : scores) {
    sum += static_cast<double>(score);
    zeros += score > 0 ? 0 : 1;
  }
  const double least = zeros > 0 ? std::min(std::max(1 - sum, step / 2) / zeros, step / 2) : 0;
  for (float& score : scores) score = static_cast<float>(std::log(std::max(static_cast<double>(score), least)));
}

double step_of(const TensorSpec& output) {
  const bool quantized = output.quantization && !output.quantization->scales.empty();
  return quantized ? static_cast<double>(output.quantization->scales.front()) : 0;
}

}  // namespace

Result<void> read_output_sample(Database& database, Run& run) {
  const Predictions& predictions = run.predictions;
  run.output_sample = {};
  if (!predictions.output || (predictions.score_kind != "logit" && predictions.score_kind != "probability")) return {};
  const std::uint64_t outputs = element_count(*predictions.output);
  if (outputs < 2 || outputs > 1'000'000) return {};
  OutputSample& sample = run.output_sample;
  sample.outputs = static_cast<std::uint32_t>(outputs);
  const double share = kMostNumbers / (static_cast<double>(outputs) * static_cast<double>(run.dataset.size()));
  const double step = step_of(*predictions.output);
  return for_each_scored(database, run, [&](std::size_t photo, std::vector<float> scores) -> Result<void> {
    if (share < 1 && place_of(predictions.digests[photo]) >= share) return {};
    if (predictions.score_kind == "probability") to_log_probabilities(scores, step);
    sample.photos.push_back(static_cast<std::uint32_t>(photo));
    sample.logits.insert(sample.logits.end(), scores.begin(), scores.end());
    return {};
  });
}

}  // namespace muster
