// What changed beside a reference model: the loss of accuracy and the flipped decisions. Photos that one of the two
// could not answer widen the intervals; those of one group count as single photos.
#include "metrics/decision_flips.h"
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> beside_reference(const MetricInput& input,
                                       Estimate (*estimate)(const DecisionFlips&, double, std::uint64_t)) {
  const auto& reference = input.run.reference;
  const bool of_labels = estimate == &accuracy_loss_of;
  if (!reference || reference->flips.photos + (of_labels ? 0 : reference->flips.unlabelled) == 0) return std::nullopt;
  const Unanswered& unanswered = reference->unanswered;
  const std::uint64_t open = unanswered.unreadable + unanswered.pending;
  Figure figure{estimate(reference->flips, input.confidence, open), Origin::kHost, "cpu", ""};
  if (input.counts != nullptr) figure.origin = input.counts->origin, figure.accelerator = input.counts->accelerator;
  if (open + unanswered.failed > 0) figure.note = "photos without an answer leave it open";
  if (input.counts != nullptr && !input.counts->clusters.empty())
    figure.note += figure.note.empty() ? "interval of single photos, not of groups" : "; interval of single photos";
  return figure;
}

std::optional<Figure> accuracy_loss(const MetricInput& input) {
  return beside_reference(input, accuracy_loss_of);
}

std::optional<Figure> flip_rate(const MetricInput& input) {
  return beside_reference(input, flip_rate_of);
}

}  // namespace

const Metric kAccuracyLoss{"accuracy_loss",   "loss of accuracy",   "fraction",   false,
                           MetricKind::kRate, Evidence::kReference, accuracy_loss};
const Metric kFlipRate{"flip_rate",       "flipped decisions",  "fraction", false,
                       MetricKind::kRate, Evidence::kReference, flip_rate};

}  // namespace muster
