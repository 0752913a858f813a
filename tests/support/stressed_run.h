#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/run_builder.h"

namespace muster::testing {

/// A run of `photos` photos of two classes in turn, all answered right as they are, and all degraded in those kinds; an
/// answer is right where `right(photo, kind, severity)` says so.
inline Run stressed_run(std::uint32_t photos, const std::vector<std::string>& kinds,
                        const std::function<bool(std::uint32_t photo, std::size_t kind, int severity)>& right) {
  Run run = classified_run(photos, photos);
  StressAnswers& stress = run.stress.emplace();
  stress.drawn_from = photos;
  stress.kinds = kinds;
  for (std::uint32_t photo = 0; photo < photos; ++photo) {
    stress.photos.push_back(photo);
    const auto actual = static_cast<std::int32_t>(photo % 2);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      for (int severity = 1; severity <= kSeverities; ++severity) {
        stress.states.push_back(PhotoState::kScored);
        stress.top1.push_back(right(photo, kind, severity) ? actual : 1 - actual);
      }
    }
  }
  return run;
}

}  // namespace muster::testing
