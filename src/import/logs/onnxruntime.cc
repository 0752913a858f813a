// onnxruntime_perf_test: console text of 2019 to today. A percentile is sorted[floor(n × p)] of its raw samples.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "import/logs/log_format.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

/// What is said before a run of it.
struct Ahead {
  int threads = 0, requests = 1;
  std::string accelerator;
  std::size_t accelerator_line = 0;
};

/// One run, as far as it was read.
struct Draft {
  std::size_t line = 0;
  Ahead ahead;
  std::optional<Nanoseconds> session, first, total, elapsed;
  std::optional<std::uint64_t> requests, peak_bytes;
  LatencySummary summary;  ///< its count stands in `requests`
};

/// The hardware of an execution provider, where it has but one; "" else (NNAPI, Core ML and QNN choose it themselves).
std::string accelerator_of(std::string_view provider) {
  const std::string name = lower_case(provider);
  for (const std::string_view cpu : {"cpu", "acl", "armnn", "dnnl", "mlas", "xnnpack"})
    if (name == cpu || name == std::string(cpu) + "executionprovider") return "cpu";
  for (const std::string_view gpu : {"cuda", "tensorrt", "dml", "rocm", "migraphx"})
    if (name == gpu || name == std::string(gpu) + "executionprovider") return "gpu";
  return "";
}

/// The value of a short option, apart or joined to it: "-c 4", "-c4".
std::optional<std::string_view> flag(std::string_view line, std::string_view name) {
  const auto words = split(line, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == name) return i + 1 < words.size() ? std::optional(words[i + 1]) : std::nullopt;
    if (words[i].starts_with(name) && words[i].size() > name.size()) return words[i].substr(name.size());
  }
  return std::nullopt;
}

class Parser {
 public:
  Result<void> read(std::string_view line, std::size_t number) {
    read_ahead(line, number);
    MUSTER_CHECK_OK(require_few_records(drafts_.size(), number));
    if (const auto text = after(line, "Session creation time cost:")) {
      begin(number);
      return time(drafts_.back().session, *text, " s", kSecond, "the session's creation", number);
    }
    if (after(line, "Total time cost:")) begin(number);  // the spelling of 2019, in seconds without a unit
    if (drafts_.empty()) return {};
    Draft& run = drafts_.back();
    if (const auto text = after(line, "First inference time cost:"))
      return time(run.first, *text, " ms", kMillisecond, "the first inference", number);
    if (const auto text = after(line, "Total inference time cost:"))
      return time(run.total, *text, " s", kSecond, "the total time", number);
    for (const std::string_view key : {"Total inference run time:", "Total run time:"})
      if (const auto text = after(line, key)) return time(run.elapsed, *text, " s", kSecond, "the run's time", number);
    if (const auto text = after(line, "Total time cost:"))
      return time(run.total, *text, "", kSecond, "the total time", number);
    for (const std::string_view key :
         {"Average inference time cost total:", "Average inference time cost:", "Average time cost:"})
      if (const auto text = after(line, key))
        return time(run.summary.mean, *text, " ms", kMillisecond, "the average", number);
    for (const std::string_view key : {"Total inference requests:", "Total iterations:", "Runs:"})
      if (const auto text = after(line, key)) return count(run.requests, *text, "", "the number of runs", number);
    if (const auto text = after(line, "Peak working set size:"))
      return count(run.peak_bytes, *text, text->ends_with(" bytes") ? " bytes" : "", "the peak working set", number);
    return read_percentile(line, run, number);
  }

  std::vector<Draft> take() { return std::move(drafts_); }

 private:
  void begin(std::size_t number) { drafts_.push_back({number, std::exchange(ahead_, {}), {}, {}, {}, {}, {}, {}, {}}); }

  void read_ahead(std::string_view line, std::size_t number) {
    if (line.find("onnxruntime_perf_test") != std::string_view::npos) {
      ahead_ = {};
      if (const auto provider = flag(line, "-e")) name_accelerator(*provider, number);
      if (const auto threads = flag(line, "-x")) ahead_.threads = small(*threads).value_or(0);
      if (const auto requests = flag(line, "-c")) ahead_.requests = std::max(1, small(*requests).value_or(1));
    }
    if (const auto threads = after(line, "Setting intra_op_num_threads to"))
      ahead_.threads = small(*threads).value_or(0);
    if (const auto provider = after(line, "using ")) name_accelerator(*provider, number);
  }

  void name_accelerator(std::string_view provider, std::size_t number) {
    ahead_.accelerator = accelerator_of(provider);
    ahead_.accelerator_line = number;
  }

  static std::optional<int> small(std::string_view text) {
    const auto value = parse_integer(text);
    return value && *value >= 0 && *value <= 1024 ? std::optional(static_cast<int>(*value)) : std::nullopt;
  }

  static Result<void> time(std::optional<Nanoseconds>& target, std::string_view text, std::string_view unit,
                           double nanoseconds, std::string_view what, std::size_t line) {
    MUSTER_TRY(const Nanoseconds value, time_in(text, unit, nanoseconds, line));
    return state_once(target, value, what, line);
  }

  static Result<void> count(std::optional<std::uint64_t>& target, std::string_view text, std::string_view unit,
                            std::string_view what, std::size_t line) {
    MUSTER_TRY(const std::uint64_t value, count_in(text, unit, line));
    return state_once(target, value, what, line);
  }

  /// "P90 Latency: 0.02 s", "P999 Latency is 0.06 sec", "Min Latency: 0.01 s".
  static Result<void> read_percentile(std::string_view line, Draft& run, std::size_t number) {
    line = trimmed(line);
    const std::size_t at = line.find(" Latency");
    if (at == std::string_view::npos || at > 5) return {};
    const std::string_view name = line.substr(0, at);
    std::string_view text = line.substr(at + 8);
    const bool old = text.starts_with(" is ");
    text.remove_prefix(old ? 4 : std::min<std::size_t>(1, text.size()));
    const std::string_view unit = old ? " sec" : " s";
    if (name == "Min") return time(run.summary.min, text, unit, kSecond, "the minimum", number);
    if (name == "Max") return time(run.summary.max, text, unit, kSecond, "the maximum", number);
    const auto digits = name.starts_with('P') ? parse_integer(name.substr(1)) : std::nullopt;
    if (!digits || *digits < 1 || *digits > 9999) return {};
    const double percent = static_cast<double>(*digits) / (*digits >= 1000 ? 100.0 : *digits >= 100 ? 10.0 : 1.0);
    MUSTER_TRY(const Nanoseconds value, time_in(text, unit, kSecond, number));
    return add_percentile(run.summary, percent, value, number);
  }

  Ahead ahead_;
  std::vector<Draft> drafts_;
};

std::string refusal_of(const Draft& draft) {
  const LatencySummary& summary = draft.summary;
  if (!summary.mean) return "the run is cut off: it has no line \"Average inference time cost\"; give the whole log";
  if (summary.count == 0) return "no inference is counted";
  if (draft.total) {
    const auto mean = static_cast<double>(summary.mean->count()) * static_cast<double>(summary.count);
    const auto total = static_cast<double>(draft.total->count());
    if (std::abs(mean - total) > 1e-4 * total) return "the average is not the total time over the number of runs";
  }
  constexpr double kOverlap = 1.05;
  if (draft.total && draft.elapsed &&
      static_cast<double>(draft.total->count()) > kOverlap * static_cast<double>(draft.elapsed->count()))
    return "requests overlapped: their times add up to more than the run took, so none is of a single photo";
  return contradiction(summary);
}

DeviceRecord record_of(Draft draft) {
  DeviceRecord record;
  record.line = draft.line;
  LatencyRun& run = record.run;
  run.tool = onnxruntime_log.tool;
  run.threads = draft.ahead.threads;
  run.requests = draft.ahead.requests;
  run.accelerator = draft.ahead.accelerator;
  record.accelerator_line = draft.ahead.accelerator_line;
  run.load = draft.session;
  run.first = draft.first;
  run.peak_memory_bytes = draft.peak_bytes;
  LatencySummary& summary = draft.summary;
  summary.count = draft.requests.value_or(0);
  if (summary.count == 1 && !summary.min) summary.min = summary.max = summary.mean;
  std::ranges::sort(summary.percentiles, {}, &StatedPercentile::percent);
  record.refusal = refusal_of(draft);
  run.summary = std::move(summary);
  record.refusal_line = record.line;
  return record;
}

bool recognise(std::string_view log) {
  return log.find("Average inference time cost") != std::string_view::npos ||
         log.find("Session creation time cost:") != std::string_view::npos ||
         (log.find("Average time cost:") != std::string_view::npos &&
          log.find(" Latency is ") != std::string_view::npos);
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  Parser parser;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLogLine,
                                [&](std::string_view line, std::size_t number) { return parser.read(line, number); }));
  std::vector<DeviceRecord> records;
  for (Draft& draft : parser.take()) records.push_back(record_of(std::move(draft)));
  return records;
}

}  // namespace

const LogFormat onnxruntime_log{"onnxruntime_perf_test", &recognise, &read};

}  // namespace muster
