#pragma once

#include "runtime/coreml/layers/graph.h"

/// What convolution and pooling share: a window that moves over height and width.
namespace muster::layers {

/// Rows and columns at the top and left, and at the bottom and right.
struct Margins {
  Pair begin{}, end{};

  ov::CoordinateDiff begins() const { return {begin[0], begin[1]}; }
  ov::CoordinateDiff ends() const { return {end[0], end[1]}; }
};

/// None: no margins. Otherwise height's and width's, each 0 to kMaxSize.
Result<Margins> read_margins(const CoreML::Specification::BorderAmounts& amounts);
Result<Margins> read_margins(const CoreML::Specification::ValidPadding& padding);

/// Splits what is added (or cut) in all: the odd one at the bottom and right, or at the top and left.
Result<Margins> split_margins(const Pair& total, const CoreML::Specification::SamePadding& padding);

/// What has to be added to `size` so that there is a window for every `stride` pixels that have begun.
Pair same_total(const Pair& size, const Pair& window, const Pair& stride);

/// Height and width of a blob.
Pair image_size(const Blob& blob);

inline ov::Strides strides(const Pair& pair) {
  return {static_cast<std::size_t>(pair[0]), static_cast<std::size_t>(pair[1])};
}

}  // namespace muster::layers
