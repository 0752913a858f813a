#include "threshold_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "validators.h"

namespace muster::cli {
namespace {

/// "false_alarm=1,miss=20", in either order.
Result<ThresholdGoal> parse_cost(const std::string& text) {
  ThresholdGoal goal{ThresholdNeed::kLeastCost, 0, -1, -1};
  char end = 0;
  const bool read =
      std::sscanf(text.c_str(), "false_alarm=%lf, miss=%lf%c", &goal.false_alarm_cost, &goal.miss_cost, &end) == 2 ||
      std::sscanf(text.c_str(), "miss=%lf, false_alarm=%lf%c", &goal.miss_cost, &goal.false_alarm_cost, &end) == 2;
  const auto sane = [](double cost) { return cost > 0 && cost <= 1e9; };
  if (read && sane(goal.false_alarm_cost) && sane(goal.miss_cost)) return goal;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("--cost {}: give what each mistake costs, above 0, as in false_alarm=1,miss=20", text));
}

/// The one need that was given; nullopt: none was.
Result<std::optional<ThresholdGoal>> goal_of(const ThresholdArguments& arguments) {
  std::vector<ThresholdGoal> goals;
  if (arguments.min_precision) goals.push_back({ThresholdNeed::kMinPrecision, *arguments.min_precision});
  if (arguments.min_recall) goals.push_back({ThresholdNeed::kMinRecall, *arguments.min_recall});
  if (arguments.max_undecided) goals.push_back({ThresholdNeed::kMinAccepted, 1 - *arguments.max_undecided});
  if (!arguments.cost.empty()) {
    MUSTER_TRY(const ThresholdGoal cost, parse_cost(arguments.cost));
    goals.push_back(cost);
  }
  if (goals.size() > 1)
    return fail(ErrorCode::kInvalidArgument,
                "--min-precision, --min-recall, --max-undecided and --cost are needs of one threshold each; give one");
  if (goals.empty()) return std::nullopt;
  return goals.front();
}

}  // namespace

void add_threshold_options(CLI::App& command, ThresholdArguments& arguments) {
  const auto rate = between(0.001, 0.9999);
  command
      .add_option("--class", arguments.classes,
                  "Show a class, or --group, at every threshold (repeatable); without it needs are of the top answer's "
                  "confidence")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.add_option("--min-precision", arguments.min_precision, "Find a threshold without false alarms: 0.95")
      ->check(rate);
  command.add_option("--min-recall", arguments.min_recall, "Find a threshold without misses: 0.98")->check(rate);
  command
      .add_option("--max-undecided", arguments.max_undecided,
                  "Find one that leaves at most this share undecided (without --class)")
      ->check(rate);
  command.add_option("--cost", arguments.cost, "Find the threshold of least cost: false_alarm=1,miss=20")
      ->type_name("COSTS");
  command.add_flag("--rankings", arguments.rankings, "Average precision and ROC area of every class");
  command.add_flag("--calibration", arguments.calibration, "Show whether confidences mean what they say");
}

Result<void> take_thresholds(const ThresholdArguments& arguments, Budget& budget) {
  budget.calibration = budget.calibration || arguments.calibration;
  budget.rankings = budget.rankings || arguments.rankings;
  MUSTER_TRY(const auto goal, goal_of(arguments));
  if (arguments.max_undecided && !arguments.classes.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--max-undecided is of the top answer's confidence, and the threshold of a class leaves no photo "
                "undecided: below it, it is another; leave --class out, or give another need");
  std::vector<std::string> classes = arguments.classes;
  if (classes.empty() && goal) classes.emplace_back();
  for (const std::string& name : classes) {
    std::erase_if(budget.thresholds, [&](const ThresholdRequest& one) { return one.class_name == name; });
    budget.thresholds.push_back({name, goal});
  }
  return {};
}

}  // namespace muster::cli
