#pragma once

#include <boost/math/distributions/normal.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "metrics/threshold_choice.h"

namespace muster {

/// Positives score N(separation, 1), negatives N(0, 1); so what a threshold truly does is known.
struct SimulatedScores {
  std::vector<float> scores;
  std::vector<std::uint8_t> positive;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint32_t> strata, groups;

  [[nodiscard]] ThresholdColumns columns() const { return {scores, positive, {keys, strata, groups}}; }
};

struct Simulation {
  double prevalence = 0.4, separation = 2;
  std::uint32_t units = 1000, photos_a_unit = 1;
  double correlation = 0;  ///< of the scores within a unit
};

inline SimulatedScores simulate(const Simulation& simulation, std::uint64_t seed) {
  boost::random::mt19937_64 generator(seed);
  boost::random::normal_distribution<double> normal;
  boost::random::uniform_01<double> uniform;
  SimulatedScores drawn;
  for (std::uint32_t unit = 0; unit < simulation.units; ++unit) {
    const bool positive = uniform(generator) < simulation.prevalence;
    const double common = std::sqrt(simulation.correlation) * normal(generator);
    for (std::uint32_t photo = 0; photo < simulation.photos_a_unit; ++photo) {
      const double own = std::sqrt(1 - simulation.correlation) * normal(generator);
      drawn.scores.push_back(static_cast<float>((positive ? simulation.separation : 0) + common + own));
      drawn.positive.push_back(positive ? 1 : 0);
      drawn.strata.push_back(positive ? 1 : 0);
      drawn.keys.push_back(generator());
      drawn.groups.push_back(simulation.photos_a_unit > 1 ? unit : kNoGroup);
    }
  }
  return drawn;
}

inline double true_recall(const Simulation& simulation, float threshold) {
  return boost::math::cdf(boost::math::normal(), simulation.separation - threshold);
}

inline double true_accepted(const Simulation& simulation, float threshold) {
  return simulation.prevalence * true_recall(simulation, threshold) +
         (1 - simulation.prevalence) * boost::math::cdf(boost::math::normal(), -threshold);
}

inline double true_precision(const Simulation& simulation, float threshold) {
  return simulation.prevalence * true_recall(simulation, threshold) / true_accepted(simulation, threshold);
}

}  // namespace muster
