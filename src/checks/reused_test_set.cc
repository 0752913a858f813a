// The best of k models that one test set graded is flattered by at most about σ·√(2 ln k): the expected maximum of k
// normal errors (Boucheron, Lugosi and Massart, Concentration Inequalities, 2013, section 2.5). σ is that of the
// accuracy in this model's interval that gives the largest: at the one seen, a model without an error would seem to
// have none.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/statistics.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> reused_test_set(const CheckInput& input) {
  const auto& gradings = input.run.gradings;
  if (!gradings || gradings->models < 2 || input.counts == nullptr || input.counts->photos == 0) return std::nullopt;
  const auto n = static_cast<double>(input.counts->photos), models = static_cast<double>(gradings->models);
  const Interval accuracy = wilson_interval(static_cast<double>(input.counts->top1), n, 0.95);
  const double p = std::clamp(0.5, accuracy.low, accuracy.high);
  const double bound = std::sqrt(p * (1 - p) / n) * std::sqrt(2 * std::log(models));
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format(
      "these photos graded {} models in {} runs: if this one is chosen as the best of them, its top-1 accuracy may be "
      "flattered by up to {:.1f} points (a bound, not an estimate)",
      gradings->models, gradings->runs, 100 * bound);
  return seen;
}

}  // namespace

const Check kReusedTestSet{"reused-test-set", "A test set used many times",
                           "A model chosen because it does well on these photos does less well on others.",
                           "Keep photos that choose nothing, and grade the final model on them once.", reused_test_set};

}  // namespace muster
