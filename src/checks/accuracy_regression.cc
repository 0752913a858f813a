#include <fmt/format.h>

#include "base/text.h"
#include "checks/check.h"
#include "metrics/decision_flips.h"

namespace muster {
namespace {

std::optional<Seen> accuracy_regression(const CheckInput& input) {
  const auto& baseline = input.run.baseline;
  const auto& beside = input.run.reference;
  if (!baseline || baseline->source.empty() || !beside || beside->flips.photos == 0) return std::nullopt;
  const Unanswered& open = beside->unanswered;
  const Estimate loss = accuracy_loss_of(beside->flips, 0.95, open.unreadable + open.pending);
  const double low = loss.low.value_or(-1), high = loss.high.value_or(1);
  const std::string_view what = low > 0    ? "accuracy fell"
                                : high < 0 ? "accuracy rose"
                                           : "no change of accuracy is shown";
  Seen seen;
  constexpr double kUnsettled = 0.05;  // where the loss may be that large, nothing is known
  seen.outcome = low > 0 ? Outcome::kFail : high > kUnsettled ? Outcome::kInconclusive : Outcome::kPass;
  seen.summary =
      fmt::format("{} since {}: {:+.1f} points, surely between {:+.1f} and {:+.1f}, on the same {} photos", what,
                  printable(baseline->source), 0 - 100 * loss.value, -100 * high, -100 * low, beside->flips.photos);
  return seen;
}

}  // namespace

const Check kAccuracyRegression{
    "accuracy-regression", "Accuracy beside the baseline", "What worked for users last week should work today.",
    "Look at the flipped decisions; limit accuracy_loss and flip_rate in the budget.", accuracy_regression};

}  // namespace muster
