#include "base/draws.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>

namespace muster {

Generator generator_of(std::uint64_t replicate) {
  std::uint64_t state = 20140209 + (replicate + 1) * 0x9e3779b97f4a7c15;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
  state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
  return Generator(state ^ (state >> 31));
}

std::uint64_t pick(std::uint64_t count, Generator& generator) {
  return boost::random::uniform_int_distribution<std::uint64_t>(0, count - 1)(generator);
}

std::vector<std::uint64_t> sampled_places(std::uint64_t count) {
  Generator generator = generator_of(std::numeric_limits<std::uint64_t>::max());  // no replicate's
  std::vector<std::uint64_t> places(kMostLeftOut);
  std::ranges::generate(places, [&] { return pick(count, generator); });
  std::ranges::sort(places);
  return places;
}

LeftOut sampled(std::uint64_t unit, std::uint64_t units) {
  return {unit, {0, static_cast<double>(units) / kMostLeftOut, 0}};
}

}  // namespace muster
