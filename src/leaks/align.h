#pragma once

#include <array>
#include <optional>

#include "image/perceptual_hash.h"

namespace muster {

/// Where each point of one picture lies in another: x' = a x + b y + c, y' = d x + e y + f, in pixels of the squares.
struct Affine {
  float a = 1, b = 0, c = 0, d = 0, e = 1, f = 0;
};

/// How one picture lies in another, and how well they agree there.
struct Alignment {
  Affine map;                  ///< from the first to the second
  float gain = 1, offset = 0;  ///< the brightness of the second × gain + offset is that of the first
  float overlap = 0;           ///< share of the first that lies within the second
  float texture = 0;           ///< blocks of the overlap that show anything, of 64
  float agreement = 0;         ///< correlation of the detail in those blocks: 1 alike, 0 unrelated
  float score = 0;  ///< agreement, less 3.5 / texture (0.25 at most): a silhouette before the sky proves little
};

/// Starts with the views over each other and moves the second picture until its brightness fits the first's best: an
/// affine map, gain and offset by iteratively reweighted least squares (Lucas and Kanade 1981; Baker and Matthews
/// 2004), coarse to fine. nullopt: it ran away.
std::optional<Alignment> align(const GreySquare& first, const PictureView& first_view, const GreySquare& second,
                               const PictureView& second_view);

/// The pictures as they lie, at that gain and offset: how well they agree without being moved.
Alignment unmoved(const GreySquare& first, const GreySquare& second, float gain, float offset);

}  // namespace muster
