// The terminal's section "Beside REF": what a model decides otherwise than its reference.
#include <fmt/format.h>

#include "report/terminal_sections.h"

namespace muster {

Span sameness_word(Sameness sameness) {
  switch (sameness) {
    case Sameness::kSame:
      return {"SAME", Paint::kGood};
    case Sameness::kDrifted:
      return {"DRIFTED", Paint::kAcceptable};
    case Sameness::kBroken:
      return {"BROKEN", Paint::kBad};
    case Sameness::kInconclusive:
      break;
  }
  return {"INCONCLUSIVE", Paint::kAcceptable};
}

void draw_reference(TextPage& page, const ModelReport& report) {
  if (!report.run.reference) return;
  const BesideReference& reference = *report.run.reference;
  page.heading("Beside " + reference.path.filename().string());
  if (report.comparison) {
    const Span word = sameness_word(report.comparison->sameness);
    page.paragraph(2, {word.text + "  ", word.paint}, report.comparison->reason);
  }
  const DecisionFlips& flips = reference.flips;
  page.paragraph(2, {"- "},
                 fmt::format("right to wrong {}, wrong to right {}, wrong to other wrong {}", flips.right_to_wrong,
                             flips.wrong_to_right, flips.wrong_to_wrong));
  for (const std::string_view metric : {"accuracy_loss", "flip_rate"})
    if (const Measurement* found = find_measurement(report, metric)) draw_measurement(page, *found);
}

}  // namespace muster
