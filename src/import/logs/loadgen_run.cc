#include "import/logs/loadgen_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace muster {
namespace {

std::string refusal_of(const LoadGenRun& run) {
  const LatencySummary& summary = run.summary;
  if (run.mode == "AccuracyOnly") return "LoadGen ran in accuracy mode, which times nothing";
  if (run.scenario.empty()) return "no latency is stated with a scenario: an accuracy run, or a log that was cut";
  if (run.scenario != "SingleStream")
    return fmt::format("LoadGen's scenario is {}, whose latencies are not of a single photo; give a SingleStream run",
                       printable(run.scenario, 40));
  if (run.samples_per_query.value_or(1) > 1)
    return fmt::format("each query held {} samples, so that no time is of a single photo", *run.samples_per_query);
  if (run.valid == false) return "LoadGen calls the result INVALID";
  if (!run.valid) return "whether LoadGen calls the result valid is not stated: the log was cut";
  if (!summary.mean)
    return "no latency is stated: an accuracy run, or a log that was cut; give the log of a performance run";
  return contradiction(summary);
}

}  // namespace

DeviceRecord record_of(LoadGenRun run, std::string_view tool) {
  DeviceRecord record;
  record.name = run.name;
  record.line = record.refusal_line = run.line;
  record.run.tool = tool;
  record.run.accelerator = "";
  record.run.threads = 0;
  record.run.device.date = run.date;
  LatencySummary& summary = run.summary;
  summary.count = run.queries.value_or(0);
  std::ranges::sort(summary.percentiles, {}, &StatedPercentile::percent);
  record.refusal = refusal_of(run);
  record.run.summary = std::move(summary);
  return record;
}

}  // namespace muster
