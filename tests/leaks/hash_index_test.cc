#include "leaks/hash_index.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace muster {
namespace {

PerceptualHash random_hash(std::mt19937_64& random) {
  return {random(), random()};
}

PerceptualHash with_flipped(PerceptualHash hash, int bits, std::mt19937_64& random) {
  std::set<std::size_t> flipped;
  while (flipped.size() < static_cast<std::size_t>(bits)) flipped.insert(random() % 128);
  for (const std::size_t bit : flipped) hash[bit / 64] ^= std::uint64_t{1} << (bit % 64);
  return hash;
}

std::set<std::uint32_t> found_by(const HashIndex& index, const PerceptualHash& hash, int most) {
  std::set<std::uint32_t> found;
  index.search(hash, most, [&](std::uint32_t i, int) { found.insert(i); });
  return found;
}

TEST(HashIndex, finds_nothing_but_what_is_near) {
  std::mt19937_64 random(1);
  std::vector<PerceptualHash> hashes;
  for (int i = 0; i < 3000; ++i) hashes.push_back(random_hash(random));
  const HashIndex index(hashes);
  for (int i = 0; i < 200; ++i) {
    const PerceptualHash hash = random_hash(random);
    index.search(hash, 50, [&](std::uint32_t found, int distance) {
      EXPECT_EQ(distance, hamming_distance(hash, hashes[found]));
      EXPECT_LE(distance, 50);
    });
  }
}

TEST(HashIndex, finds_what_differs_in_few_bits_among_many) {
  std::mt19937_64 random(2);
  std::vector<PerceptualHash> hashes;
  for (int i = 0; i < 100'000; ++i) hashes.push_back(random_hash(random));
  const HashIndex index(hashes);
  const auto share_found = [&](int bits) {
    int found = 0;
    for (std::uint32_t i = 0; i < 500; ++i)
      found += found_by(index, with_flipped(hashes[i], bits, random), bits).contains(i) ? 1 : 0;
    return found / 500.0;
  };
  EXPECT_EQ(share_found(0), 1);
  EXPECT_GT(share_found(6), 0.99);
  EXPECT_GT(share_found(16), 0.9);
}

TEST(HashIndex, may_be_empty_or_hold_one_hash_many_times) {
  const std::vector<PerceptualHash> none, same(500, PerceptualHash{7, 9});
  EXPECT_TRUE(found_by(HashIndex(none), {7, 9}, 10).empty());
  EXPECT_EQ(found_by(HashIndex(same), {7, 9}, 10).size(), 500U);
}

}  // namespace
}  // namespace muster
