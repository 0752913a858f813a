#include <fmt/format.h>

#include "base/units.h"
#include "checks/check.h"
#include "metrics/ties.h"

namespace muster {
namespace {

std::optional<Seen> tied_scores(const CheckInput& input) {
  constexpr double kWorthTelling = 0.01;
  if (input.counts == nullptr || input.counts->photos == 0) return std::nullopt;
  const TopTies ties = count_top_ties(input.run);
  const auto photos = static_cast<double>(input.counts->photos);
  if (static_cast<double>(ties.tied) <= kWorthTelling * static_cast<double>(ties.photos)) return std::nullopt;
  const auto right = static_cast<double>(input.counts->top1);
  Seen seen;
  seen.summary = fmt::format(
      "{} of {} photos tie at the top score, and the lowest output is the answer: top-1 is {}, and {} to {} by which "
      "of "
      "the tied classes is taken",
      format_count(ties.tied), format_count(ties.photos), format_percent(right / photos),
      format_percent((right - static_cast<double>(ties.may_lose)) / photos),
      format_percent((right + static_cast<double>(ties.may_win)) / photos));
  return seen;
}

}  // namespace

const Check kTiedScores{
    "tied-scores", "Answers that a tie decides",
    "An app that sorts tied scores in another way gives other answers with the same model.",
    "Use the same rule in the app (the lowest output), or a model whose output has finer steps, such as float32.",
    tied_scores};

}  // namespace muster
