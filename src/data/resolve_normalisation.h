#pragma once

#include <span>

#include "data/stated_parts.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/preprocessing.h"

namespace muster {

/// Mean, std and encoding for the model's first input: as stated (the first statement that speaks holds), else
/// float inputs take the model's metadata, quantized ones their own range, and the default is left as it is.
/// Errors as resolve_preprocessing has them.
Result<void> resolve_normalisation(std::span<const StatedPreprocessing> statements, const Model& model,
                                   Preprocessing& preprocessing);

/// uint8, int8, uint16, int16: numbers that a scale and a zero point give their meaning.
bool is_quantized(ElementType type);

}  // namespace muster
