#include "base/cluster_draws.h"

#include <algorithm>
#include <numeric>

namespace muster {
namespace {

using Rows = std::span<const std::uint32_t>;

/// Splits rows, which it sorts, into clusters; each by rank.
std::vector<Rows> clusters_of(const Observations& of, std::vector<std::uint32_t>& rows) {
  const auto cluster_of = [&](std::uint32_t row) { return of.clusters.empty() ? row : of.clusters[row]; };
  std::ranges::sort(rows, {}, [&](std::uint32_t row) { return std::pair(cluster_of(row), of.ranks[row]); });
  std::vector<Rows> clusters;
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && cluster_of(rows[end]) == cluster_of(rows[begin])) ++end;
    clusters.push_back(Rows(rows).subspan(begin, end - begin));
  }
  return clusters;
}

}  // namespace

ClusterDraws::ClusterDraws(const Observations& observations, Slot slot, std::size_t slots) : slots_(slots) {
  std::vector<std::uint32_t> rows(observations.ranks.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::vector<Rows> clusters = clusters_of(observations, rows);
  const auto rank_of = [&](std::uint32_t row) { return observations.ranks[row]; };
  const auto stratum_of = [&](Rows cluster) {
    return observations.strata.empty() ? 0U : observations.strata[cluster.front()];
  };
  const auto before = [&](Rows a, Rows b) {
    if (stratum_of(a) != stratum_of(b)) return stratum_of(a) < stratum_of(b);
    return std::ranges::lexicographical_compare(a, b, {}, rank_of, rank_of);
  };
  std::ranges::sort(clusters, before);
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const std::uint32_t stratum = stratum_of(clusters[i]);
    if (i == 0 || stratum != stratum_of(clusters[i - 1])) strata_.push_back({i, i});
    strata_.back().end = i + 1;
    if (i == 0 || before(clusters[i - 1], clusters[i])) different_.push_back({i, {0, 0, stratum}});
    ++different_.back().value.count;
    for (const std::uint32_t row : clusters[i]) content_.push_back(slot == Slot::kRank ? rank_of(row) : row);
    ends_.push_back(content_.size());
  }
}

std::vector<LeftOut> ClusterDraws::units() const {
  std::vector<LeftOut> units;
  if (different_.size() > kMostLeftOut) {
    for (const std::uint64_t place : sampled_places(ends_.size())) units.push_back(sampled(place, ends_.size()));
    return units;
  }
  for (const LeftOut& one : different_) {
    const auto stratum = std::ranges::upper_bound(strata_, one.unit, {}, &Stratum::begin) - 1;
    if (stratum->end - stratum->begin > 1) units.push_back(one);
  }
  return units;
}

}  // namespace muster
