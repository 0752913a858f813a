#include "base/score_kinds.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster {

std::string_view kind_of_activation(std::string_view activation) {
  if (activation == "softmax") return "probability";
  if (activation == "log_softmax") return "logit";
  return activation == "sigmoid" ? "sigmoid" : "";
}

std::string_view score_kind_source(const Predictions& predictions, const std::optional<Model>& model) {
  if (predictions.score_kind.empty()) return "";
  if (!predictions.score_kind_detected) return "stated";
  return model && kind_of_activation(model->output_activation) == predictions.score_kind ? "graph" : "range";
}

std::string score_kind_reason(std::string_view source, const std::optional<Model>& model) {
  if (source.empty()) return "";
  if (source == "stated") return "as stated";
  const std::string ends = model ? "the model ends in " + printable(model->output_operator, 40) : "";
  if (source == "graph") return ends;
  if (model && model->output_activation == "none")
    return fmt::format("a guess: {}, which is neither a softmax nor a sigmoid", ends);
  return "a guess by their range";
}

}  // namespace muster
