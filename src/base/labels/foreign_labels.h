#pragma once

#include <string_view>

#include "muster/error.h"

namespace muster {

/// Refuses by its name what is no text or no list of labels: UTF-16, lines that end with CR only, a TensorFlow label
/// map (pbtxt), XML and HTML, a Git LFS pointer, Python expressions, lines of JSON. Anything else passes.
Result<void> refuse_foreign_labels(std::string_view text, std::string_view source);

}  // namespace muster
