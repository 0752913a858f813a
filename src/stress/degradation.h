#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/draws.h"
#include "image/image.h"
#include "muster/error.h"
#include "muster/stress.h"

namespace muster {

/// One line of the table: a way in which phones spoil photos. Parameters are those of ImageNet-C (D. Hendrycks and T.
/// Dietterich, ICLR 2019) where it has the corruption; docs/stress.md has all of them.
struct Degradation {
  std::string_view id, title;
  std::string_view parameters;  ///< by severity, in words
  /// Of a photo at the model's input size; `severity` is 1 to kSeverities. Lengths in pixels are those of a side of
  /// 224, and grow and shrink with the photo (length_scale). Pure but for `random`; thread-safe.
  Result<Image> (*apply)(const Image& photo, int severity, Generator& random) = nullptr;
};

// Every degradation of degradations.inc; one that is not listed there is an unused constant, which fails the build.
#define MUSTER_DEGRADATION(name) extern const Degradation name;
#include "stress/degradations.inc"
#undef MUSTER_DEGRADATION

/// All of them, in the order of degradations.inc.
std::span<const Degradation* const> all_degradations();

/// The degradation of that id; null: there is none.
const Degradation* find_degradation(std::string_view id);

/// The number by which a photo's file is known, of its SHA-256.
std::uint64_t photo_key(const std::array<std::byte, 32>& digest);

/// What the random part of a degradation starts from: the same photo, kind, severity and seed give the same picture,
/// in whatever order and on whatever machine. `photo_key` is of the photo's file alone.
Generator degradation_generator(std::uint64_t photo_key, std::string_view kind, int severity, std::uint64_t seed);

/// How long a pixel of a 224-sided photo is in this one: its shorter side / 224.
double length_scale(const Image& photo);

/// A colour value to the nearest of 0 to 255.
std::uint8_t to_level(double value);

/// Uniform in [low, high), and true or false.
double uniform(double low, double high, Generator& random);
bool coin(Generator& random);

}  // namespace muster
