#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "muster/model.h"
#include "muster/run.h"

namespace muster {

/// The kind of scores that a model with that last operator (Model::output_activation) surely gives; "": it is open.
std::string_view kind_of_activation(std::string_view activation);

/// How the kind of the scores is known: "stated", "graph" (the model's last operators), "range" (a guess by the
/// range of the scores); "": there is none.
std::string_view score_kind_source(const Predictions& predictions, const std::optional<Model>& model);

/// The same as a clause: "the model ends in SOFTMAX".
std::string score_kind_reason(std::string_view source, const std::optional<Model>& model);

}  // namespace muster
