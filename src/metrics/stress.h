#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "muster/run.h"
#include "muster/stress.h"

namespace muster {

/// The curve of accuracy by kind and severity, and what follows from it. Photos that were not degraded in every way are
/// left out; an answer that is none, or that a process failed at, is wrong. Classes are compared after class groups;
/// intervals are of photos, or of whole groups of them. nullopt: no photo was degraded in every way.
std::optional<StressView> view_stress(const Run& run);

/// Top-1 accuracy of the photos as they are, minus their mean accuracy over all severities of that kind ("" all kinds).
/// nullopt: as view_stress's, or another kind.
std::optional<Estimate> stress_drop_of(const Run& run, std::string_view kind, double confidence);

/// Of the drawn photos: those that were not degraded in every way, and those at which a process failed once.
struct StressGaps {
  std::uint64_t pending = 0, failed = 0;
};
StressGaps stress_gaps(const Run& run);

}  // namespace muster
