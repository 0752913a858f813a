// How the search for near hashes grows: as many sought as there are, from 10,000 to 1,000,000, of which every tenth is
// another one with up to 30 of its 128 bits changed. Usage: muster-leak-search
#include <fmt/format.h>

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <chrono>
#include <vector>

#include "leaks/hash_index.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<muster::PerceptualHash> drawn(std::size_t count) {
  boost::random::mt19937_64 random(20261126);
  std::vector<muster::PerceptualHash> hashes(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint64_t& word : hashes[i]) word = random();
    if (i % 10 != 9) continue;
    hashes[i] = hashes[random() % i];
    for (int flips = 0; flips < 30; ++flips) {
      const std::uint64_t bit = random() % 128;
      hashes[i][bit / 64] ^= std::uint64_t{1} << (bit % 64);
    }
  }
  return hashes;
}

}  // namespace

int main() {
  fmt::print("{:>10} {:>10} {:>10} {:>12} {:>10}\n", "hashes", "index s", "search s", "µs a search", "found");
  for (const std::size_t count : {10'000U, 100'000U, 1'000'000U}) {
    const auto hashes = drawn(count);
    const auto start = Clock::now();
    const muster::HashIndex index(hashes);
    const double building = seconds_since(start);
    std::vector<bool> found(count);
    const auto begun = Clock::now();
    for (std::size_t i = 9; i < count; i += 10)
      index.search(hashes[i], 36, [&](std::uint32_t other, int) { found[i] = found[i] || other != i; });
    for (std::size_t i = 0; i < count; ++i)
      if (i % 10 != 9) index.search(hashes[i], 36, [](std::uint32_t, int) {});
    const double searching = seconds_since(begun);
    const auto pairs = static_cast<double>(std::count(found.begin(), found.end(), true));
    fmt::print("{:>10} {:>10.3f} {:>10.3f} {:>12.2f} {:>9.1f}%\n", count, building, searching,
               1e6 * searching / static_cast<double>(count), 1000 * pairs / static_cast<double>(count));
  }
  return 0;
}
