#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "muster/metric.h"
#include "muster/run.h"

namespace muster {

/// Right and wrong of the photos that were degraded in every way.
struct StressTable {
  std::vector<std::uint8_t> clean;       ///< 0 or 1 a photo: right as it is
  std::vector<std::uint8_t> hits;        ///< width a photo, as StressAnswers
  std::vector<std::uint32_t> classes;    ///< after class groups
  std::vector<std::string> class_names;  ///< of those
  std::vector<std::uint32_t> clusters;   ///< empty: every photo is one
  std::vector<std::string> kinds;

  [[nodiscard]] std::size_t photos() const { return clean.size(); }

  /// Share of right answers of a photo from answer `first` on, of `count`.
  [[nodiscard]] double share(std::size_t photo, std::size_t first, std::size_t count) const;
  /// Of all answers of a photo, and of one kind's.
  [[nodiscard]] double share(std::size_t photo) const { return share(photo, 0, kinds.size() * kSeverities); }
  [[nodiscard]] double share_of_kind(std::size_t photo, std::size_t kind) const {
    return share(photo, kind * kSeverities, kSeverities);
  }
};

/// Whether the photo that stands at `place` of stress.photos has all its answers; one that went away meanwhile has not.
bool was_degraded_in_every_way(const StressAnswers& stress, std::size_t place);

/// nullopt: no photo was degraded in every way.
std::optional<StressTable> stress_table(const Run& run);

/// The mean of value(photo), which lies in [low, high], over those photos, with its interval.
Estimate mean_over(const StressTable& table, std::span<const std::size_t> photos,
                   const std::function<double(std::size_t photo)>& value, double low, double high, double confidence);
/// The same over all photos.
Estimate mean_over(const StressTable& table, const std::function<double(std::size_t photo)>& value, double low,
                   double high, double confidence);

}  // namespace muster
