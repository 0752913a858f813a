#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/draws.h"

namespace muster {

/// Draws of single observations that are counted by cell, within strata of cells.
class CellDraws {
 public:
  /// `strata` holds the stratum of each cell, or is empty. The object reads both spans later.
  CellDraws(std::span<const std::uint64_t> counts, std::span<const std::uint32_t> strata);

  /// The counts of all that was seen.
  std::vector<std::uint64_t> total() const { return {counts_.begin(), counts_.end()}; }
  /// A replicate's counts, by conditional binomials. `drawn` must be all 0.
  void draw(Generator& generator, std::vector<std::uint64_t>& drawn) const;
  /// What the jackknife leaves out: an observation of each cell. One that is alone in its stratum shows no spread.
  std::vector<LeftOut> units() const;
  void leave_out(std::uint64_t unit, std::vector<std::uint64_t>& counts) const { --counts[unit]; }
  /// Nanoseconds of a draw and its figure, about.
  double work() const { return 50 * static_cast<double>(counts_.size()); }

 private:
  using ActOnStratum = std::function<void(std::span<const std::uint32_t> cells, std::uint64_t size)>;
  void for_each_stratum(const ActOnStratum& act) const;
  std::uint32_t stratum_of(std::uint32_t cell) const { return strata_.empty() ? 0 : strata_[cell]; }

  std::span<const std::uint64_t> counts_;
  std::span<const std::uint32_t> strata_;
  std::vector<std::uint32_t> order_;  ///< cells that have observations, by stratum
  std::uint64_t all_ = 0;
};

}  // namespace muster
