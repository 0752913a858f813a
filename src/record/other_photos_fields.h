#pragma once

#include <nlohmann/json.hpp>

#include "base/json_words.h"
#include "muster/error.h"
#include "muster/run.h"

// How Run files keep leaks and the answers to other photos. The readers throw what nlohmann::json throws.

namespace muster {

void to_json(nlohmann::json& json, const TrainingLeaks& leaks);
void from_json(const nlohmann::json& json, TrainingLeaks& leaks);
void to_json(nlohmann::json& json, const OtherPhotos& other);
void from_json(const nlohmann::json& json, OtherPhotos& other);

/// Errors: what no search could have found, or no model answered.
Result<void> check_other_photos(const Run& run);

}  // namespace muster
