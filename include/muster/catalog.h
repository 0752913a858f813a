#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A check as `muster list checks` shows it.
struct CheckInfo {
  std::string_view id, title, why;
};

/// A metric as `muster list metrics` shows it; ids that end in "/CLASS" are families.
struct MetricInfo {
  std::string_view id, unit, title;
  bool higher_is_better = false;
};

/// A kind of degradation as `muster list degradations` shows it; parameters are by severity, lengths of a side of 224.
struct DegradationInfo {
  std::string_view id, title, parameters;
};

/// All kinds of degradation, in the order in which reports show them.
std::vector<DegradationInfo> list_degradations();

/// All checks, and all metrics, in the order in which reports show them.
std::vector<CheckInfo> list_checks();
std::vector<MetricInfo> list_metrics();

/// The ids of all report formats.
std::vector<std::string_view> list_formats();

}  // namespace muster
