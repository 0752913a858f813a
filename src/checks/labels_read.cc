#include <fmt/format.h>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> labels_read(const CheckInput& input) {
  const Dataset& data = input.run.dataset;
  if (data.label_form.empty() || data.class_names.empty()) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kPass;
  seen.summary = fmt::format("the labels were read as {}: {} classes, from {} to {}", printable(data.label_form),
                             format_count(data.class_names.size()), in_quotes(data.class_names.front()),
                             in_quotes(data.class_names.back()));
  return seen;
}

}  // namespace

const Check kLabelsRead{"labels-read", "Labels that are not plain lines",
                        "Which name stands for which output decides every figure of accuracy.",
                        "Compare the first and the last name with what the app shows.", labels_read};

}  // namespace muster
