#pragma once

#include "model/coreml/coreml_file.h"
#include "muster/tensor.h"

namespace muster {

/// Makes height and width (channels are not looked at) the size of the file's image input, or of its input as C×H×W
/// array, in place of the default. Errors: kInvalidArgument, a size that the model does not allow, and those that it
/// does.
Result<void> choose_size(CoremlFile& file, const ImageSize& size);

}  // namespace muster
