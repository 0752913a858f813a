#include "base/resampling.h"

#include <algorithm>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

namespace muster {
namespace {

constexpr std::uint64_t kSeed = 20140209;
using Generator =
    boost::random::mt19937_64;  // Boost's distributions draw the same numbers everywhere, the standard's do not

std::optional<Interval> percentile_interval(std::vector<double> figures, double confidence) {
  if (figures.size() < kReplicates / 2) return std::nullopt;
  std::ranges::sort(figures);
  return Interval{nearest_rank(figures, (1 - confidence) / 2), nearest_rank(figures, 1 - (1 - confidence) / 2)};
}

/// One multinomial draw by conditional binomials.
void draw_multinomial(std::span<const std::uint64_t> counts, std::int64_t total, Generator& generator,
                      std::vector<std::uint64_t>& drawn) {
  std::int64_t left_to_draw = total, left_in_cells = total;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    const auto count = static_cast<std::int64_t>(counts[cell]);
    std::int64_t here = 0;
    if (left_to_draw > 0 && count > 0) {
      here = count >= left_in_cells
                 ? left_to_draw
                 : boost::random::binomial_distribution<std::int64_t, double>(
                       left_to_draw, static_cast<double>(count) / static_cast<double>(left_in_cells))(generator);
    }
    drawn[cell] = static_cast<std::uint64_t>(here);
    left_to_draw -= here;
    left_in_cells -= count;
  }
}

}  // namespace

std::optional<Interval> bootstrap_counts(std::span<const std::uint64_t> counts, const CountsFigure& figure,
                                         double confidence) {
  std::int64_t total = 0;
  for (const std::uint64_t count : counts) total += static_cast<std::int64_t>(count);
  Generator generator(kSeed);
  std::vector<std::uint64_t> drawn(counts.size());
  std::vector<double> figures;
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    draw_multinomial(counts, total, generator, drawn);
    if (const auto one = figure(drawn)) figures.push_back(*one);
  }
  return percentile_interval(std::move(figures), confidence);
}

std::optional<Interval> bootstrap_clusters(std::span<const std::uint32_t> cells,
                                           std::span<const std::uint64_t> cluster_ends, std::size_t cell_count,
                                           const CountsFigure& figure, double confidence) {
  if (cluster_ends.empty()) return std::nullopt;
  Generator generator(kSeed);
  boost::random::uniform_int_distribution<std::size_t> pick(0, cluster_ends.size() - 1);
  std::vector<std::uint64_t> drawn(cell_count);
  std::vector<double> figures;
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    std::ranges::fill(drawn, 0);
    for (std::size_t i = 0; i < cluster_ends.size(); ++i) {
      const std::size_t cluster = pick(generator);
      const std::uint64_t begin = cluster == 0 ? 0 : cluster_ends[cluster - 1];
      for (std::uint64_t at = begin; at < cluster_ends[cluster]; ++at) ++drawn[cells[at]];
    }
    if (const auto one = figure(drawn)) figures.push_back(*one);
  }
  return percentile_interval(std::move(figures), confidence);
}

Interval bootstrap_ratio(std::span<const Ratio> clusters, double confidence) {
  if (clusters.empty()) return {};
  Generator generator(kSeed);
  boost::random::uniform_int_distribution<std::size_t> pick(0, clusters.size() - 1);
  std::vector<double> figures;
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    Ratio sum;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      const Ratio& cluster = clusters[pick(generator)];
      sum.numerator += cluster.numerator, sum.denominator += cluster.denominator;
    }
    if (sum.denominator > 0) figures.push_back(sum.numerator / sum.denominator);
  }
  return percentile_interval(std::move(figures), confidence).value_or(Interval{});
}

}  // namespace muster
