#include "base/bca.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace muster {
namespace {

const boost::math::normal_distribution<double> kNormal;

/// Linear between the ordered values (Hyndman and Fan's type 7, NumPy's default).
double interpolated_quantile(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

/// The share of the replicates that stands for the normal quantile `z`.
double adjusted_share(double bias, double acceleration, double z) {
  const double shifted = bias + z, scale = 1 - acceleration * shifted;
  if (scale <= 0) return shifted > 0 ? 1 : 0;  // beyond the pole
  return boost::math::cdf(kNormal, bias + shifted / scale);
}

}  // namespace

double bca_acceleration(std::span<const JackknifeValue> jackknife) {
  double skew = 0, variance = 0;
  for (std::size_t begin = 0, end = 0; begin < jackknife.size(); begin = end) {
    double n = 0, sum = 0;
    for (; end < jackknife.size() && jackknife[end].stratum == jackknife[begin].stratum; ++end)
      n += jackknife[end].count, sum += jackknife[end].count * jackknife[end].value;
    for (const JackknifeValue& one : jackknife.subspan(begin, end - begin)) {
      const double influence = (n - 1) / n * (sum / n - one.value);
      skew += one.count * std::pow(influence, 3);
      variance += one.count * std::pow(influence, 2);
    }
  }
  const double acceleration = skew / (6 * std::pow(variance, 1.5));
  return std::isfinite(acceleration) ? acceleration : 0;
}

std::optional<Interval> bca_interval(std::vector<double> replicates, double value,
                                     std::span<const JackknifeValue> jackknife, double confidence) {
  if (replicates.empty()) return std::nullopt;
  std::ranges::sort(replicates);
  const auto equal = std::ranges::equal_range(replicates, value);
  const auto below = static_cast<double>(equal.begin() - replicates.begin());
  const double share = (below + static_cast<double>(equal.size()) / 2) / static_cast<double>(replicates.size());
  if (share <= 0 || share >= 1) return std::nullopt;
  const double bias = boost::math::quantile(kNormal, share);
  const double acceleration = bca_acceleration(jackknife);
  const double z = boost::math::quantile(kNormal, 0.5 + confidence / 2);
  return Interval{interpolated_quantile(replicates, adjusted_share(bias, acceleration, -z)),
                  interpolated_quantile(replicates, adjusted_share(bias, acceleration, z))};
}

}  // namespace muster
