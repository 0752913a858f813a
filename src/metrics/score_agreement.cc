#include "metrics/score_agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

/// Sums over pairs of scores.
struct Sums {
  double reference = 0, model = 0, product = 0, noise = 0;  ///< Σ r², Σ m², Σ r·m, Σ (r − m)²

  void add(float r, float m) {
    const auto a = static_cast<double>(r), b = static_cast<double>(m);
    reference += a * a, model += b * b, product += a * b, noise += (a - b) * (a - b);
  }
  void add(const Sums& other) {
    reference += other.reference, model += other.model, product += other.product, noise += other.noise;
  }
  [[nodiscard]] double snr_db() const { return 10 * std::log10(reference / noise); }
  [[nodiscard]] double cosine() const { return product / std::sqrt(reference * model); }
};

/// The middle value; of an even number, the mean of the two (which may both be infinite).
double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : values[n / 2 - 1] / 2 + values[n / 2] / 2;
}

}  // namespace

ScoreAgreement agreement_of(const std::vector<std::vector<float>>& reference,
                            const std::vector<std::vector<float>>& model) {
  ScoreAgreement agreement;
  Sums all;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(reference.size(), model.size()); ++i) {
    const auto &expected = reference[i], &actual = model[i];
    if (expected.size() != actual.size()) {
      agreement.reason = fmt::format("they give {} and {} scores", expected.size(), actual.size());
      return agreement;
    }
    Sums photo;
    for (std::size_t k = 0; k < expected.size(); ++k) photo.add(expected[k], actual[k]);
    all.add(photo);
    ratios.push_back(photo.snr_db());
  }
  if (ratios.empty()) return agreement;
  agreement.photos = ratios.size();
  agreement.snr_db = all.snr_db();
  agreement.median_snr_db = median(std::move(ratios));
  agreement.cosine = all.cosine();
  return agreement;
}

}  // namespace muster
