#pragma once

#include "model/tflite_file.h"
#include "muster/model.h"

namespace muster {

/// Makes `size` the height and width of the model's image inputs (1×H×W×C) where the file leaves them free; without a
/// height in it, those that the file has no size for become −1. A file without shape signatures states 1×1 in the place
/// of a free height and width. Returns whether the shapes that the file states of other tensors are of another size.
/// Errors: kInvalidArgument, a size that the model does not allow.
Result<bool> choose_tflite_size(const tflite::SubGraph& graph, const ImageSize& size, Model& model);

}  // namespace muster
