// Several models beside a reference: the first is checked alone, the others with their decisions held against its.
#include <fmt/format.h>

#include <algorithm>

#include "agreement.h"
#include "check_models.h"
#include "verdict/pareto.h"

namespace muster {
namespace {

/// Whether the model decides as the reference does; the reference does.
bool is_same(const ComparisonReport& comparison, std::size_t model) {
  const auto& one = comparison.report.models[model].comparison;
  return model == 0 || (one && one->sameness == Sameness::kSame);
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

/// The first model's report, with the others' beside it.
Report check_beside_first(const CheckOptions& options, const SamenessBounds& bounds, const Hooks& hooks) {
  CheckOptions first = options, others = options;
  first.data.labels_optional = others.data.labels_optional = true;  // flips need none
  first.models.resize(1);
  others.models.erase(others.models.begin());
  Report report = check_models(first, nullptr, bounds, hooks);
  if (hooks.stopped() || others.models.empty()) return report;
  const ModelReport& reference = report.models[0];
  Report beside = check_models(others, reference.error ? nullptr : &reference.run, bounds, hooks);
  if (!report.error) report.error = beside.error;
  std::ranges::move(beside.models, std::back_inserter(report.models));
  report.verdict = report.error ? std::nullopt : worst_verdict(report.models);
  return report;
}

}  // namespace

ComparisonReport compare(const CheckOptions& options, const SamenessBounds& bounds, const Hooks& hooks) {
  ComparisonReport comparison{check_beside_first(options, bounds, hooks), {}, std::nullopt, ""};
  auto& models = comparison.report.models;
  for (ModelReport& model : models)
    if (model.comparison) model.comparison->agreement = measure_agreement(models[0].run, model.run, options.run, hooks);
  comparison.pareto = pareto_front(models);
  choose(comparison);
  return comparison;
}

}  // namespace muster
