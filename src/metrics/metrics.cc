#include "metrics/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kClassFamily = "/CLASS", kKindFamily = "/KIND";

bool is_family(std::string_view id) {
  return id.ends_with(kClassFamily) || id.ends_with(kKindFamily);
}

constexpr auto kAll = std::to_array<const Metric*>({
#define MUSTER_METRIC(name) &name,
#include "metrics/metrics.inc"
#undef MUSTER_METRIC
});

const Metric* find_metric(std::string_view id) {
  const auto* found = std::ranges::find(kAll, id, &Metric::id);
  return found == kAll.end() ? nullptr : *found;
}

tl::unexpected<Error> unknown_metric(std::string_view name) {
  std::vector<std::string> known;
  for (const Metric* metric : kAll) known.emplace_back(metric->id);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("unknown metric '{}'{}", printable(name), did_you_mean(name, known)));
}

/// Index of a class after groups; nullopt: not in truth or prediction.
std::optional<std::uint32_t> class_index(const ClassificationCounts& counts, std::string_view name) {
  const auto found = std::ranges::find(counts.class_names, name);
  if (found == counts.class_names.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - counts.class_names.begin());
}

std::optional<Measurement> compute(const MetricName& name, const MetricInput& input) {
  const auto figure = name.metric->compute(input);
  if (!figure) return std::nullopt;
  return Measurement{to_string(name),     std::string(name.metric->unit),
                     figure->estimate,    figure->origin,
                     figure->accelerator, figure->note};
}

}  // namespace

std::span<const Metric* const> all_metrics() {
  return kAll;
}

Result<MetricName> parse_metric_name(std::string_view name) {
  MetricName parsed;
  std::string_view base = name;
  if (const std::size_t at = name.rfind('@'); at != std::string_view::npos) {
    if (const std::size_t equals = name.find('=', at); equals != std::string_view::npos) {
      parsed.column = name.substr(at + 1, equals - at - 1);
      parsed.value = name.substr(equals + 1);
      base = name.substr(0, at);
    }
  }
  if (const std::size_t slash = base.find('/'); slash != std::string_view::npos) {
    const std::string id(base.substr(0, slash));
    const Metric* of_kind = find_metric(id + std::string(kKindFamily));
    (of_kind == nullptr ? parsed.class_name : parsed.kind) = base.substr(slash + 1);
    parsed.metric = of_kind == nullptr ? find_metric(id + std::string(kClassFamily)) : of_kind;
    if (slash + 1 == base.size())
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' names no {}", name, of_kind == nullptr ? "class" : "kind"));
  } else if (!is_family(base)) {
    parsed.metric = find_metric(base);
  }
  if (parsed.metric == nullptr) return unknown_metric(name);
  if (!parsed.column.empty() && parsed.metric->needs != Evidence::kPredictions)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' has no slices: only accuracy figures have", parsed.metric->id));
  return parsed;
}

std::string to_string(const MetricName& name) {
  std::string text(name.metric->id);
  for (const auto& [family, member] : {std::pair(kClassFamily, &name.class_name), std::pair(kKindFamily, &name.kind)})
    if (text.ends_with(family)) text.replace(text.size() - family.size() + 1, std::string::npos, *member);
  if (!name.column.empty()) text += fmt::format("@{}={}", name.column, name.value);
  return text;
}

std::optional<Slice> find_slice(const Run& run, const MetricName& name) {
  const auto column = std::ranges::find(run.dataset.slices, name.column, &SliceColumn::name);
  if (column == run.dataset.slices.end()) return std::nullopt;
  const auto value = std::ranges::find(column->values, name.value);
  if (value == column->values.end()) return std::nullopt;
  return Slice{&*column, static_cast<std::uint32_t>(value - column->values.begin())};
}

std::optional<Measurement> measure(const MetricName& name, const Run& run, const ClassificationCounts* counts,
                                   double confidence, bool bootstrap, std::string_view accelerator,
                                   std::string_view device) {
  std::optional<ClassificationCounts> sliced;
  if (!name.column.empty()) {
    const auto slice = find_slice(run, name);
    if (slice) sliced = count_classification(run, slice);
    if (!sliced) return std::nullopt;
    counts = &*sliced;
  }
  MetricInput input{run, counts, std::nullopt, confidence, bootstrap, accelerator, name.kind, device};
  if (!name.class_name.empty()) {
    if (counts == nullptr) return std::nullopt;
    input.class_index = class_index(*counts, name.class_name);
    if (!input.class_index) return std::nullopt;
  }
  return compute(name, input);
}

std::vector<Measurement> measure_all(const Run& run, const ClassificationCounts* counts,
                                     std::span<const std::string> wanted) {
  constexpr double kConfidence = 0.95;
  constexpr std::uint64_t kQuick = 20'000;  // photos × classes whose bootstrap takes no time that anyone notices
  std::vector<Measurement> all;
  const auto add = [&](const MetricName& name, const ClassificationCounts* of) {
    const bool quick = of != nullptr && of->photos * of->class_names.size() <= kQuick;
    const bool bootstrap = quick || std::ranges::find(wanted, to_string(name)) != wanted.end();
    if (auto one = compute(name, {run, of, std::nullopt, kConfidence, bootstrap, {}, {}}))
      all.push_back(std::move(*one));
  };
  for (const Metric* metric : kAll)
    if (!is_family(metric->id)) add({metric, "", "", "", ""}, counts);
  for (const std::string& by : run.by) {
    const auto column = std::ranges::find(run.dataset.slices, by, &SliceColumn::name);
    if (column == run.dataset.slices.end()) continue;
    for (std::uint32_t value = 0; value < std::min(column->values.size(), kMostSlices); ++value) {
      const auto sliced = count_classification(run, Slice{&*column, value});
      if (!sliced) continue;
      for (const Metric* metric : kAll)
        if (metric->needs == Evidence::kPredictions && !is_family(metric->id))
          add({metric, "", "", by, column->values[value]}, &*sliced);
    }
  }
  for (const std::string& name : wanted) {  // figures of one class or kind, which only a budget asks for
    const auto parsed = parse_metric_name(name);
    if (!parsed || std::ranges::find(all, name, &Measurement::metric) != all.end()) continue;
    if (auto one = measure(*parsed, run, counts, kConfidence, true)) all.push_back(std::move(*one));
  }
  return all;
}

}  // namespace muster
