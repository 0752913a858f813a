// What always giving the commonest class of the photos would have right: what any model must beat.
#include <fmt/format.h>

#include "base/text.h"
#include "metrics/constant_answer.h"
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> commonest_class_share(const MetricInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const auto baseline = constant_baseline(*input.counts);
  if (!baseline) return std::nullopt;
  const double share = baseline->share();
  return Figure{{share, share, share, baseline->photos},
                input.counts->origin,
                "none",
                "accuracy of always answering " + printable(input.counts->class_names[baseline->commonest], 60)};
}

}  // namespace

const Metric kCommonestClassShare{"commonest_class_share", "share of the commonest class", "fraction",           false,
                                  MetricKind::kFact,       Evidence::kPredictions,         commonest_class_share};

}  // namespace muster
