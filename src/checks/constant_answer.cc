#include <fmt/format.h>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/constant_answer.h"

namespace muster {
namespace {

std::optional<Seen> constant_answer_seen(const CheckInput& input) {
  const auto constant = input.counts == nullptr ? std::nullopt : constant_answer(*input.counts);
  if (!constant) return std::nullopt;
  Seen seen;
  seen.summary = fmt::format("{} of {} photos got the same answer, {}, which {} of them show",
                             format_count(constant->answered_so), format_count(constant->answers),
                             in_quotes(input.counts->class_names[constant->answer]), format_count(constant->support));
  seen.caveat = "constant answer: " + seen.summary;
  return seen;
}

}  // namespace

const Check kConstantAnswer{
    "constant-answer", "The model gives one answer to nearly all photos",
    "A model that always gives one answer has recognised nothing, however accurate it looks on unequal classes.",
    "Look for the cause with muster doctor: photos prepared in another way than in training, or a broken conversion.",
    constant_answer_seen};

}  // namespace muster
