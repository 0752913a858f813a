#include "verdict/pareto.h"

#include <algorithm>
#include <string_view>

namespace muster {
namespace {

/// A figure of which less is better.
struct Cost {
  std::string_view metric;
  double sign;
  bool timed;
};
constexpr Cost kCosts[] = {{"model_bytes", 1, false}, {"latency_p90_ms", 1, true}, {"top1_accuracy", -1, false}};

bool counts(const Cost& cost, const Measurement* one, const Measurement* other) {
  if (one == nullptr || other == nullptr || one->origin != other->origin) return false;
  return !cost.timed || one->origin == Origin::kHost || one->origin == Origin::kDevice;
}

/// Whether b is nowhere worse than a, and better in one figure.
bool dominates(const ModelReport& b, const ModelReport& a) {
  bool better = false;
  for (const Cost& cost : kCosts) {
    const Measurement *mine = find_measurement(a, cost.metric), *other = find_measurement(b, cost.metric);
    if (!counts(cost, mine, other)) continue;
    const double gain = cost.sign * (mine->estimate.value - other->estimate.value);
    if (gain < 0) return false;
    better = better || gain > 0;
  }
  return better;
}

}  // namespace

std::vector<bool> pareto_front(const std::vector<ModelReport>& models) {
  std::vector<bool> front;
  for (const ModelReport& model : models)
    front.push_back(!model.error && std::ranges::none_of(models, [&](const ModelReport& other) {
      return !other.error && dominates(other, model);
    }));
  return front;
}

}  // namespace muster
