#pragma once

#include "report/json_parts.h"

namespace muster {

Json groups_json(const std::vector<SharedGroup>& groups);
Json edits_json(const std::vector<Edit>& edits);

/// The test photos that stand in the training set; null: not searched for.
Json leaks_json(const Run& run);

/// What the model said of training and field photos, one entry a set.
Json other_photos_json(const ModelReport& report);

}  // namespace muster
