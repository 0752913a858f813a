// Several models beside a reference: the same photos, each model judged alone, then its decisions beside the
// reference's.
#include <fmt/format.h>

#include <algorithm>

#include "metrics/decision_flips.h"
#include "muster/verbs.h"
#include "verdict/sameness.h"

namespace muster {
namespace {

/// A figure of which less is better.
struct Cost {
  std::string_view metric;
  double sign;
};
constexpr Cost kCosts[] = {{"model_bytes", 1}, {"latency_p90_ms", 1}, {"top1_accuracy", -1}};

/// Whether b is nowhere worse than a, and better in one figure. What one of them lacks is no reason.
bool dominates(const ModelReport& b, const ModelReport& a) {
  bool better = false;
  for (const Cost& cost : kCosts) {
    const Measurement *mine = find_measurement(a, cost.metric), *other = find_measurement(b, cost.metric);
    if (mine == nullptr || other == nullptr || mine->origin != other->origin) continue;
    const double gain = cost.sign * (mine->estimate.value - other->estimate.value);
    if (gain < 0) return false;
    better = better || gain > 0;
  }
  return better;
}

std::vector<bool> pareto_front(const std::vector<ModelReport>& models) {
  std::vector<bool> front;
  for (const ModelReport& model : models)
    front.push_back(!model.error && std::ranges::none_of(models, [&](const ModelReport& other) {
      return !other.error && dominates(other, model);
    }));
  return front;
}

/// Whether the model decides as the reference does; the reference does.
bool is_same(const ComparisonReport& comparison, std::size_t model) {
  if (model == 0) return true;
  const auto& one = comparison.comparisons[model - 1];
  return one && one->sameness == Sameness::kSame;
}

/// The smallest of the models that decide as the reference and are not NOT READY; READY goes before UNPROVEN.
void choose(ComparisonReport& comparison) {
  const auto& models = comparison.report.models;
  if (std::ranges::any_of(models, [](const ModelReport& model) { return model.run.interrupted; })) {
    comparison.why = "none can be named: stopped by the user before all were measured";
    return;
  }
  const auto cost = [&](std::size_t i) {
    const Measurement* bytes = find_measurement(models[i], "model_bytes");
    return std::pair(models[i].verdict == Verdict::kReady ? 0 : 1, bytes ? bytes->estimate.value : 0);
  };
  std::size_t same = 0;
  for (std::size_t i = 0; i < models.size(); ++i) {
    if (models[i].error || !is_same(comparison, i)) continue;
    ++same;
    if (!models[i].verdict || *models[i].verdict == Verdict::kNotReady) continue;
    if (!comparison.ship || cost(i) < cost(*comparison.ship)) comparison.ship = i;
  }
  if (!comparison.ship) {
    comparison.why = "none can be named: no model that decides as the reference does is within the limits";
    return;
  }
  const bool ready = models[*comparison.ship].verdict == Verdict::kReady;
  comparison.why = same == 1 ? "the reference itself, for no other surely decides as it does"
                             : fmt::format("the smallest of {} that decide as the reference does", same);
  if (!ready) comparison.why += "; whether it is fit to ship is not proven yet (see its verdict)";
}

}  // namespace

ComparisonReport compare(const CheckOptions& options, const SamenessBounds& bounds, const Hooks& hooks) {
  ComparisonReport comparison{check(options, hooks), {}, {}, std::nullopt, ""};
  auto& models = comparison.report.models;
  for (std::size_t i = 1; i < models.size(); ++i) {
    auto& one = comparison.comparisons.emplace_back();
    if (models[0].error || models[i].error) continue;
    auto compared = compare_decisions(models[0].run, models[i].run);
    if (compared) {
      one = std::move(*compared);
      continue;
    }
    models[i].error = compared.error();
    if (!comparison.report.error) comparison.report.error = compared.error();
  }
  judge_sameness(comparison.comparisons, bounds);
  comparison.pareto = pareto_front(models);
  choose(comparison);
  return comparison;
}

}  // namespace muster
