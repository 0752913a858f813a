// What the accuracy on the test photos is beside that on the training photos, and on photos from the field. A gap's
// interval is of two independent samples.
#include "metrics/metric.h"
#include "metrics/other_counts.h"

namespace muster {
namespace {

/// A figure of other photos was had as the test photos' were.
Figure figure_of(Estimate estimate, const MetricInput& input) {
  Figure figure{estimate, Origin::kHost, "cpu", ""};
  if (input.counts != nullptr) figure.origin = input.counts->origin, figure.accelerator = input.counts->accelerator;
  return figure;
}

/// Both rates, whole or of one class: of the test photos, and of the others.
struct TwoRates {
  Estimate test, other;
};

template <OtherRole kRole>
std::optional<TwoRates> two_rates(const MetricInput& input) {
  const OtherPhotos* photos = other_photos(input.run, kRole);
  if (photos == nullptr || input.counts == nullptr) return std::nullopt;
  const OtherCounts others = count_other(input.run, *photos);
  const bool of_class = input.class_index.has_value();
  const auto test = (of_class ? kClassRecall : kTop1Accuracy).compute(input);
  auto other = of_class ? std::optional<Estimate>() : accuracy_of(others, input.confidence);
  for (const OtherClass& one : others.classes)
    if (of_class && one.name == input.counts->class_names[*input.class_index]) other = recall_of(one, input.confidence);
  if (!test || !other) return std::nullopt;
  return TwoRates{test->estimate, *other};
}

template <OtherRole kRole>
std::optional<Figure> accuracy(const MetricInput& input) {
  const OtherPhotos* photos = other_photos(input.run, kRole);
  if (photos == nullptr) return std::nullopt;
  const auto estimate = accuracy_of(count_other(input.run, *photos), input.confidence);
  if (!estimate) return std::nullopt;
  return figure_of(*estimate, input);
}

/// How much better the model is on photos that it knows.
std::optional<Figure> train_gap(const MetricInput& input) {
  const auto rates = two_rates<OtherRole::kTraining>(input);
  if (!rates) return std::nullopt;
  return figure_of(gap_of(OtherRole::kTraining, rates->test, rates->other), input);
}

/// How much worse it is on photos from the field.
std::optional<Figure> field_gap(const MetricInput& input) {
  const auto rates = two_rates<OtherRole::kField>(input);
  if (!rates) return std::nullopt;
  return figure_of(gap_of(OtherRole::kField, rates->test, rates->other), input);
}

}  // namespace

const Metric kTrainTop1Accuracy{
    "train_top1_accuracy", "top-1 accuracy on training photos", "fraction", true, MetricKind::kRate,
    Evidence::kTraining,   accuracy<OtherRole::kTraining>};
const Metric kTrainGap{"train_gap",       "gap from training to test", "fraction", false,
                       MetricKind::kRate, Evidence::kTraining,         train_gap};
const Metric kClassTrainGap{"train_gap/CLASS", "gap from training to test of a class",
                            "fraction",        false,
                            MetricKind::kRate, Evidence::kTraining,
                            train_gap};
const Metric kFieldTop1Accuracy{
    "field_top1_accuracy", "top-1 accuracy on field photos", "fraction", true, MetricKind::kRate,
    Evidence::kField,      accuracy<OtherRole::kField>};
const Metric kFieldGap{"field_gap",       "gap from test to field", "fraction", false,
                       MetricKind::kRate, Evidence::kField,         field_gap};
const Metric kClassFieldGap{
    "field_gap/CLASS", "gap from test to field of a class", "fraction", false, MetricKind::kRate, Evidence::kField,
    field_gap};

}  // namespace muster
