#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/budget.h"
#include "muster/comparison.h"
#include "muster/error.h"
#include "muster/metric.h"
#include "muster/run.h"
#include "muster/stress.h"
#include "muster/threshold.h"

namespace muster {

enum class Outcome { kPass, kFail, kInconclusive };
enum class Grade { kNone, kGood, kAcceptable, kBad };
enum class Verdict { kReady, kNotReady, kUnproven };
std::string_view to_string(Outcome outcome);  // "pass", "fail", "inconclusive"
std::string_view to_string(Grade grade);      // "", "good", "acceptable", "bad"
std::string_view to_string(Verdict verdict);  // "ready", "not_ready", "unproven"

/// One thing that was checked. `why`: one line of why it matters; `advice`: one of what to do.
struct Finding {
  std::string check;  ///< the metric of a limit, or a check's id
  Outcome outcome = Outcome::kPass;
  Level level = Level::kWarning;
  Grade grade = Grade::kNone;
  std::optional<Origin> origin;
  std::string summary, why, advice;
  std::vector<std::string> details;  ///< paths or names behind it, at most 20
};

/// Figures of one class, one-against-rest. A rate without denominator is absent.
struct ClassFigures {
  std::string name;
  std::optional<Estimate> precision, recall;
  std::optional<double> f1;
  std::uint64_t support = 0, predicted = 0;
  std::uint32_t index = 0;  ///< of the model, without background; of a group, its first class
};

/// One cell of the confusion matrix that is not zero. Classes index ModelReport::classes;
/// nullopt: actual, none of the classes; predicted, background or no answer.
struct ConfusionCell {
  std::optional<std::uint32_t> actual, predicted;
  std::uint64_t count = 0;
};

/// A label that the model's answers make look wrong; the model may be wrong as well.
struct SuspectLabel {
  std::string path, label, other;  ///< the class it is labelled with, and the one that the model is as sure of
  double label_probability = 0, other_probability = 0;
};

/// One class on other photos. A gap is how much better it does on training than on test photos, or on test than on
/// field photos; absent: one of the two has no photo of it.
struct OtherClassFigures {
  std::string name;
  std::uint64_t labels = 0, photos = 0, right = 0;  ///< labelled so; answered; answered right
  std::optional<Estimate> recall, gap;
};

/// What the model said of other photos (Run::other_photos, in that order), by class after groups.
struct OtherFigures {
  OtherRole role = OtherRole::kTraining;
  std::vector<OtherClassFigures> classes;  ///< those that the photos or the test photos show
};

/// One photo's answer, as a person looks at it. Classes as in ConfusionCell.
struct AnsweredPhoto {
  std::uint32_t photo = 0;  ///< into Run::dataset
  std::optional<std::uint32_t> actual, predicted;
  bool right = false;
  float score = 0;  ///< of the best answer; 0: there is none
};

/// The three figures that matter, as a limit sees them; for bars and scales.
struct LimitResult {
  Limit limit;
  std::optional<Measurement> measurement;  ///< absent: no evidence
  Outcome outcome = Outcome::kInconclusive;
  Grade grade = Grade::kNone;
  bool higher_is_better = false;
};

/// All that is said of one model. `run` is what it was judged from.
struct ModelReport {
  Run run;
  std::optional<Verdict> verdict;
  std::optional<Error> error;        ///< why there is no verdict
  std::vector<std::string> reasons;  ///< sentences, the deciding ones first
  std::vector<std::string> caveats;  ///< said on top of every report: origins, accepted host timing
  std::vector<LimitResult> limits;
  std::vector<Measurement> measurements;
  std::vector<Finding> findings;  ///< worst first
  std::vector<ClassFigures> classes;
  std::vector<ConfusionCell> confusion;
  std::vector<AnsweredPhoto> telling_photos;  ///< the surest mistakes, then the least sure right answers
  std::vector<OtherFigures> other;
  std::vector<SuspectLabel> suspect_labels;  ///< the most suspect first, at most fifty
  std::vector<ThresholdView> thresholds;     ///< those that the budget asks for
  std::vector<ThresholdView> explored;       ///< of the classes with most photos, where the budget asks for it
  std::optional<Calibration> calibration;    ///< where the budget asks for it
  std::optional<StressView> stress;          ///< where degraded photos were classified
  std::optional<Comparison> comparison;      ///< beside the reference, where there is one; run.reference has its facts
};

/// The measurement of that id; null: there is none.
const Measurement* find_measurement(const ModelReport& report, std::string_view id);

/// What renderers draw; they compute nothing.
struct Report {
  static constexpr int kSchemaVersion = 1;
  std::string tool_version, created_at, command;
  std::string budget_source;
  std::optional<Verdict> verdict;  ///< the worst of the models'
  std::optional<Error> error;      ///< why there is no verdict
  std::vector<ModelReport> models;
};

/// Several models on the same photos; the first is the reference, beside which the others have their `comparison`
/// (but where one of the two has no answers).
struct ComparisonReport {
  Report report;
  std::vector<bool> pareto;         ///< no other model is at least as small, fast and accurate, and better in one
  std::optional<std::size_t> ship;  ///< the model to ship; nullopt: none can be named
  std::string why;
};

/// What a model's file alone gives reason to say: custom and Select-TF operators, buffers stored twice, float32
/// left among quantized weights. All are warnings. Pure and thread-safe.
std::vector<Finding> model_findings(const Model& model);

/// Judges what was observed. Pure: no clock, no files, no model. Thread-safe.
ModelReport judge(Run run, const Budget& budget);

/// The first of not ready, unproven, ready that applies; nullopt where a model has none.
std::optional<Verdict> worst_verdict(const std::vector<ModelReport>& models);

}  // namespace muster
