#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "FeatureTypes.pb.h"
#include "Model.pb.h"
#include "muster/model.h"

namespace muster {

/// The shape of a dictionary from labels to probabilities, before it is known how many labels there are.
inline const std::vector<std::int64_t> kScoresByLabel = {1, -1};

/// An input or output as a tensor. An image becomes uint8 pixels, 1×H×W×C, with scale 1 and zero point 0; an array
/// has its declared shape, empty where it declares none; a dictionary is float32, kScoresByLabel.
TensorSpec tensor_spec(const CoreML::Specification::FeatureDescription& feature);

/// What the description says of an image input (no scale, no bias); nullopt: the feature is none.
std::optional<ImageInput> image_input(const CoreML::Specification::FeatureDescription& feature);

/// The flexible sizes of an array, for people ("1×3×64×64, 1×3×96×96"); empty: one size only.
std::string flexible_shapes(const CoreML::Specification::ArrayFeatureType& array);

}  // namespace muster
