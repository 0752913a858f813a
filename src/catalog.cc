#include "muster/catalog.h"

#include "checks/check.h"
#include "metrics/metrics.h"
#include "stress/degradation.h"

namespace muster {

std::vector<CheckInfo> list_checks() {
  std::vector<CheckInfo> checks;
  for (const Check* check : all_checks()) checks.push_back({check->id, check->title, check->why});
  return checks;
}

std::vector<MetricInfo> list_metrics() {
  std::vector<MetricInfo> metrics;
  for (const Metric* metric : all_metrics())
    metrics.push_back({metric->id, metric->unit, metric->title, metric->higher_is_better});
  return metrics;
}

std::vector<DegradationInfo> list_degradations() {
  std::vector<DegradationInfo> degradations;
  for (const Degradation* one : all_degradations()) degradations.push_back({one->id, one->title, one->parameters});
  return degradations;
}

}  // namespace muster
