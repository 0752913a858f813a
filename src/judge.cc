// From facts to a verdict. Pure: no clock, no files, no model.
#include <algorithm>

#include "checks/check.h"
#include "metrics/calibration_figures.h"
#include "metrics/class_figures.h"
#include "metrics/explored_classes.h"
#include "metrics/metrics.h"
#include "metrics/other_counts.h"
#include "metrics/stress.h"
#include "metrics/suspect_labels.h"
#include "metrics/telling_photos.h"
#include "metrics/threshold_views.h"
#include "muster/report.h"
#include "verdict/early_decision.h"
#include "verdict/limits.h"
#include "verdict/threshold_findings.h"
#include "verdict/verdict.h"

namespace muster {
namespace {

constexpr std::size_t kMostSuspects = 50;

/// Error-level failures first, then what is open, then warnings, then what passes.
int rank_of(const Finding& finding) {
  const bool error = finding.level == Level::kError;
  switch (finding.outcome) {
    case Outcome::kFail:
      return error ? 0 : 2;
    case Outcome::kInconclusive:
      return error ? 1 : 3;
    case Outcome::kPass:
      break;
  }
  return finding.grade == Grade::kAcceptable ? 4 : 5;
}

std::vector<std::string> metrics_of(const Budget& budget) {
  std::vector<std::string> names;
  for (const Limit& limit : budget.limits)
    if (limit.level != Level::kOff) names.push_back(limit.metric);
  return names;
}

/// Figures that were decided photo by photo have the interval that holds at every photo, and no other.
void take_decided(const DecisionCourse& course, std::vector<Measurement>& measurements) {
  for (Measurement& measurement : measurements) {
    const auto decided = course.estimate(measurement.metric);
    if (!decided) continue;
    measurement.estimate = *decided;
    measurement.note = "interval that holds at every photo";
  }
}

/// What a model that is read wrongly is sure of says nothing about labels. Nor does a model that is often wrong: photos
/// that are no number, or that its process failed at, are wrong answers here.
bool can_suspect_labels(const Run& run, const ClassificationCounts* counts) {
  const bool misread = run.hint && !run.hint->changes.empty() && run.hint->changes.front().helps;
  return counts != nullptr && !misread &&
         static_cast<double>(counts->top1) >= kLeastTop1ToSuspect * static_cast<double>(counts->photos);
}

}  // namespace

ModelReport judge(Run run, const Budget& budget) {
  ModelReport report;
  const auto counts = count_classification(run);
  const ClassificationCounts* counted = counts ? &*counts : nullptr;
  report.measurements = measure_all(run, counted, metrics_of(budget));
  const auto course = run.decision ? std::optional(replay(budget, run)) : std::nullopt;
  if (course) take_decided(*course, report.measurements);
  for (const Limit& limit : budget.limits) {
    if (limit.level == Level::kOff) continue;
    auto judged = judge_limit(limit, {run, counted, budget, report.measurements, course ? &*course : nullptr});
    report.limits.push_back(std::move(judged.result));
    report.findings.push_back(std::move(judged.finding));
  }
  report.thresholds = view_thresholds(run, budget.thresholds);
  if (budget.explore) report.explored = view_thresholds(run, explored_requests(run));
  if (budget.calibration || budget.explore) report.calibration = calibration_of(run);
  report.stress = view_stress(run);
  if (can_suspect_labels(run, counted)) report.suspect_labels = suspect_labels(run);
  const Decision decision = decide_verdict(report.findings);
  report.verdict = decision.verdict;
  report.reasons = decision.reasons;

  std::ranges::move(run_checks({run, counted, report.measurements, report.limits, budget, report.suspect_labels,
                                report.stress ? &*report.stress : nullptr},
                               report.caveats),
                    std::back_inserter(report.findings));
  std::ranges::move(threshold_findings(report.thresholds), std::back_inserter(report.findings));
  if (run.model) std::ranges::move(model_findings(*run.model), std::back_inserter(report.findings));
  std::ranges::stable_sort(report.findings, {}, rank_of);
  if (counts) {
    report.classes = class_figures(*counts);
    report.confusion = counts->cells;
    report.telling_photos = telling_photos(run, *counts);
    for (const OtherPhotos& other : run.other_photos) report.other.push_back(other_figures(run, other, *counts, 0.95));
  }
  if (report.suspect_labels.size() > kMostSuspects) report.suspect_labels.resize(kMostSuspects);
  report.run = std::move(run);
  return report;
}

const Measurement* find_measurement(const ModelReport& report, std::string_view id) {
  const auto found = std::ranges::find(report.measurements, id, &Measurement::metric);
  return found == report.measurements.end() ? nullptr : &*found;
}

std::optional<Verdict> worst_verdict(const std::vector<ModelReport>& models) {
  std::optional<Verdict> worst;
  for (const ModelReport& model : models) {
    if (!model.verdict) return std::nullopt;
    const auto badness = [](Verdict verdict) {
      return verdict == Verdict::kNotReady ? 2 : verdict == Verdict::kUnproven ? 1 : 0;
    };
    if (!worst || badness(*model.verdict) > badness(*worst)) worst = model.verdict;
  }
  return worst;
}

}  // namespace muster
