#include <fmt/format.h>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> suspect_labels_seen(const CheckInput& input) {
  const std::span<const SuspectLabel> suspects = input.suspect_labels;
  if (suspects.empty()) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format(
      "{} of {} labels may be wrong: the model gives another class a probability that is higher by at least 0.8. This "
      "is a note and not a correction, since the model may be wrong",
      format_count(suspects.size()), format_count(input.counts ? input.counts->photos : 0));
  for (const SuspectLabel& one : suspects)
    if (seen.details.size() < kMostDetails)
      seen.details.push_back(fmt::format("{}: labelled {} ({:.2f}), perhaps {} ({:.2f})", printable(one.path),
                                         printable(one.label, 60), one.label_probability, printable(one.other, 60),
                                         one.other_probability));
  return seen;
}

}  // namespace

const Check kSuspectLabels{
    "suspect-labels", "Labels that may be wrong", "A wrong label counts a right answer as a mistake, or hides one.",
    "Look at these photos, and correct labels by what they show, never by what the model says.", suspect_labels_seen};

}  // namespace muster
