#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "muster/error.h"

namespace muster {

/// Class labels of a hostile file: at most 100,000 of at most 512 bytes.
class ClassLabels {
 public:
  Result<void> add(std::string label) {
    constexpr std::size_t kMostLabels = 100'000, kMostBytes = 512;
    if (labels_.size() == kMostLabels) return fail(ErrorCode::kUnsupported, "more than 100,000 class labels");
    label.resize(std::min(label.size(), kMostBytes));
    labels_.push_back(std::move(label));
    return {};
  }
  Result<void> add(std::int64_t label) { return add(std::to_string(label)); }
  std::vector<std::string> take() && { return std::move(labels_); }

 private:
  std::vector<std::string> labels_;
};

}  // namespace muster
