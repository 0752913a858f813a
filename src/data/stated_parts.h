#pragma once

#include <optional>
#include <span>

#include "muster/options.h"
#include "muster/preprocessing.h"

namespace muster {

/// What one of the user, a preset or the sidecar states.
struct StatedPreprocessing {
  PreprocessingOptions parts;
  Source source;
};

/// One part as the first statement has it that speaks of it.
template <class Part>
struct Stated {
  Part value;
  Source source = Source::kDefault;
};

template <class Part>
std::optional<Stated<Part>> first_stated(std::span<const StatedPreprocessing> statements,
                                         Part PreprocessingOptions::*part) {
  for (const StatedPreprocessing& statement : statements)
    if (!(statement.parts.*part).empty()) return Stated<Part>{statement.parts.*part, statement.source};
  return std::nullopt;
}

}  // namespace muster
