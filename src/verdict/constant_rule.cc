#include "verdict/constant_rule.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/units.h"
#include "metrics/constant_answer.h"
#include "metrics/decision_flips.h"
#include "metrics/other_counts.h"
#include "verdict/early_decision.h"

namespace muster {
namespace {

/// The graded answers that a limit is about: the run's, or a slice's.
class AnswersOfLimit {
 public:
  AnswersOfLimit(const MetricName& name, const LimitContext& context) : counts_(context.counts) {
    if (name.column.empty()) return;
    const auto slice = find_slice(context.run, name);
    slice_ = slice ? count_classification(context.run, slice) : std::nullopt;
    counts_ = slice_ ? &*slice_ : nullptr;
  }
  AnswersOfLimit(const AnswersOfLimit&) = delete;
  AnswersOfLimit& operator=(const AnswersOfLimit&) = delete;

  [[nodiscard]] const ClassificationCounts* counts() const { return counts_; }

 private:
  std::optional<ClassificationCounts> slice_;
  const ClassificationCounts* counts_;
};

/// Always giving the commonest class of the photos that a top-1 accuracy is of.
struct TopOneBaseline {
  ConstantBaseline counts;
  std::string class_name;
};

/// Rates that weigh classes by their photos, as top-1 accuracy does, and so grow with the commonest class.
bool is_of_test_photos(const Metric& metric) {
  return metric.id == kTop1Accuracy.id || metric.id == kTop1AccuracyWithLeaks.id || metric.id == kTop5Accuracy.id ||
         metric.id == kWeightedRecall.id || metric.id == kWeightedPrecision.id || metric.id == kWeightedF1.id;
}

/// nullopt: the metric is no top-1 accuracy, or no photo was graded.
std::optional<TopOneBaseline> baseline_of(const MetricName& name, const LimitContext& context,
                                          const ClassificationCounts* counts) {
  const Metric& metric = *name.metric;
  if (is_of_test_photos(metric) && counts != nullptr) {
    const auto baseline = constant_baseline(*counts);
    if (!baseline) return std::nullopt;
    return TopOneBaseline{*baseline, counts->class_names[baseline->commonest]};
  }
  const bool training = metric.id == kTrainTop1Accuracy.id;
  if (!training && metric.id != kFieldTop1Accuracy.id) return std::nullopt;
  const OtherPhotos* photos = other_photos(context.run, training ? OtherRole::kTraining : OtherRole::kField);
  if (photos == nullptr) return std::nullopt;
  const OtherCounts others = count_other(context.run, *photos);
  const auto baseline = constant_baseline(others);
  if (!baseline) return std::nullopt;
  return TopOneBaseline{*baseline, others.classes[baseline->commonest].name};
}

bool is_beaten(const TopOneBaseline& baseline, const MetricName& name, const LimitContext& context,
               const ClassificationCounts* counts) {
  if (!is_of_test_photos(*name.metric)) return beats_constant(baseline.counts);
  const auto decided = context.course == nullptr ? std::nullopt : context.course->beats_constant(to_string(name));
  return decided ? *decided : beats_constant(*counts, baseline.counts);
}

/// `forbids_fails`: the figure is of how these photos were answered, and of nothing else.
ConstantObjection of_one_class(const std::string& class_name, bool forbids_fails) {
  return {fmt::format(", but all of these photos show {0}: always answering {0} is right on every one",
                      printable(class_name, 60)),
          fmt::format("Add photos of other classes. With these photos, only the limit {} can be judged.",
                      in_quotes("recall/" + class_name)),
          forbids_fails};
}

std::string advice_to_beat(const TopOneBaseline& baseline) {
  const auto needed = photos_to_beat_constant(baseline.counts);
  if (needed && *needed > baseline.counts.pairs.n)
    return fmt::format("At the rates seen, about {} photos in all would show it (with 80 % probability).",
                       format_count(*needed));
  if (baseline.counts.pairs.only_first > baseline.counts.pairs.only_second)
    return needed ? "Measure on more photos, from more groups."
                  : "At the rates seen, more than 100,000 photos would be needed to show it.";
  return "More photos would not show it: the model is no better than a constant answer. Look for a mistake with muster "
         "doctor; for a rare class, limit its recall and precision instead.";
}

/// A reference that nearly always gives the same answer.
std::optional<ConstantObjection> of_reference(const MetricName& name, double bad, const BesideReference& reference) {
  constexpr std::string_view kAdvice =
      "Name a reference that recognises these photos, and add photos of other classes than its commonest answer.";
  if (reference.answers.empty())
    return ConstantObjection{", but this Run does not say what the reference answered (an older muster wrote it)",
                             "Measure it again."};
  const UncommonAnswers uncommon = uncommon_answers(reference.answers);
  if (uncommon.photos < kFewUncommon)
    return ConstantObjection{fmt::format(", but the reference gives another answer than its commonest to {} photos "
                                         "only; {} are needed",
                                         uncommon.photos, kFewUncommon),
                             std::string(kAdvice)};
  const auto changed = static_cast<double>(uncommon.changed), photos = static_cast<double>(uncommon.photos);
  if (name.metric->id != kFlipRate.id || wilson_interval(changed, photos, 0.95).high <= bad) return std::nullopt;
  return ConstantObjection{fmt::format(", but of the {} photos that the reference answers otherwise than with its "
                                       "commonest answer, {} flipped",
                                       uncommon.photos, uncommon.changed),
                           std::string(kAdvice)};
}

}  // namespace

std::optional<ConstantObjection> constant_objection(const MetricName& name, double bad, const LimitContext& context) {
  if (name.metric->needs == Evidence::kReference && context.run.reference)
    if (auto objection = of_reference(name, bad, *context.run.reference)) return objection;
  const AnswersOfLimit answers(name, context);
  const ClassificationCounts* counts = answers.counts();
  const Metric& metric = *name.metric;
  const auto baseline = baseline_of(name, context, counts);
  if (baseline && baseline->counts.classes_shown == 1) return of_one_class(baseline->class_name, true);
  const auto of_photos = counts == nullptr || baseline ? std::nullopt : constant_baseline(*counts);
  if (of_photos && of_photos->classes_shown == 1 && metric.id != kClassRecall.id)
    return of_one_class(counts->class_names[of_photos->commonest],
                        metric.needs == Evidence::kPredictions || metric.needs == Evidence::kScores);
  const auto constant = counts == nullptr ? std::nullopt : constant_answer(*counts);
  if (constant && (name.class_name.empty() || name.class_name == counts->class_names[constant->answer]))
    return ConstantObjection{
        fmt::format(", but {} of {} photos got the same answer, {}", format_count(constant->answered_so),
                    format_count(constant->answers), printable(counts->class_names[constant->answer], 60)),
        "A constant answer proves nothing. Look for the cause with muster doctor."};
  if (!baseline || is_beaten(*baseline, name, context, counts)) return std::nullopt;
  return ConstantObjection{
      fmt::format(", which is not shown to be better than always answering {}", printable(baseline->class_name, 60)),
      advice_to_beat(*baseline)};
}

std::string constant_words(const MetricName& name, const LimitContext& context) {
  const bool is_accuracy =
      std::string_view(name.metric->id).ends_with("top1_accuracy") || name.metric->id == kTop1AccuracyWithLeaks.id;
  if (!is_accuracy) return "";
  const AnswersOfLimit answers(name, context);
  const auto baseline = baseline_of(name, context, answers.counts());
  if (!baseline) return "";
  return fmt::format(" (always answering {}: {})", printable(baseline->class_name, 40),
                     format_percent(baseline->counts.share()));
}

}  // namespace muster
