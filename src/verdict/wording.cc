#include "verdict/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace muster {
namespace {

struct Scale {
  double factor = 1;
  std::string_view suffix;
};

/// One scale for a figure and its bounds.
Scale scale_of(double value, std::string_view unit) {
  const double size = std::abs(value);
  if (unit == "fraction") return {100, " %"};
  if (unit == "ms") return size >= 1000 ? Scale{1e-3, " s"} : Scale{1, " ms"};
  if (unit == "bytes") return size >= 1e5 ? Scale{1e-6, " MB"} : Scale{1e-3, " kB"};
  if (unit == "mJ") return {1, " mJ"};
  if (unit == "%/h") return {1, " %/h"};
  return {1, ""};
}

/// Digits after the point: three figures for times, one for shares, and as many more as tell value from `near`.
int digits_of(double value, double near, Scale scale, std::string_view unit) {
  const double size = std::abs(value * scale.factor);
  int digits = unit == "fraction" ? 1 : unit == "count" ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : 2;
  while (digits < 6 && value != near &&
         fmt::format("{:.{}f}", value * scale.factor, digits) == fmt::format("{:.{}f}", near * scale.factor, digits))
    ++digits;
  return digits;
}

std::string subject_of(const MetricName& name) {
  std::string subject(name.metric->title);
  if (const std::size_t at = subject.find(" of a class"); at != std::string::npos) subject.resize(at);
  if (!name.class_name.empty()) subject += " of " + printable(name.class_name, 60);
  if (const std::size_t at = subject.find(" one kind of"); at != std::string::npos) {
    std::string kind = printable(name.kind, 60);
    std::ranges::replace(kind, '_', ' ');
    subject = subject.substr(0, at) + " " + kind;
  }
  if (!name.column.empty())
    subject += fmt::format(" where {} is {}", printable(name.column, 40), printable(name.value, 40));
  return subject;
}

std::string_view observations_of(const MetricName& name) {
  switch (name.metric->kind) {
    case MetricKind::kRate:
      return "photos";
    case MetricKind::kSteadyTime:
      return "runs";
    default:
      return "";
  }
}

/// A bound without trailing zeros: "70 %", "1 s".
std::string show_bound(double bound, std::string_view unit) {
  const Scale scale = scale_of(bound, unit);
  return fmt::format("{:.6g}{}", bound * scale.factor, scale.suffix);
}

}  // namespace

std::string show_value(double value, std::string_view unit, double near) {
  const Scale scale = scale_of(value, unit);
  return fmt::format("{:.{}f}{}", value * scale.factor, digits_of(value, near, scale, unit), scale.suffix);
}

std::string show_figure(const MetricName& name, const Measurement& measurement, double bound) {
  const Estimate& estimate = measurement.estimate;
  const std::string_view unit = measurement.unit;
  const Scale scale = scale_of(estimate.value, unit);
  std::string text = fmt::format("{} {}", subject_of(name), show_value(estimate.value, unit, bound));
  const auto end_of = [&](const std::optional<double>& end) {
    return end ? fmt::format("{:.{}f}", *end * scale.factor, digits_of(*end, bound, scale, unit)) : "unknown";
  };
  const bool exact = estimate.low == estimate.value && estimate.high == estimate.value;
  if (!exact && (estimate.low || estimate.high))
    text += fmt::format(" [{}, {}]", end_of(estimate.low), end_of(estimate.high));
  if (const auto what = observations_of(name); !what.empty() && estimate.count > 0)
    text += fmt::format(" of {} {}", estimate.count, estimate.count == 1 ? what.substr(0, what.size() - 1) : what);
  if (measurement.note.starts_with("at most")) text += fmt::format(" ({})", measurement.note);
  return text;
}

std::string show_bad_range(const MetricName& name, const Limit& limit) {
  return fmt::format("{} {}", name.metric->higher_is_better ? "below" : "over",
                     show_bound(limit.bad, name.metric->unit));
}

}  // namespace muster
