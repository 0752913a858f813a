#include "verdict/pareto.h"

#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

Measurement measured(std::string metric, double value, Origin origin) {
  Measurement one;
  one.metric = std::move(metric), one.origin = origin, one.estimate.value = value;
  return one;
}

ModelReport report(double bytes, double p90_ms, double accuracy, Origin origin = Origin::kHost) {
  ModelReport model;
  model.measurements = {measured("model_bytes", bytes, Origin::kHost), measured("latency_p90_ms", p90_ms, origin),
                        measured("top1_accuracy", accuracy, origin)};
  return model;
}

TEST(ParetoFront, holds_what_no_other_is_better_than_in_all) {
  EXPECT_EQ(pareto_front({report(4, 10, 0.9), report(2, 20, 0.9), report(4, 20, 0.9)}),
            (std::vector<bool>{true, true, false}));
  EXPECT_EQ(pareto_front({report(4, 10, 0.9), report(4, 10, 0.9)}), (std::vector<bool>{true, true}));
}

TEST(ParetoFront, leaves_out_times_that_say_nothing_about_a_phone) {
  for (const Origin origin : {Origin::kTranslated, Origin::kEmulated})
    EXPECT_EQ(pareto_front({report(4, 10, 0.9, origin), report(2, 20, 0.9, origin)}), (std::vector<bool>{false, true}));
  EXPECT_EQ(pareto_front({report(4, 10, 0.9, Origin::kDevice), report(2, 20, 0.9, Origin::kDevice)}),
            (std::vector<bool>{true, true}));
}

TEST(ParetoFront, has_no_model_with_an_error) {
  ModelReport failed = report(1, 1, 1);
  failed.error = Error{ErrorCode::kRuntime, "x"};
  EXPECT_EQ(pareto_front({report(4, 10, 0.9), failed}), (std::vector<bool>{true, false}));
}

}  // namespace
}  // namespace muster
