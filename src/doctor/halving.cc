#include "doctor/halving.h"

#include <algorithm>

namespace muster {

std::vector<HalvingRound> plan_halving(std::size_t photos, std::size_t changes) {
  constexpr std::size_t kFirst = 60, kHalvings = 3;
  std::vector<HalvingRound> rounds;
  std::size_t begin = 0, alive = changes;
  for (std::size_t i = 0; i < kHalvings && begin < photos; ++i) {
    const std::size_t end = std::min(photos, kFirst << i);
    alive = end == photos ? alive : (alive + 1) / 2;
    rounds.push_back({begin, end, alive});
    begin = end;
  }
  if (begin < photos) rounds.push_back({begin, photos, alive});
  return rounds;
}

std::uint64_t inferences_of(std::span<const HalvingRound> rounds, std::size_t changes) {
  std::uint64_t total = 0;
  std::size_t alive = changes;
  for (const HalvingRound& round : rounds) {
    total += (round.end - round.begin) * (alive + 1);
    alive = round.keep;
  }
  return total;
}

std::vector<std::uint32_t> better_half(std::span<const std::uint32_t> alive, std::span<const double> worth,
                                       std::size_t keep) {
  std::vector<std::uint32_t> best(alive.begin(), alive.end());
  std::ranges::stable_sort(best, std::greater<>(), [&](std::uint32_t i) { return worth[i]; });
  best.resize(std::min(best.size(), keep));
  std::ranges::sort(best);
  return best;
}

}  // namespace muster
