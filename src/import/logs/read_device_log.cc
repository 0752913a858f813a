#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "import/field_log.h"
#include "import/log_text.h"
#include "import/logs/log_format.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

#define MUSTER_LOG_FORMAT(name) &name##_log,
constexpr std::array kFormats{
#include "import/logs/log_formats.inc"
};
#undef MUSTER_LOG_FORMAT

/// What looks like a log and holds no time of an inference.
struct NoEvidence {
  std::string_view sign, what;
};
constexpr std::array kNoEvidence{
    NoEvidence{"\"execution_summary\"",
               "a profile job of AI Hub as JSON or Python, which is not read; give its perf.yaml"},
    NoEvidence{"preferred=ML", "a Core ML compute plan, which names devices and times nothing"}};

std::string list(const std::vector<DeviceRecord>& records) {
  constexpr std::size_t kShown = 10;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(records.size(), kShown); ++i) {
    const DeviceRecord& record = records[i];
    const std::string name = record.name.empty() ? "a run" : printable(record.name, 80);
    const auto& summary = record.run.summary;
    const auto time = summary ? (summary->mean ? summary->mean : summary->min) : std::nullopt;
    words.push_back(fmt::format("{}: {}, line {}, {}", i + 1, name, record.line,
                                !record.refusal.empty() ? "no evidence: " + record.refusal
                                : time ? fmt::format("{:.6g} ms", static_cast<double>(time->count()) / kMillisecond)
                                       : "no time"));
  }
  if (records.size() > kShown) words.push_back(fmt::format("and {} more", records.size() - kShown));
  return fmt::format("{}", fmt::join(words, "; "));
}

/// The places of the records that `wanted` means.
std::vector<std::size_t> meant_by(const std::string& wanted, const std::vector<DeviceRecord>& records) {
  std::vector<std::size_t> places;
  if (const auto number = parse_integer(wanted)) {
    if (*number >= 1 && static_cast<std::size_t>(*number) <= records.size())
      places.push_back(static_cast<std::size_t>(*number) - 1);
    return places;
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (equal_ignoring_case(records[i].name, wanted)) return {i};
    if (lower_case(records[i].name).find(lower_case(wanted)) != std::string::npos) places.push_back(i);
  }
  return places;
}

Result<std::vector<DeviceRecord>> read_records(const std::filesystem::path& log) {
  MUSTER_TRY(const std::string text, read_log_text(log));
  const auto refuse = [&](std::string_view what) {
    return fail(ErrorCode::kMalformed, fmt::format("{}:{}", log.string(), what));
  };
  if (is_field_log(text)) return read_field_log(log);
  const auto format = std::ranges::find_if(kFormats, [&](const LogFormat* one) { return one->recognise(text); });
  if (format == kFormats.end()) {
    for (const NoEvidence& known : kNoEvidence)
      if (text.find(known.sign) != std::string_view::npos) return refuse(fmt::format("1: {}", known.what));
    if (resembles_field_log(text))
      return refuse("1: a table without the column 'latency_ms', the time of each inference in milliseconds");
    std::vector<std::string_view> tools;
    for (const LogFormat* one : kFormats)
      if (std::ranges::find(tools, one->tool) == tools.end()) tools.push_back(one->tool);
    return refuse(fmt::format("1: no log that muster reads ({}); give the whole text that the tool wrote",
                              fmt::join(tools, ", ")));
  }
  for (const LogFormat* other : kFormats)
    if (other->tool != (*format)->tool && other->recognise(text))
      return refuse(fmt::format("1: it has the logs of two tools, {} and {}; give each in a file of its own",
                                (*format)->tool, other->tool));
  auto records = (*format)->read(text);
  if (!records) return refuse(records.error().message);
  if (records->empty()) return refuse(fmt::format("1: no run of {} in it; give the whole text", (*format)->tool));
  return records;
}

}  // namespace

Result<std::vector<DeviceRecord>> read_device_log(const std::filesystem::path& log) {
  MUSTER_TRY(std::vector<DeviceRecord> records, read_records(log));
  if (records.empty())
    return fail(ErrorCode::kMalformed, log.string() + ":1: no run with a time in it; give the whole text");
  for (DeviceRecord& record : records) record.run.source = log.string();
  return records;
}

Result<DeviceRecord> choose_record(const std::vector<DeviceRecord>& records, const std::string& wanted,
                                   const std::filesystem::path& log) {
  std::vector<std::size_t> places = meant_by(wanted, records);
  if (wanted.empty()) {
    places.resize(records.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  }
  if (places.empty())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: no record {}; it has {}", log.string(), in_quotes(wanted), list(records)));
  if (places.size() > 1) {
    std::vector<DeviceRecord> meant;
    for (const std::size_t place : places) meant.push_back(records[place]);
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}:{}: {} records{}; name one with --record NUMBER or a part of its name ({})",
                            log.string(), meant[1].line, meant.size(),
                            wanted.empty() ? "" : " have that in their names", list(wanted.empty() ? records : meant)));
  }
  const DeviceRecord& record = records[places.front()];
  if (!record.refusal.empty())
    return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", log.string(), record.refusal_line, record.refusal));
  return record;
}

}  // namespace muster
