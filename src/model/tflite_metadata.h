#pragma once

#include "model/tflite_file.h"
#include "muster/model.h"

namespace muster {

/// Adds the labels and the normalisation that the file's metadata states. Metadata that cannot be trusted
/// costs a line in model.warnings, not the model.
void add_tflite_metadata(const TfliteFile& file, Model& model);

}  // namespace muster
