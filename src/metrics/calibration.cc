#include "metrics/calibration.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace muster {
namespace {

double gap(const ReliabilityBin& bin) {
  return std::abs(bin.accuracy - bin.confidence);
}

/// Mean of `of_bin` over photos.
template <class OfBin>
std::optional<double> mean_over_photos(const ReliabilityTable& table, OfBin of_bin) {
  if (table.photos == 0) return std::nullopt;
  double sum = 0;
  for (const ReliabilityBin& bin : table.bins)
    if (bin.photos > 0) sum += static_cast<double>(bin.photos) * of_bin(bin);
  return sum / static_cast<double>(table.photos);
}

/// Mean of |X|, X normal (Leone, Nelson and Nottingham, Technometrics 3, 1961).
double folded_mean(double mean, double deviation) {
  if (!(deviation > 0)) return std::abs(mean);
  const double ratio = mean / deviation;
  return deviation * std::sqrt(2 / std::numbers::pi) * std::exp(-ratio * ratio / 2) +
         mean * std::erf(ratio / std::numbers::sqrt2);
}

}  // namespace

ReliabilityTable reliability_table(std::span<const float> confidences, std::span<const std::uint8_t> hits,
                                   std::uint32_t bin_count) {
  ReliabilityTable table;
  std::vector<float> edges;
  for (std::uint32_t i = 0; i < bin_count; ++i) {
    table.bins.push_back({static_cast<double>(i) / bin_count, static_cast<double>(i + 1) / bin_count});
    edges.push_back(static_cast<float>(table.bins.back().high));
  }
  for (std::size_t photo = 0; photo < confidences.size(); ++photo) {
    if (std::isnan(confidences[photo])) {
      ++table.not_a_number;
      continue;
    }
    const auto edge = std::min(std::ranges::lower_bound(edges, confidences[photo]), edges.end() - 1);
    ReliabilityBin& bin = table.bins[static_cast<std::size_t>(edge - edges.begin())];
    ++table.photos, ++bin.photos;
    bin.confidence += static_cast<double>(confidences[photo]);
    bin.accuracy += hits[photo] != 0 ? 1 : 0;
  }
  for (ReliabilityBin& bin : table.bins) {
    if (bin.photos == 0) continue;
    bin.confidence /= static_cast<double>(bin.photos);
    bin.accuracy /= static_cast<double>(bin.photos);
  }
  return table;
}

std::optional<double> expected_calibration_error(const ReliabilityTable& table) {
  return mean_over_photos(table, gap);
}

std::optional<double> maximum_calibration_error(const ReliabilityTable& table) {
  if (table.photos == 0) return std::nullopt;
  double largest = 0;
  for (const ReliabilityBin& bin : table.bins) largest = std::max(largest, gap(bin));
  return largest;
}

std::optional<double> calibration_error_by_chance(const ReliabilityTable& table) {
  return mean_over_photos(table, [](const ReliabilityBin& bin) {
    const double confidence = std::clamp(bin.confidence, 0.0, 1.0);
    return folded_mean(0, std::sqrt(confidence * (1 - confidence) / static_cast<double>(bin.photos)));
  });
}

std::optional<double> debiased_calibration_error(const ReliabilityTable& table) {
  const auto error = mean_over_photos(table, [](const ReliabilityBin& bin) {
    const double variance = bin.accuracy * (1 - bin.accuracy) / static_cast<double>(bin.photos);
    return 2 * gap(bin) - folded_mean(gap(bin), std::sqrt(variance));
  });
  return error ? std::optional(std::max(0.0, *error)) : std::nullopt;
}

std::optional<double> debiased_rms_calibration_error(const ReliabilityTable& table) {
  const auto square = mean_over_photos(table, [](const ReliabilityBin& bin) {
    const double variance =
        bin.photos < 2 ? 0 : bin.accuracy * (1 - bin.accuracy) / static_cast<double>(bin.photos - 1);
    return gap(bin) * gap(bin) - variance;
  });
  return square ? std::optional(std::sqrt(std::max(0.0, *square))) : std::nullopt;
}

std::optional<double> brier_score(std::span<const float> probabilities, std::span<const std::uint8_t> outcomes) {
  double sum = 0;
  std::uint64_t photos = 0;
  for (std::size_t photo = 0; photo < probabilities.size(); ++photo) {
    if (std::isnan(probabilities[photo])) continue;
    const double error = probabilities[photo] - (outcomes[photo] != 0 ? 1.0 : 0.0);
    sum += error * error, ++photos;
  }
  return photos == 0 ? std::nullopt : std::optional(sum / static_cast<double>(photos));
}

}  // namespace muster
