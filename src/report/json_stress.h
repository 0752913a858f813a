#pragma once

#include "report/json_parts.h"

namespace muster {

/// What degraded photos came to; null: there were none.
Json stress_json(const ModelReport& report);

}  // namespace muster
