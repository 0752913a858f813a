#pragma once

#include <span>
#include <vector>

#include "base/draws.h"
#include "base/resampling.h"

namespace muster {

/// Draws of whole clusters within strata; a single observation is a cluster too. Clusters stand in the order of their
/// strata and content, whatever theirs in the input.
class ClusterDraws {
 public:
  /// What the weights that are drawn are of.
  enum class Slot { kRank, kObservation };
  ClusterDraws(const Observations& observations, Slot slot, std::size_t slots);

  /// The weights of all that was seen.
  template <class Weight>
  std::vector<Weight> total() const {
    std::vector<Weight> weights(slots_);
    for (const std::uint32_t slot : content_) ++weights[slot];
    return weights;
  }
  /// A replicate's weights. `weights` must be all 0.
  template <class Weight>
  void draw(Generator& generator, std::vector<Weight>& weights) const {
    for (const Stratum& stratum : strata_)
      for (std::size_t i = stratum.begin; i < stratum.end; ++i)
        for (const std::uint32_t slot : content_of(stratum.begin + pick(stratum.end - stratum.begin, generator)))
          ++weights[slot];
  }
  /// What the jackknife leaves out: one of those clusters that are alike. One alone in its stratum shows no spread.
  std::vector<LeftOut> units() const;
  template <class Weight>
  void leave_out(std::uint64_t unit, std::vector<Weight>& weights) const {
    for (const std::uint32_t slot : content_of(unit)) --weights[slot];
  }
  /// Nanoseconds of a draw and its figure, about.
  double work() const { return 10 * static_cast<double>(content_.size() + slots_); }

 private:
  struct Stratum {
    std::size_t begin = 0, end = 0;
  };

  std::span<const std::uint32_t> content_of(std::size_t cluster) const {
    const std::size_t begin = cluster == 0 ? 0 : ends_[cluster - 1];
    return std::span(content_).subspan(begin, ends_[cluster] - begin);
  }

  std::size_t slots_;
  std::vector<std::uint32_t> content_;  ///< slots of the weights, cluster after cluster
  std::vector<std::size_t> ends_;       ///< of the clusters in it
  std::vector<Stratum> strata_;         ///< of clusters
  std::vector<LeftOut> different_;      ///< the first of those that are alike, and how many
};

}  // namespace muster
