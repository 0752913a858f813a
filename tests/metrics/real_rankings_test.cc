// Curves and scores of real models, beside scikit-learn's figures of the same numbers.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "metrics/calibration.h"
#include "metrics/ranking.h"

namespace muster {
namespace {

TEST(RealRankings, are_as_scikit_learn_has_them) {
  std::ifstream file(MUSTER_GOLDEN "/real_rankings.json");
  const auto golden = nlohmann::json::parse(file);
  ASSERT_GE(golden.size(), 16U);
  for (const auto& row : golden) {
    SCOPED_TRACE(row["name"].get<std::string>());
    const auto scores = row["scores"].get<std::vector<float>>();
    const auto positive = row["positive"].get<std::vector<std::uint8_t>>();
    const RankingCurve curve = ranking_curve(scores, positive);
    EXPECT_NEAR(*average_precision(curve), row["average_precision"], 1e-9);
    EXPECT_NEAR(*roc_area(curve), row["roc_area"], 1e-9);
    EXPECT_NEAR(best_f_beta(curve, 1)->value, row["best_f1"], 1e-9);
    EXPECT_NEAR(*brier_score(scores, positive), row["brier_score"], 1e-9);
  }
}

}  // namespace
}  // namespace muster
