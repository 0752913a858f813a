#include "verdict/verdict.h"

#include <algorithm>

namespace muster {

Decision decide_verdict(std::span<const Finding> limits) {
  Decision decision;
  bool any = false;
  for (const Outcome outcome : {Outcome::kFail, Outcome::kInconclusive, Outcome::kPass}) {
    for (const Finding& finding : limits) {
      if (finding.level != Level::kError || finding.outcome != outcome) continue;
      if (!any)
        decision.verdict = outcome == Outcome::kFail           ? Verdict::kNotReady
                           : outcome == Outcome::kInconclusive ? Verdict::kUnproven
                                                               : Verdict::kReady;
      any = true;
      decision.reasons.push_back(finding.summary);
    }
  }
  if (!any) decision.reasons.emplace_back("the budget has no limit of level error, so nothing was asked of the model");
  return decision;
}

}  // namespace muster
