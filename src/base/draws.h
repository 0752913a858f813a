#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <vector>

#include "base/bca.h"

// What the bootstrap's designs (cell_draws.h, cluster_draws.h) draw with, and leave out.
namespace muster {

using Generator =
    boost::random::mt19937_64;  // Boost's distributions draw the same numbers everywhere, the standard's do not

/// A generator for each replicate, far from its neighbours' (SplitMix64; Steele, Lea and Flood 2014).
Generator generator_of(std::uint64_t replicate);

/// Uniform in [0, count).
std::uint64_t pick(std::uint64_t count, Generator& generator);

/// The most units that are left out one by one; of more, so many are drawn at random.
inline constexpr std::size_t kMostLeftOut = 1000;

/// Sorted places of kMostLeftOut random draws among `count`.
std::vector<std::uint64_t> sampled_places(std::uint64_t count);

/// A unit to leave out, with what its jackknife value stands for.
struct LeftOut {
  std::uint64_t unit = 0;
  JackknifeValue value;
};

/// One of a sample, which stands for all `units` of all strata: the mean without one is nearly the same in each.
LeftOut sampled(std::uint64_t unit, std::uint64_t units);

}  // namespace muster
