#include "metrics/half_split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <map>
#include <numeric>
#include <set>

namespace muster {
namespace {

using Keys = std::vector<std::uint64_t>;
using Column = std::vector<std::uint32_t>;

struct Photos {
  Keys keys;
  Column strata, groups;
};

/// Photos of `classes` classes, in groups of up to `most` but for every third photo, which is alone.
Photos random_photos(std::uint32_t rows, std::uint32_t classes, std::uint32_t most) {
  boost::random::mt19937_64 generator(3);
  Photos photos;
  std::uint32_t group = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    photos.keys.push_back(generator());
    photos.strata.push_back(static_cast<std::uint32_t>(generator() % classes));
    if (generator() % most == 0) ++group;
    photos.groups.push_back(row % 3 == 0 ? kNoGroup : group);
  }
  return photos;
}

std::int64_t surplus(const HalfSplit& split) {
  const auto second = std::accumulate(split.halves.begin(), split.halves.end(), std::int64_t{0});
  return static_cast<std::int64_t>(split.halves.size()) - 2 * second;
}

TEST(HalfSplit, never_shares_a_group) {
  const Photos photos = random_photos(2000, 7, 9);
  const HalfSplit split = split_halves({photos.keys, photos.strata, photos.groups});
  std::map<std::uint32_t, std::set<std::uint8_t>> halves_of;
  for (std::size_t row = 0; row < photos.keys.size(); ++row) {
    if (photos.groups[row] != kNoGroup) halves_of[photos.groups[row]].insert(split.halves[row]);
    ASSERT_LT(split.units[row], split.unit_count);
  }
  for (const auto& [group, halves] : halves_of) EXPECT_EQ(halves.size(), 1U) << group;
  EXPECT_LE(std::abs(surplus(split)), 10);
}

TEST(HalfSplit, keeps_copies_of_a_photo_together_even_across_groups) {
  const HalfSplit split = split_halves({Keys{1, 2, 2, 3, 4}, {}, Column{8, 8, 9, 9, kNoGroup}});
  EXPECT_EQ(split.unit_count, 2U);
  for (const std::size_t row : {1U, 2U, 3U}) EXPECT_EQ(split.halves[row], split.halves[0]);
  EXPECT_NE(split.halves[4], split.halves[0]);
}

TEST(HalfSplit, holds_every_class_even) {
  const Photos photos = random_photos(1000, 5, 1);
  const HalfSplit split = split_halves({photos.keys, photos.strata, {}});
  std::map<std::uint32_t, int> surplus_of;
  for (std::size_t row = 0; row < photos.keys.size(); ++row)
    surplus_of[photos.strata[row]] += split.halves[row] ? -1 : 1;
  for (const auto& [stratum, more] : surplus_of) EXPECT_LE(std::abs(more), 1) << stratum;
  EXPECT_LE(std::abs(surplus(split)), 1);
}

TEST(HalfSplit, of_one_photo_a_class_is_even_too) {
  Keys keys(501);
  Column strata(501);
  std::iota(keys.begin(), keys.end(), 77U);
  std::iota(strata.begin(), strata.end(), 0U);
  EXPECT_EQ(std::abs(surplus(split_halves({keys, strata, {}}))), 1);
}

TEST(HalfSplit, does_not_depend_on_the_order_of_the_rows_or_on_numbers) {
  const Photos photos = random_photos(500, 4, 5);
  Photos shuffled;
  Column order(500);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [](std::uint32_t row) { return row * 7919U % 500; });
  for (const std::uint32_t row : order) {
    shuffled.keys.push_back(photos.keys[row]);
    shuffled.strata.push_back(900 - photos.strata[row]);
    shuffled.groups.push_back(photos.groups[row] == kNoGroup ? kNoGroup : 5000 - photos.groups[row]);
  }
  const HalfSplit one = split_halves({photos.keys, photos.strata, photos.groups});
  const HalfSplit other = split_halves({shuffled.keys, shuffled.strata, shuffled.groups});
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(other.halves[i], one.halves[order[i]]);
}

TEST(HalfSplit, depends_on_its_seed) {
  const Photos photos = random_photos(100, 2, 1);
  EXPECT_NE(split_halves({photos.keys, photos.strata, {}}, 1).halves,
            split_halves({photos.keys, photos.strata, {}}, 2).halves);
}

TEST(HalfSplit, of_nothing_is_empty_and_of_one_photo_has_one_half) {
  EXPECT_EQ(split_halves({}).unit_count, 0U);
  EXPECT_EQ(split_halves({Keys{5}, Column{0xFFFFFFFF}, Column{3}}).halves.size(), 1U);
}

}  // namespace
}  // namespace muster
