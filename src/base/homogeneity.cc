#include "base/homogeneity.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/quiet_policy.h"

namespace muster {
namespace {

double sum(std::span<const std::uint64_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

struct Pair {
  double a = 0, b = 0;
};

/// The classes that are frequent enough, and all others as one; without the others where they are too few even so.
std::vector<Pair> joined(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, double smaller_share) {
  constexpr double kLeastExpected = 5;
  const auto enough = [&](const Pair& pair) { return (pair.a + pair.b) * smaller_share >= kLeastExpected; };
  std::vector<Pair> cells;
  Pair rest;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Pair pair{static_cast<double>(a[i]), static_cast<double>(b[i])};
    if (enough(pair))
      cells.push_back(pair);
    else
      rest.a += pair.a, rest.b += pair.b;
  }
  if (enough(rest)) cells.push_back(rest);
  return cells;
}

}  // namespace

double homogeneity_p(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  const double all_a = sum(a), all_b = sum(b);
  if (!(all_a > 0 && all_b > 0)) return 1;
  const std::vector<Pair> cells = joined(a, b, std::min(all_a, all_b) / (all_a + all_b));
  if (cells.size() < 2) return 1;
  double left_a = 0, left_b = 0, chi_squared = 0;
  for (const Pair& cell : cells) left_a += cell.a, left_b += cell.b;
  if (!(left_a > 0 && left_b > 0)) return 1;
  for (const Pair& cell : cells) {
    const double expected_a = (cell.a + cell.b) * left_a / (left_a + left_b), expected_b = cell.a + cell.b - expected_a;
    chi_squared += std::pow(cell.a - expected_a, 2) / expected_a + std::pow(cell.b - expected_b, 2) / expected_b;
  }
  return boost::math::gamma_q(static_cast<double>(cells.size() - 1) / 2, chi_squared / 2, Quiet());
}

double total_variation(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  const double all_a = sum(a), all_b = sum(b);
  if (!(all_a > 0 && all_b > 0)) return 0;
  double distance = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    distance += std::abs(static_cast<double>(a[i]) / all_a - static_cast<double>(b[i]) / all_b) / 2;
  return distance;
}

}  // namespace muster
