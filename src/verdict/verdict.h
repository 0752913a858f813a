#pragma once

#include <span>
#include <string>
#include <vector>

#include "muster/report.h"

namespace muster {

/// A verdict and the sentences behind it, the deciding ones first.
struct Decision {
  Verdict verdict = Verdict::kUnproven;
  std::vector<std::string> reasons;
};

/// NOT READY if an error-level limit fails, else UNPROVEN if one is inconclusive (or there is none), else READY.
/// No score: nothing is averaged away.
Decision decide_verdict(std::span<const Finding> limits);

}  // namespace muster
