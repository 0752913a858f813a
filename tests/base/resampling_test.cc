#include "base/resampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "support/golden_rows.h"

namespace muster {
namespace {

nlohmann::json golden(const char* table) {
  return golden_rows(table, "resampling.json").at(0);
}

/// Two bootstraps' ends differ by chance.
void expect_near(const std::optional<Interval>& interval, const nlohmann::json& expected) {
  ASSERT_TRUE(interval);
  const double low = expected[0], high = expected[1], chance = 0.06 * (high - low);
  EXPECT_NEAR(interval->low, low, chance) << expected;
  EXPECT_NEAR(interval->high, high, chance) << expected;
}

void expect_same(const std::optional<Interval>& one, const std::optional<Interval>& other) {
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->low, other->low);
  EXPECT_EQ(one->high, other->high);
}

/// Share of the first cell.
std::optional<double> first_share(std::span<const std::uint64_t> counts) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (total == 0) return std::nullopt;
  return static_cast<double>(counts[0]) / static_cast<double>(total);
}

/// Macro F1 of three classes; cell 3 × truth + prediction.
std::optional<double> macro_f1(std::span<const std::uint64_t> counts) {
  double sum = 0, classes = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    std::uint64_t both = 0;
    for (std::size_t other = 0; other < 3; ++other) both += counts[3 * k + other] + counts[3 * other + k];
    if (both == 0) continue;
    ++classes;
    sum += 2 * static_cast<double>(counts[4 * k]) / static_cast<double>(both);
  }
  return classes > 0 ? std::optional(sum / classes) : std::nullopt;
}

std::vector<std::uint64_t> counts_of(const std::vector<std::uint32_t>& cells, std::size_t cell_count) {
  std::vector<std::uint64_t> counts(cell_count);
  for (const std::uint32_t cell : cells) ++counts[cell];
  return counts;
}

struct Clustered {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint64_t> ends;
};

/// The clusters in an order of choice.
Clustered clustered(const std::vector<std::uint32_t>& cells, const std::vector<std::uint32_t>& cluster_of,
                    const std::vector<std::uint32_t>& order) {
  Clustered result;
  for (const std::uint32_t cluster : order) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (cluster_of[i] == cluster) result.cells.push_back(cells[i]);
    result.ends.push_back(result.cells.size());
  }
  return result;
}

/// Observations with scores, and what average precision needs of them.
struct Scored {
  std::vector<double> scores;
  std::vector<std::uint32_t> positive, clusters;

  Scored in_order(const std::vector<std::uint32_t>& order) const {
    Scored other;
    for (const std::uint32_t i : order) {
      other.scores.push_back(scores[i]);
      other.positive.push_back(positive[i]);
      other.clusters.push_back(clusters[i]);
    }
    return other;
  }

  std::vector<std::uint32_t> ranks() const {
    const auto value = [&](std::size_t i) { return std::pair(scores[i], positive[i]); };
    std::vector<std::pair<double, std::uint32_t>> values;
    for (std::size_t i = 0; i < scores.size(); ++i) values.push_back(value(i));
    std::ranges::sort(values);
    std::vector<std::uint32_t> ranks;
    for (std::size_t i = 0; i < scores.size(); ++i)
      ranks.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(values, value(i)) - values.begin()));
    return ranks;
  }

  /// Average precision as scikit-learn's, from an order sorted once.
  WeightsFigure figure() const {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, std::greater(), [&](std::uint32_t i) { return scores[i]; });
    return [this, order](std::span<const std::uint32_t> weights) -> std::optional<double> {
      double hits = 0, seen = 0, before = 0, sum = 0;
      for (std::size_t at = 0; at < order.size(); ++at) {
        const std::uint32_t i = order[at];
        hits += positive[i] * weights[i], seen += weights[i];
        if (at + 1 < order.size() && scores[order[at + 1]] == scores[i]) continue;
        if (seen > 0) sum += (hits - before) * hits / seen;
        before = hits;
      }
      return hits > 0 ? std::optional(sum / hits) : std::nullopt;
    };
  }
};

Scored golden_scores() {
  const auto row = golden("average_precision");
  return {row["scores"], row["positive"], row["clusters"]};
}

std::vector<std::uint32_t> shuffled(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  return order;
}

TEST(Resampling, intervals_of_macro_f1_equal_scipys_but_for_chance) {
  const auto row = golden("macro_f1");
  const std::vector<std::uint32_t> cells = row["cells"], strata{0, 0, 0, 1, 1, 1, 2, 2, 2};
  const auto counts = counts_of(cells, 9);
  EXPECT_NEAR(*macro_f1(counts), row["value"], 1e-12);
  expect_near(bootstrap_counts(counts, {}, macro_f1, 0.95), row["over_all"]);
  expect_near(bootstrap_counts(counts, strata, macro_f1, 0.95), row["stratified"]);
  const auto [photos, ends] = clustered(cells, row["clusters"], shuffled(30));
  expect_near(bootstrap_clusters(photos, ends, 9, macro_f1, 0.95), row["clustered"]);
}

TEST(Resampling, intervals_of_average_precision_equal_scipys_but_for_chance) {
  const auto row = golden("average_precision");
  const Scored scored = golden_scores();
  const auto ranks = scored.ranks();
  EXPECT_NEAR(*scored.figure()(std::vector<std::uint32_t>(ranks.size(), 1)), row["value"], 1e-12);
  expect_near(bootstrap_observations({ranks, {}, {}}, scored.figure(), 0.95), row["over_all"]);
  expect_near(bootstrap_observations({ranks, scored.positive, {}}, scored.figure(), 0.95), row["stratified"]);
  expect_near(bootstrap_observations({ranks, {}, scored.clusters}, scored.figure(), 0.95), row["clustered"]);
}

TEST(Resampling, interval_of_a_ratio_equals_scipys_but_for_chance) {
  const auto row = golden("ratio");
  std::vector<Ratio> clusters;
  for (std::size_t i = 0; i < row["numerators"].size(); ++i)
    clusters.push_back({row["numerators"][i], row["denominators"][i]});
  const Interval interval = bootstrap_ratio(clusters, 0.95);
  expect_near(interval, row["interval"]);
  std::ranges::reverse(clusters);
  expect_same(bootstrap_ratio(clusters, 0.95), interval);
}

TEST(Resampling, the_order_of_clusters_and_of_photos_in_them_changes_nothing) {
  const auto row = golden("macro_f1");
  std::vector<std::uint32_t> forward(30);
  std::iota(forward.begin(), forward.end(), 0U);
  const auto one = clustered(row["cells"], row["clusters"], forward);
  auto other = clustered(row["cells"], row["clusters"], shuffled(30));
  std::reverse(other.cells.begin(), other.cells.begin() + static_cast<std::ptrdiff_t>(other.ends[0]));
  expect_same(bootstrap_clusters(one.cells, one.ends, 9, macro_f1, 0.95),
              bootstrap_clusters(other.cells, other.ends, 9, macro_f1, 0.95));
}

TEST(Resampling, the_order_of_observations_and_the_numbers_of_clusters_change_nothing) {
  const Scored one = golden_scores();
  Scored other = one.in_order(shuffled(one.scores.size()));
  for (std::uint32_t& cluster : other.clusters) cluster = 1000 - cluster;
  const auto ranks = one.ranks(), other_ranks = other.ranks();
  expect_same(bootstrap_observations({ranks, {}, {}}, one.figure(), 0.95),
              bootstrap_observations({other_ranks, {}, {}}, other.figure(), 0.95));
  expect_same(bootstrap_observations({ranks, one.positive, {}}, one.figure(), 0.95),
              bootstrap_observations({other_ranks, other.positive, {}}, other.figure(), 0.95));
  expect_same(bootstrap_observations({ranks, {}, one.clusters}, one.figure(), 0.95),
              bootstrap_observations({other_ranks, {}, other.clusters}, other.figure(), 0.95));
}

TEST(Resampling, counts_and_single_observations_of_the_same_data_agree_but_for_chance) {
  std::vector<std::uint32_t> cells(5000);  // with more different ones than are left out one by one
  std::iota(cells.begin(), cells.end(), 0U);
  const auto share = [](const auto& weights) -> std::optional<double> {
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const auto weight = static_cast<double>(weights[i]);
      all += weight, sum += weight * (i % 10 == 0 ? static_cast<double>(i) / 5000 : 0);
    }
    return sum / all;
  };
  const std::vector<std::uint64_t> ones(5000, 1);
  const auto counted = bootstrap_counts(ones, {}, share, 0.95);
  ASSERT_TRUE(counted);
  expect_near(bootstrap_observations({cells, {}, {}}, share, 0.95), {counted->low, counted->high});
  EXPECT_GT(counted->high + counted->low, 2 * *share(ones));  // skewed: a longer upper side
}

TEST(Resampling, interval_of_a_rate_comes_near_wilsons) {
  const std::vector<std::uint64_t> counts{900, 100};
  const auto interval = bootstrap_counts(counts, {}, first_share, 0.95);
  ASSERT_TRUE(interval);
  const Interval wilson = wilson_interval(900, 1000, 0.95);
  EXPECT_NEAR(interval->low, wilson.low, 0.003);
  EXPECT_NEAR(interval->high, wilson.high, 0.003);
}

TEST(Resampling, clusters_of_twenty_alike_are_as_wide_as_one_of_each) {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint64_t> ends;
  for (std::uint32_t cluster = 0; cluster < 50; ++cluster) {
    cells.insert(cells.end(), 20, cluster < 40 ? 0U : 1U);
    ends.push_back(cells.size());
  }
  const auto clusters = bootstrap_clusters(cells, ends, 2, first_share, 0.95);
  const auto fifty = bootstrap_counts(std::vector<std::uint64_t>{40, 10}, {}, first_share, 0.95);
  ASSERT_TRUE(clusters && fifty);
  EXPECT_NEAR(clusters->low, fifty->low, 0.03);
  EXPECT_NEAR(clusters->high, fifty->high, 0.03);
}

TEST(Resampling, the_same_counts_give_the_same_interval) {
  const std::vector<std::uint64_t> counts{3, 4, 5};
  expect_same(bootstrap_counts(counts, {}, first_share, 0.9), bootstrap_counts(counts, {}, first_share, 0.9));
}

TEST(Resampling, strata_of_one_observation_each_show_no_spread) {
  const std::vector<std::uint64_t> counts{1, 1, 1};
  const std::vector<std::uint32_t> strata{0, 1, 2};
  const auto interval = bootstrap_counts(counts, strata, first_share, 0.95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, interval->high);
  EXPECT_EQ(bootstrap_counts(std::vector<std::uint64_t>{1}, {}, first_share, 0.95)->low, 1);
}

TEST(Resampling, nothing_to_draw_from_gives_no_interval) {
  EXPECT_FALSE(bootstrap_counts(std::vector<std::uint64_t>{}, {}, first_share, 0.95));
  EXPECT_FALSE(bootstrap_counts(std::vector<std::uint64_t>{0, 0}, {}, first_share, 0.95));
  EXPECT_FALSE(bootstrap_clusters({}, {}, 2, first_share, 0.95));
  EXPECT_FALSE(bootstrap_observations(
      {}, [](auto) { return std::optional(1.0); }, 0.95));
  EXPECT_EQ(bootstrap_ratio({}, 0.95).low, 0);
  EXPECT_EQ(bootstrap_ratio({}, 0.95).high, 1);
}

TEST(Resampling, a_figure_that_most_draws_lack_has_no_interval) {
  const auto rare = [](std::span<const std::uint64_t> counts) {
    return counts[0] == 3 ? std::optional(1.0) : std::nullopt;
  };
  EXPECT_FALSE(bootstrap_counts(std::vector<std::uint64_t>{3, 100}, {}, rare, 0.95));
}

}  // namespace
}  // namespace muster
