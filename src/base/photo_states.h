#pragma once

#include "muster/run.h"

namespace muster {

/// Whether the model gave the photo an output that is graded; one that is no number is a wrong answer.
constexpr bool is_answered(PhotoState state) {
  return state == PhotoState::kScored || state == PhotoState::kNotANumber;
}

/// Whether the best classes stand beside it, graded or set aside.
constexpr bool has_classes(PhotoState state) {
  return state == PhotoState::kScored || state == PhotoState::kSetAside;
}

}  // namespace muster
