#include <algorithm>
#include <array>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>

#include "base/mixed.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr auto kAll = std::to_array<const Degradation*>({
#define MUSTER_DEGRADATION(name) &name,
#include "stress/degradations.inc"
#undef MUSTER_DEGRADATION
});

/// FNV-1a (Fowler, Noll and Vo), so that a seed depends on a kind's name and not on its place in the table.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::span<const Degradation* const> all_degradations() {
  return kAll;
}

const Degradation* find_degradation(std::string_view id) {
  const auto* found = std::ranges::find(kAll, id, &Degradation::id);
  return found == kAll.end() ? nullptr : *found;
}

std::uint64_t photo_key(const std::array<std::byte, 32>& digest) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof(key); ++i) key |= std::to_integer<std::uint64_t>(digest[i]) << (8 * i);
  return key;
}

Generator degradation_generator(std::uint64_t photo_key, std::string_view kind, int severity, std::uint64_t seed) {
  std::uint64_t state = mixed(photo_key) + hash_of(kind);
  state = mixed(state) + static_cast<std::uint64_t>(severity);
  return generator_of(mixed(state) + seed);
}

double length_scale(const Image& photo) {
  return static_cast<double>(std::min(photo.width, photo.height)) / 224;
}

std::uint8_t to_level(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

double uniform(double low, double high, Generator& random) {
  return boost::random::uniform_real_distribution<double>(low, high)(random);
}

bool coin(Generator& random) {
  return pick(2, random) == 1;
}

}  // namespace muster
