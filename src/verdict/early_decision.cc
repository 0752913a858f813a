#include "verdict/early_decision.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "metrics/ties.h"

namespace muster {
namespace {

bool is_top1(const Metric& metric) {
  return metric.id == kTop1Accuracy.id;
}

bool counts(const Limit& limit, const MetricName& name) {
  return limit.level == Level::kError && name.metric->kind == MetricKind::kRate;
}

}  // namespace

bool is_decidable(const Metric& metric) {
  return metric.id == kTop1Accuracy.id || metric.id == kTop5Accuracy.id || metric.id == kClassRecall.id;
}

Result<void> require_decidable(const Budget& budget, const Run& run) {
  if (!run.dataset.group.name.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--decide takes photos for independent, and these belong together in groups (column group)");
  std::size_t limits = 0;
  for (const Limit& limit : budget.limits) {
    const auto name = parse_metric_name(limit.metric);
    if (!name || !counts(limit, *name)) continue;
    ++limits;
    if (!is_decidable(*name->metric))
      return fail(
          ErrorCode::kInvalidArgument,
          fmt::format("--decide: the limit {} is no mean over single photos, so that it cannot be decided before "
                      "all are measured; make it a warning, or leave out --decide",
                      in_quotes(limit.metric)));
  }
  if (limits > 0) return {};
  return fail(ErrorCode::kInvalidArgument, "--decide: the budget has no error-level limit on accuracy to decide");
}

DecisionCourse::DecisionCourse(const Budget& budget, const Run& run)
    : run_(run), grouping_(group_classes(run.dataset.class_names, run.class_groups)) {
  std::vector<std::pair<MetricName, double>> limits;
  for (const Limit& limit : budget.limits) {
    auto name = parse_metric_name(limit.metric);
    if (name && counts(limit, *name) && is_decidable(*name->metric)) limits.emplace_back(std::move(*name), limit.bad);
  }
  const auto bets = limits.size() + static_cast<std::size_t>(std::ranges::count_if(
                                        limits, [](const auto& one) { return is_top1(*one.first.metric); }));
  const double error = 0.05 / static_cast<double>(std::max<std::size_t>(1, bets));
  constant_error_ = error;
  for (auto& [name, bad] : limits) {
    Course course{std::move(name), bad, std::nullopt, 0, 0, BettingInterval(error), BettingInterval(error), {}};
    for (const SliceColumn& column : run.dataset.slices) {
      const auto value = std::ranges::find(column.values, course.name.value);
      if (column.name == course.name.column && value != column.values.end())
        course.slice.emplace(&column, static_cast<std::uint32_t>(value - column.values.begin()));
    }
    if (is_top1(*course.name.metric)) course.constant = constant_of(course);
    courses_.push_back(std::move(course));
  }
}

std::optional<DecisionCourse::AgainstConstant> DecisionCourse::constant_of(const Course& course) const {
  std::vector<std::uint64_t> photos(grouping_.names.size());
  for (std::size_t photo = 0; photo < run_.dataset.classes.size(); ++photo)
    if (concerns(course, photo)) ++photos[grouping_.of[run_.dataset.classes[photo]]];
  AgainstConstant constant;
  constant.classes_shown = photos.size() - static_cast<std::size_t>(std::ranges::count(photos, 0U));
  constant.commonest = static_cast<std::uint32_t>(std::ranges::max_element(photos) - photos.begin());
  return constant;
}

bool DecisionCourse::concerns(const Course& course, std::size_t photo) const {
  const std::uint32_t actual = run_.dataset.classes[photo];
  if (actual == kNoClass) return false;
  if (course.slice && course.slice->first->indices[photo] != course.slice->second) return false;
  if (!course.name.column.empty() && !course.slice) return false;
  return course.name.class_name.empty() || grouping_.names[grouping_.of[actual]] == course.name.class_name;
}

bool DecisionCourse::is_hit(const Course& course, std::size_t photo) const {
  if (run_.predictions.states[photo] != PhotoState::kScored) return false;
  const std::uint32_t actual = grouping_.of[run_.dataset.classes[photo]];
  const auto is_right = [&](std::int32_t answer) {
    return answer >= 0 && grouping_.of[static_cast<std::size_t>(answer)] == actual;
  };
  const BestClasses& best = run_.predictions.best[photo];
  const std::size_t places = course.name.metric->id == kTop5Accuracy.id ? counted_places(run_, photo) : 1;
  return std::any_of(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(places), is_right);
}

void DecisionCourse::add(std::size_t photo) {
  const PhotoState state = run_.predictions.states[photo];
  const bool open = state == PhotoState::kUnreadable || state == PhotoState::kFailed;
  for (Course& course : courses_) {
    if (!concerns(course, photo)) continue;
    const bool hit = !open && is_hit(course, photo);
    if (state != PhotoState::kUnreadable) ++course.photos, course.hits += hit ? 1U : 0U;
    course.pessimist.add(hit ? 1 : 0);
    course.optimist.add(hit || open ? 1 : 0);
    if (course.constant) bet_against_constant(course, photo, hit);
  }
}

/// Photos on which both are right, or both wrong, say nothing of which is better: without them each draw is a fair coin
/// where neither is.
void DecisionCourse::bet_against_constant(Course& course, std::size_t photo, bool hit) const {
  AgainstConstant& constant = *course.constant;
  const bool constant_is_right = grouping_.of[run_.dataset.classes[photo]] == constant.commonest;
  if (hit == constant_is_right) return;
  ++constant.differing.n;
  constant.differing.sum += hit ? 1 : 0;
  constant.is_beaten = constant.is_beaten || proves_above(constant.differing, 0.5, constant_error_);
}

bool DecisionCourse::settled() const {
  if (courses_.empty()) return false;
  const auto fails = [](const Course& one) {
    const bool one_class = one.constant && one.constant->classes_shown < 2;  // which shows no failure either
    return !one_class && one.optimist.interval().high < one.bad;
  };
  const auto holds = [](const Course& one) {
    return one.pessimist.interval().low >= one.bad && (!one.constant || one.constant->is_beaten);
  };
  return std::ranges::any_of(courses_, fails) || std::ranges::all_of(courses_, holds);
}

std::optional<Estimate> DecisionCourse::estimate(std::string_view metric) const {
  for (const Course& course : courses_) {
    if (to_string(course.name) != metric || course.photos == 0) continue;
    return Estimate{static_cast<double>(course.hits) / static_cast<double>(course.photos),
                    course.pessimist.interval().low, course.optimist.interval().high, course.photos};
  }
  return std::nullopt;
}

std::optional<bool> DecisionCourse::beats_constant(std::string_view metric) const {
  for (const Course& course : courses_)
    if (course.constant && to_string(course.name) == metric) return course.constant->is_beaten;
  return std::nullopt;
}

DecisionCourse replay(const Budget& budget, const Run& run) {
  DecisionCourse course(budget, run);
  if (!run.decision) return course;
  for (const std::uint32_t photo : run.decision->order) course.add(photo);
  return course;
}

}  // namespace muster
