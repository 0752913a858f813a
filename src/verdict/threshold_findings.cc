#include "verdict/threshold_findings.h"

#include "metrics/threshold_views.h"

namespace muster {
namespace {

std::string advice_of(const ThresholdView& view, Outcome outcome) {
  if (view.choice && outcome == Outcome::kPass && accepts_all(*view.choice))
    return "The need asks for no threshold: leave it out, or ask for precision.";
  if (outcome == Outcome::kPass) return "Ship the threshold with the model, and choose it anew when the model changes.";
  if (view.request.goal->need == ThresholdNeed::kLeastCost)
    return "Measure on more such photos, or train the model further.";
  return "Measure on more such photos, ask for less, or train the model further.";
}

Outcome outcome_of(const ThresholdView& view) {
  if (!view.choice) return Outcome::kInconclusive;
  switch (view.choice->status) {
    case ThresholdStatus::kConfirmed:
      return Outcome::kPass;
    case ThresholdStatus::kUnreachable:
      return Outcome::kFail;
    case ThresholdStatus::kNotConfirmed:
    case ThresholdStatus::kNotShown:
    case ThresholdStatus::kTooFew:
      break;
  }
  return Outcome::kInconclusive;
}

}  // namespace

std::vector<Finding> threshold_findings(std::span<const ThresholdView> views) {
  std::vector<Finding> findings;
  for (const ThresholdView& view : views) {
    if (!view.request.goal) continue;
    const std::string& name = view.request.class_name;
    Finding finding;
    finding.check = name.empty() ? "threshold" : "threshold/" + name;
    finding.outcome = outcome_of(view);
    finding.level = Level::kWarning;
    finding.summary = view.sentences.front();
    finding.details.assign(view.sentences.begin() + 1, view.sentences.end());
    finding.why = "A threshold tuned on the photos that judge it looks better than it is.";
    finding.advice = advice_of(view, finding.outcome);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace muster
