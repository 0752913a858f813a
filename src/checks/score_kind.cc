#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> score_kind(const CheckInput& input) {
  const Predictions& predictions = input.run.predictions;
  if (!predictions.score_kind_detected || predictions.score_kind.empty()) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kPass;
  seen.summary = fmt::format("scores were taken to be of the kind '{}', by their range", predictions.score_kind);
  return seen;
}

}  // namespace

const Check kScoreKind{"score-kind", "What the scores are was detected",
                       "A threshold in an app means one thing for probabilities and another for logits.",
                       "State it with --scores probability, logit or sigmoid.", score_kind};

}  // namespace muster
