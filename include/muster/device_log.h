#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// One run of a model that another tool timed, as the tool's log states it.
struct DeviceRecord {
  std::string name;      ///< tells it from others in the log: "float tflite on Samsung Galaxy S24"
  std::size_t line = 1;  ///< where it begins, from 1
  LatencyRun run;        ///< its figures; run.device as far as the log names it, run.accelerator "" where not at all
  std::string refusal;   ///< why it is no evidence: it failed, was cut, or timed no single photos; "": it is
  std::size_t refusal_line = 1;
  std::size_t accelerator_line = 0;       ///< which says what ran it; 0: none
  std::string model_sha256;               ///< of the model that ran, where the log states it
  std::optional<double> model_megabytes;  ///< 10^6 bytes, six digits, where the log states the model's size
};

/// Reads the log of benchmark_model, onnxruntime_perf_test, benchmark_app (console, CSV, JSON), MLPerf LoadGen
/// (summary, detail, the mobile app's result.json), the perf.yaml of AI Hub, or muster's own field log (a table with
/// latency_ms); which one, is known by the text. Errors name file:line: none of these, text that is not UTF-8, a figure
/// that is no number, one that is stated twice, more than 64 MiB.
Result<std::vector<DeviceRecord>> read_device_log(const std::filesystem::path& log);

/// The record that counts as evidence: the only one, or the one that `wanted` numbers (from 1) or names (a part of its
/// name that no other has). Errors: there is no such record, several are meant (they are listed), it has a refusal.
Result<DeviceRecord> choose_record(const std::vector<DeviceRecord>& records, const std::string& wanted,
                                   const std::filesystem::path& log);

}  // namespace muster
