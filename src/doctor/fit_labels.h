#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "doctor/label_changes.h"

namespace muster {

/// The output that was best for a photo, and the class that the photo shows.
struct OutputOfPhoto {
  std::size_t output = 0;
  std::uint32_t actual = 0;
};

/// The order of labels that has the most of those photos right, each class having one output; ties keep classes where
/// they are, and so do more than 1,000 classes.
LabelChange fit_labels(const Labels& labels, std::span<const OutputOfPhoto> photos);

}  // namespace muster
