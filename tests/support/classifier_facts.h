#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "muster/model.h"

namespace muster {

/// A classifier as far as its file would tell: a float32 image input and `outputs` scores.
inline Model classifier_facts(std::int64_t outputs, std::vector<std::string> labels = {}) {
  Model model;
  model.inputs.push_back({"image", ElementType::kFloat32, {1, 224, 224, 3}, std::nullopt});
  model.outputs.push_back({"scores", ElementType::kFloat32, {1, outputs}, std::nullopt});
  model.labels = std::move(labels);
  return model;
}

}  // namespace muster
