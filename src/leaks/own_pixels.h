#pragma once

#include "image/perceptual_hash.h"
#include "leaks/photo_prints.h"

namespace muster {

/// How many pixels of their own two pictures have in common, at most those of the squares: what a small picture was
/// enlarged by proves nothing.
struct OwnSize {
  int columns = kGreySide, rows = kGreySide;

  [[nodiscard]] int pixels() const { return columns * rows; }
  [[nodiscard]] bool is_small() const { return columns < kGreySide || rows < kGreySide; }
};

/// The smaller of both, side by side; `symmetry` turns the second.
OwnSize own_size(const PrintFacts& first, const PrintFacts& second, Symmetry symmetry);

/// What is left between two pictures that are laid over each other without being moved.
struct Residual {
  float levels = 0;            ///< root mean square, in grey levels of the picture with more contrast
  float share = 1;             ///< of what they show beyond a plane: 0 the same, 1 unrelated
  float gain = 1, offset = 0;  ///< the brightness of the second × gain + offset has the first's contrast and mean
};

/// Compares pixel by pixel, at their own size, without the finest detail: that is what compression changes most.
Residual residual_between(const GreySquare& first, const GreySquare& second, const OwnSize& size);

}  // namespace muster
