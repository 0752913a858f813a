#include "leaks/hash_index.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>

#include "base/parallel.h"

namespace muster {
namespace {

constexpr std::size_t kTables = 12;
constexpr int kFewestBits = 6, kMostBits = 20;

// Of 64-bit x86 processors, nearly all count bits in one instruction, but not all: the loader takes the version for the
// one at hand.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MUSTER_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define MUSTER_COUNTS_BITS
#endif

/// Calls `found` for those of the entries that are near enough.
MUSTER_COUNTS_BITS void scan(std::span<const std::uint32_t> entries, std::span<const PerceptualHash> hashes,
                             const PerceptualHash& hash, int most_distance,
                             const std::function<void(std::uint32_t, int)>& found) {
  for (const std::uint32_t entry : entries) {
    const int distance = hamming_distance(hash, hashes[entry]);
    if (distance <= most_distance) found(entry, distance);
  }
}

std::uint32_t sample(const PerceptualHash& hash, std::span<const std::uint8_t> bits) {
  std::uint32_t bucket = 0;
  for (const std::uint8_t bit : bits)
    bucket = bucket << 1U | static_cast<std::uint32_t>(hash[bit / 64U] >> (bit % 64U) & 1U);
  return bucket;
}

}  // namespace

HashIndex::HashIndex(std::span<const PerceptualHash> hashes) : hashes_(hashes), tables_(kTables) {
  const int width = std::clamp(static_cast<int>(std::bit_width(hashes.size())) - 3, kFewestBits, kMostBits);
  std::minstd_rand random(1);
  std::vector<std::uint8_t> order(128);
  for (Table& table : tables_) {
    std::iota(order.begin(), order.end(), std::uint8_t{0});
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    table.bits.assign(order.begin(), order.begin() + width);
  }
  in_parallel(kTables, 100.0 * static_cast<double>(kTables * hashes.size()), [&](std::size_t begin, std::size_t end) {
    for (std::size_t t = begin; t < end; ++t) {
      Table& table = tables_[t];
      table.starts.assign((std::size_t{1} << width) + 1, 0);
      std::vector<std::uint32_t> buckets(hashes.size());
      for (std::size_t i = 0; i < hashes.size(); ++i) ++table.starts[(buckets[i] = sample(hashes[i], table.bits)) + 1];
      std::partial_sum(table.starts.begin(), table.starts.end(), table.starts.begin());
      table.entries.resize(hashes.size());
      std::vector<std::uint32_t> next(table.starts.begin(), table.starts.end() - 1);
      for (std::size_t i = 0; i < hashes.size(); ++i) table.entries[next[buckets[i]]++] = static_cast<std::uint32_t>(i);
    }
  });
}

void HashIndex::search(const PerceptualHash& hash, int most_distance,
                       const std::function<void(std::uint32_t, int)>& found) const {
  for (const Table& table : tables_) {
    const std::uint32_t bucket = sample(hash, table.bits);
    for (std::size_t flip = 0; flip <= table.bits.size(); ++flip) {
      const std::uint32_t near = flip == 0 ? bucket : bucket ^ (1U << (flip - 1));
      const std::size_t begin = table.starts[near], end = table.starts[near + 1];
      if (begin < end) scan(std::span(table.entries).subspan(begin, end - begin), hashes_, hash, most_distance, found);
    }
  }
}

}  // namespace muster
