// Qualcomm AI Hub: perf.yaml of its model zoo. One record a precision, component, device and runtime. It states one
// time, the hub's estimate, which users found to be the fastest of a hundred runs rather than their median; so it is
// taken as the fastest, and no percentile is had from it. Its MB are 2^20 bytes, rounded.
#include <fmt/format.h>

#include "base/text.h"
#include "import/logs/log_format.h"
#include "import/logs/log_lines.h"
#include "import/logs/yaml_tree.h"

namespace muster {
namespace {

std::string text_of(const YamlNode& node, std::string_view name) {
  const YamlNode* child = node.find(name);
  return child != nullptr ? child->scalar.value_or("") : "";
}

/// "qairt 2.42.0, tflite 2.17.0".
std::string runtime_of(std::string_view path, const YamlNode& job) {
  std::string words(path);
  if (const YamlNode* versions = job.find("tool_versions"))
    for (const auto& [name, version] : versions->children)
      words += fmt::format("{} {} {}", words == path ? ":" : ",", name, version.scalar.value_or(""));
  return words;
}

Result<void> read_figures(const YamlNode& job, DeviceRecord& record) {
  LatencySummary& summary = record.run.summary.emplace();
  const YamlNode* time = job.find("inference_time_milliseconds");
  if (time == nullptr || !time->scalar) {
    const std::string status = text_of(job, "job_status");
    record.refusal =
        fmt::format("the job has no time; its status is {}", status.empty() ? "not stated" : in_quotes(status));
    return {};
  }
  MUSTER_TRY(summary.min, time_in(*time->scalar, "", kMillisecond, time->line));
  if (*summary.min <= Nanoseconds(0)) record.refusal = "an inference that took no time";
  const YamlNode* range = job.find("estimated_peak_memory_range_mb");
  const YamlNode* most = range != nullptr ? range->find("max") : nullptr;
  if (text_of(job, "primary_compute_unit").empty())
    record.refusal = "the job is cut off: it has no primary_compute_unit";
  if (most == nullptr || !most->scalar) return {};
  MUSTER_TRY(const std::uint64_t mebibytes, count_in(*most->scalar, "", most->line));
  record.run.peak_memory_bytes = mebibytes << 20U;
  record.run.memory_meaning = "upper end of AI Hub's range, in whole MiB";
  return {};
}

/// Whether the CPU ran a part of the layers.
bool has_layers_on_cpu(const YamlNode& job) {
  const YamlNode* counts = job.find("layer_counts");
  return counts != nullptr && parse_integer(text_of(*counts, "cpu")).value_or(0) > 0;
}

Result<DeviceRecord> record_of(std::string_view device, std::string_view path, const YamlNode& job) {
  DeviceRecord record;
  record.line = record.refusal_line = job.line;
  record.run.tool = ai_hub_log.tool;
  record.run.threads = 0;
  record.run.device.name = device;
  record.run.device.runtime = runtime_of(path, job);
  const std::string unit = lower_case(text_of(job, "primary_compute_unit"));
  record.run.accelerator = unit == "npu" || unit == "gpu" || unit == "cpu" ? unit : "";
  if ((unit == "npu" || unit == "gpu") && has_layers_on_cpu(job)) record.run.accelerator += "+cpu";
  if (const YamlNode* stated = job.find("primary_compute_unit")) record.accelerator_line = stated->line;
  MUSTER_CHECK_OK(read_figures(job, record));
  return record;
}

bool recognise(std::string_view log) {
  return log.find("performance_metrics:") != std::string_view::npos &&
         log.find("precisions:") != std::string_view::npos;
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  MUSTER_TRY(const YamlNode root, parse_yaml(log));
  std::vector<DeviceRecord> records;
  const auto children_of = [](const YamlNode& node, std::string_view name) {
    const YamlNode* child = node.find(name);
    return child != nullptr ? child->children : decltype(node.children){};
  };
  for (const auto& [precision, of_precision] : children_of(root, "precisions"))
    for (const auto& [component, of_component] : children_of(of_precision, "components"))
      for (const auto& [device, paths] : children_of(of_component, "performance_metrics"))
        for (const auto& [path, job] : paths.children) {
          MUSTER_CHECK_OK(require_few_records(records.size(), job.line));
          MUSTER_TRY(DeviceRecord record, record_of(device, path, job));
          record.name = fmt::format("{} {} {} on {}", component, precision, path, device);
          records.push_back(std::move(record));
        }
  if (records.empty()) return refuse_line(root.line, "no performance_metrics of any precision in it");
  return records;
}

}  // namespace

const LogFormat ai_hub_log{"AI Hub", &recognise, &read};

}  // namespace muster
