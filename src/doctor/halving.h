#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace muster {

/// Photos begin to end, in the order in which they are taken, and how many changes go on after them.
struct HalvingRound {
  std::size_t begin = 0, end = 0;
  std::size_t keep = 0;
};

/// Successive halving (Jamieson and Talwalkar, AISTATS 2016): all changes on the first 60 photos, the better half of
/// them up to 120, the better half of those up to 240, and what is left of them on all. No change is ever left out
/// where there are no more photos.
std::vector<HalvingRound> plan_halving(std::size_t photos, std::size_t changes);

/// Inferences of that plan, with one more for each photo as it is.
std::uint64_t inferences_of(std::span<const HalvingRound> rounds, std::size_t changes);

/// The `keep` of `alive` whose `worth` is highest (one entry a change), the earlier where equal; in their order.
std::vector<std::uint32_t> better_half(std::span<const std::uint32_t> alive, std::span<const double> worth,
                                       std::size_t keep);

}  // namespace muster
