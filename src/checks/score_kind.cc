#include "base/score_kinds.h"

#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::string_view plural(std::string_view kind) {
  return kind == "probability" ? "probabilities" : kind == "sigmoid" ? "sigmoids" : "logits";
}

/// A guess is reported first where a softmax is applied to what may be no scores at all, such as an age or a sine.
std::optional<Seen> score_kind(const CheckInput& input) {
  const Predictions& predictions = input.run.predictions;
  const std::string_view source = score_kind_source(predictions, input.run.model);
  if (source != "graph" && source != "range") return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kPass;
  seen.summary = fmt::format("scores are taken to be {}{} {}", plural(predictions.score_kind),
                             source == "graph" ? ":" : ",", score_kind_reason(source, input.run.model));
  const bool plain = input.run.model && input.run.model->output_activation == "none";
  if (source == "graph" || (predictions.score_kind != "logit" && !plain)) return seen;
  seen.outcome = Outcome::kInconclusive;
  seen.caveat = fmt::format(
      "S{}. If they are no scores of classes, no figure here holds; if they are, say so: "
      "--scores {}.",
      seen.summary.substr(1), predictions.score_kind);
  return seen;
}

}  // namespace

const Check kScoreKind{"score-kind", "What the scores are was not stated",
                       "A threshold in an app means one thing for probabilities and another for logits.",
                       "State it with --scores probability, logit or sigmoid.", score_kind};

}  // namespace muster
