#include "verdict/unknown_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/named_classes.h"
#include "base/text.h"
#include "metrics/metrics.h"
#include "muster/catalog.h"
#include "muster/verbs.h"

namespace muster {
namespace {

/// The classes that are graded: groups in place of their members. Empty: not known.
std::vector<std::string> graded_classes(const Run& run) {
  if (run.given_confusion) return run.given_confusion->class_names;
  std::vector<std::string> names = run.dataset.class_names;
  for (const ClassGroup& group : run.class_groups)
    for (const std::uint32_t member : group.classes)
      if (member < names.size()) names[member] = group.name;
  std::erase(names, "");
  return names;
}

/// The kinds of degradation that the run has, or would have.
std::vector<std::string> known_kinds(const Run& run) {
  if (run.stress) return run.stress->kinds;
  std::vector<std::string> kinds;
  for (const DegradationInfo& one : list_degradations()) kinds.emplace_back(one.id);
  return kinds;
}

tl::unexpected<Error> unknown(const MetricName& name, std::string_view what, std::string_view word,
                              const std::vector<std::string>& known) {
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("limit {} of the budget: there is no {} {}{}", in_quotes(to_string(name)), what,
                          in_quotes(word), did_you_mean(word, known)));
}

tl::unexpected<Error> unknown_kind(const MetricName& name, const std::vector<std::string>& kinds) {
  Error error = unknown(name, "kind of degradation", name.kind, kinds).value();
  error.message += fmt::format("; the kinds are {}", fmt::join(kinds, ", "));
  return tl::unexpected(std::move(error));
}

bool holds(const std::vector<std::string>& known, std::string_view word) {
  return std::ranges::find(known, word) != known.end();
}

}  // namespace

Result<void> check_names(const Budget& budget, const Run& run) {
  const std::vector<std::string> classes = graded_classes(run);
  for (const Limit& limit : budget.limits) {
    const auto name = parse_metric_name(limit.metric);
    if (!name || limit.level == Level::kOff) continue;
    if (!name->class_name.empty() && !classes.empty() && !holds(classes, name->class_name))
      return unknown(*name, "class", name->class_name, classes);
    if (!name->kind.empty()) {
      const std::vector<std::string> kinds = known_kinds(run);
      if (!holds(kinds, name->kind)) return unknown_kind(*name, kinds);
    }
    if (std::ranges::count(classes, name->class_name) > 1 && is_ambiguous(run, name->class_name))
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("limit {} of the budget: {} classes have that name; make a group of the one that is "
                              "meant, as --group NAME=INDEX",
                              in_quotes(to_string(*name)), std::ranges::count(classes, name->class_name)));
    if (!name->column.empty() && run.given_confusion)
      return fail(
          ErrorCode::kInvalidArgument,
          fmt::format("limit {} of the budget: a matrix says nothing of single photos, so that it has no column "
                      "{}; give their answers with --predictions",
                      in_quotes(to_string(*name)), in_quotes(name->column)));
    const auto column = std::ranges::find(run.dataset.slices, name->column, &SliceColumn::name);
    if (name->column.empty() || column == run.dataset.slices.end()) continue;
    if (!holds(column->values, name->value))
      return unknown(*name, fmt::format("value of the column {}", in_quotes(name->column)), name->value,
                     column->values);
  }
  return {};
}

ScoreRequest scores_for(const Budget& budget) {
  ScoreRequest wanted;
  wanted.output_sample = budget.calibration;
  wanted.rankings = budget.rankings;
  wanted.explored = budget.explore;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && !holds(wanted.classes, name)) wanted.classes.push_back(name);
  };
  for (const ThresholdRequest& request : budget.thresholds) add(request.class_name);
  for (const Limit& limit : budget.limits) {
    const auto name = parse_metric_name(limit.metric);
    if (name && limit.level != Level::kOff && name->metric->needs == Evidence::kScores) add(name->class_name);
    if (limit.level != Level::kOff && limit.metric == kMacroAveragePrecision.id) wanted.rankings = true;
  }
  return wanted;
}

std::vector<std::string> columns_of(const Budget& budget) {
  std::vector<std::string> columns;
  for (const Limit& limit : budget.limits) {
    const auto name = parse_metric_name(limit.metric);
    if (name && limit.level != Level::kOff && !name->column.empty() && !holds(columns, name->column))
      columns.push_back(name->column);
  }
  return columns;
}

}  // namespace muster
