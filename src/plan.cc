#include "muster/plan.h"

#include <fmt/format.h>

#include "base/sample_plan.h"
#include "base/statistics.h"

namespace muster {

Result<SamplePlan> plan_samples(const PlanOptions& options) {
  const double limit = options.accuracy - options.margin;
  if (!(options.accuracy <= 1 && options.margin > 0 && limit > 0))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a margin of {} leaves no limit below an accuracy of {}: give a smaller one",
                            options.margin, options.accuracy));
  if (options.flips && *options.flips < options.margin)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("with {} of the photos flipped, a loss of {} cannot be: give more flips, or a smaller margin",
                    *options.flips, options.margin));
  SamplePlan plan;
  plan.options = options;
  plan.most_photos = kMostSamples;
  plan.photos_for_margin = samples_for_margin(options.accuracy, options.margin, plan.confidence);
  plan.photos_for_limit = samples_to_settle(options.accuracy, limit, plan.confidence);
  if (options.flips) plan.photos_for_loss = pairs_to_see_loss(options.margin, *options.flips, plan.confidence);
  return plan;
}

}  // namespace muster
