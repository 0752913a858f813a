#pragma once

#include <nlohmann/json.hpp>

#include "muster/run.h"

// How Run files keep what changed compared with a reference. The readers throw what nlohmann::json throws.

namespace muster {

void to_json(nlohmann::json& json, const BesideReference& beside);
void from_json(const nlohmann::json& json, BesideReference& beside);

/// Whether the counts can be those of one comparison.
bool hangs_together(const BesideReference& beside);

}  // namespace muster
