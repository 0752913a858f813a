#include "verdict/threshold_goal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace muster {
namespace {

struct Key {
  std::string_view name;
  ThresholdNeed need;
};
constexpr std::array<Key, 3> kRates{{{"min_precision", ThresholdNeed::kMinPrecision},
                                     {"min_recall", ThresholdNeed::kMinRecall},
                                     {"max_undecided", ThresholdNeed::kMinAccepted}}};

Result<ThresholdGoal> read_cost(const toml::node& node) {
  ThresholdGoal goal{ThresholdNeed::kLeastCost, 0, 0, 0};
  const toml::table* table = node.as_table();
  if (table != nullptr && table->size() == 2) {
    goal.false_alarm_cost = (*table)["false_alarm"].value_or(0.0);
    goal.miss_cost = (*table)["miss"].value_or(0.0);
  }
  if (goal.false_alarm_cost > 0 && goal.miss_cost > 0 && goal.false_alarm_cost <= 1e9 && goal.miss_cost <= 1e9)
    return goal;
  return fail(ErrorCode::kInvalidArgument,
              "cost must say what each mistake costs, above 0: {false_alarm = 1, miss = 20}");
}

Result<ThresholdGoal> read_rate(std::string_view name, ThresholdNeed need, const toml::node& node) {
  const double rate = node.value<double>().value_or(0);
  if (!(rate > 0 && rate < 1))
    return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' must be a fraction inside 0 to 1", name));
  return ThresholdGoal{need, need == ThresholdNeed::kMinAccepted ? 1 - rate : rate};
}

}  // namespace

Result<std::optional<ThresholdGoal>> read_threshold_goal(const toml::table& table) {
  std::optional<ThresholdGoal> goal;
  for (const auto& [key, node] : table) {
    if (goal) return fail(ErrorCode::kInvalidArgument, "a threshold meets one need: give one");
    const auto* rate = std::ranges::find(kRates, key.str(), &Key::name);
    if (rate != kRates.end()) {
      MUSTER_TRY(goal, read_rate(rate->name, rate->need, node));
    } else if (key.str() == "cost") {
      MUSTER_TRY(goal, read_cost(node));
    } else {
      const std::vector<std::string> known{"min_precision", "min_recall", "max_undecided", "cost"};
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("unknown key '{}'{}", printable(key.str()), did_you_mean(key.str(), known)));
    }
  }
  return goal;
}

}  // namespace muster
