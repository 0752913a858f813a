#include "import/logs/benchmark_model_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

constexpr double kLongestTime = 1e12;  // microseconds: eleven days

/// The text of a line without what a shell, logcat or the logger put before it.
std::string_view message_of(std::string_view line) {
  line = trimmed(line);
  constexpr std::string_view kTag = "tflite";
  const std::size_t tag = line.substr(0, 100).find(kTag);
  if (tag != std::string_view::npos) {  // logcat: "05-30 15:16:44.857  3380  3380 I tflite  : ", "I/tflite  ( 3380): "
    const std::size_t colon = line.find(": ", tag);
    const std::string_view between =
        line.substr(tag + kTag.size(), colon == std::string_view::npos ? 0 : colon - tag - kTag.size());
    if (colon != std::string_view::npos && between.find_first_not_of(" ()0123456789") == std::string_view::npos)
      line.remove_prefix(colon + 2);
  }
  for (const std::string_view level : {"INFO: ", "VERBOSE: ", "WARNING: ", "ERROR: "})
    if (line.starts_with(level)) line.remove_prefix(level.size());
  return trimmed(line);
}

/// The text after `key`, up to one of `ends`; nullopt where there is no key.
std::optional<std::string_view> text_after(std::string_view text, std::string_view key, std::string_view ends) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  text = trimmed(text.substr(at + key.size()));
  return trimmed(text.substr(0, text.find_first_of(ends)));
}

/// Reads one log, line by line.
class Parser {
 public:
  Result<void> read(std::string_view raw, std::size_t number) {
    number_ = number;
    MUSTER_CHECK_OK(require_few_records(runs_.size(), number));
    if (const auto threads = text_after(raw, "--num_threads=", " ")) command_threads_ = threads_in(*threads);
    const std::string_view text = message_of(raw);
    if (text == "STARTING!") begin();
    if (text.starts_with("count=")) return read_statistics(text);
    if (text.starts_with("Inference timings in us:") || text.starts_with("Average inference timings in us:"))
      return read_timings(text.substr(text.find(':') + 1));
    if (text.find("memory footprint") != std::string_view::npos || text.starts_with("Memory footprint"))
      return read_memory(text);
    if (text == "Benchmarking failed.") current().failed_line = number_;
    read_fact(text);
    return {};
  }

  std::vector<BenchmarkRun> take() { return std::move(runs_); }

 private:
  tl::unexpected<Error> refuse(std::string_view what) const {
    return fail(ErrorCode::kMalformed, fmt::format("{}: {}", number_, what));
  }

  void begin() {
    runs_.emplace_back().line = number_;
    runs_.back().threads = command_threads_;
    command_threads_ = 0;
  }

  /// The run that a line belongs to. One that has its timings takes no more of a run's lines.
  BenchmarkRun& current() {
    if (runs_.empty() || runs_.back().timings || runs_.back().failed_line) begin();
    return runs_.back();
  }

  static int threads_in(std::string_view text) {
    const auto threads = parse_integer(text);
    return threads && *threads > 0 && *threads <= 1024 ? static_cast<int>(*threads) : 0;
  }

  Result<double> time(std::string_view text) const {
    const auto value = parse_number(text);
    if (!value || !std::isfinite(*value) || *value < 0 || *value > kLongestTime)
      return refuse(fmt::format("'{}' is not a time in microseconds", printable(text, 40)));
    return *value;
  }

  Result<void> read_statistics(std::string_view text) {
    StatisticsLine statistics;
    statistics.line = number_;
    std::optional<double> last;
    const std::array<std::pair<std::string_view, std::optional<double>*>, 9> fields{
        {{"curr", &last},
         {"first", &statistics.first},
         {"min", &statistics.min},
         {"max", &statistics.max},
         {"avg", &statistics.average},
         {"std", &statistics.standard_deviation},
         {"p5", &statistics.p5},
         {"median", &statistics.median},
         {"p95", &statistics.p95}}};
    for (const std::string_view piece : split(text, ' ')) {
      const std::size_t equals = piece.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view name = piece.substr(0, equals);
      const auto field = std::ranges::find(fields, name, [](const auto& known) { return known.first; });
      if (name != "count" && field == fields.end()) continue;
      MUSTER_TRY(const double value, time(piece.substr(equals + 1)));
      if (name == "count")
        statistics.count = value;
      else
        *field->second = value;
    }
    if (statistics.count != std::floor(statistics.count)) return refuse("the count of runs is not a whole number");
    if (statistics.count == 1)  // then only the last is printed
      for (auto* same : {&statistics.first, &statistics.min, &statistics.max, &statistics.average})
        if (!*same) *same = last;
    current().statistics.push_back(statistics);
    return {};
  }

  Result<void> read_timings(std::string_view text) {
    TimingsLine timings;
    timings.line = number_;
    for (const std::string_view piece : split(text, ',')) {
      const std::size_t colon = piece.rfind(':');
      if (colon == std::string_view::npos) continue;
      const std::string_view name = trimmed(piece.substr(0, colon));
      MUSTER_TRY(const double value, time(piece.substr(colon + 1)));
      if (name == "Init") timings.init = value;
      if (name == "First inference") timings.first = value;
      if (name.starts_with("Warmup")) timings.warmup = value;
      if (name.starts_with("Inference") || name == "no stats" || name == "with stats") timings.inference = value;
    }
    if (!timings.inference) return refuse("the line of timings is cut off: it has no time of inference");
    current().timings = timings;
    return {};
  }

  /// "Memory footprint delta … init=4 overall=46", "Peak memory footprint (MB): init=0 overall=12",
  /// "Overall peak memory footprint (MB) via periodic monitoring: 74". They stand below the timings.
  Result<void> read_memory(std::string_view text) {
    const auto watched = text_after(text, "via periodic monitoring:", " ");
    const auto overall = watched ? watched : text_after(text, "overall=", " ");
    if (!overall || runs_.empty()) return {};
    const auto value = parse_number(*overall);
    if (!value || !std::isfinite(*value) || *value < 0 || *value > 1e9)
      return refuse(fmt::format("'{}' is not an amount of memory", printable(*overall, 40)));
    if (*value <= 0 || (!watched && runs_.back().memory_mebibytes)) return {};
    runs_.back().memory_mebibytes = *value;
    runs_.back().memory_watched = watched.has_value();
    return {};
  }

  void read_fact(std::string_view text) {
    if (const auto graph = text_after(text, "Graph: [", "]")) current().graph = *graph;
    if (const auto threads = text_after(text, "um threads: [", "]")) current().threads = threads_in(*threads);
    if (const auto megabytes = text_after(text, "The input model file size (MB):", " "))
      current().model_megabytes = parse_number(*megabytes);
    if (const auto profiling = text_after(text, "Enable op profiling: [", "]"))
      current().profiled = *profiling == "1" || *profiling == "true";
    if (text.find("Profiling Info for Regular Benchmark Runs") != std::string_view::npos && !runs_.empty())
      runs_.back().profiled = true;
    read_accelerator(text);
  }

  void read_accelerator(std::string_view text) {
    struct Sign {
      std::string_view text, accelerator;
    };
    static constexpr std::array kSigns{// a delegate beside XNNPACK is what matters: it takes what it can first
                                       Sign{"XNNPACK delegate", "cpu"},         Sign{"delegate for GPU", "gpu"},
                                       Sign{"pplied GPU delegate", "gpu"},      Sign{"GPU delegate created", "gpu"},
                                       Sign{"delegate for NNAPI", "nnapi"},     Sign{"pplied NNAPI delegate", "nnapi"},
                                       Sign{"NNAPI delegate created", "nnapi"}, Sign{"pplied Hexagon delegate", "npu"},
                                       Sign{"pplied QNN delegate", "npu"},      Sign{"EXTERNAL delegate", "external"}};
    for (const Sign& sign : kSigns)
      if (text.find(sign.text) != std::string_view::npos &&
          (sign.accelerator != "cpu" || current().accelerator.empty()))
        set_accelerator(sign.accelerator);
    read_replacement(text);
    const bool another = text.find(" delegate, and the model graph will be ") != std::string_view::npos;
    if (another && text.find("XNNPACK") == std::string_view::npos &&
        (current().accelerator.empty() || current().accelerator == "cpu"))
      set_accelerator("external");  // which one it is, and where it runs, is not known
    if (runs_.empty() || runs_.back().accelerator.empty() || runs_.back().accelerator == "cpu") return;
    if (text.find("will not be executed by the delegate") != std::string_view::npos) {
      set_accelerator("cpu");
      current().in_part = false;
      return;
    }
    if (text.find("will be partially executed") != std::string_view::npos || leaves_nodes(text))
      current().in_part = true;
    if (text.find("will be completely executed") != std::string_view::npos) current().in_part = false;
  }

  /// "Replacing 44 out of 66 node(s) with delegate (TfLiteNnapiDelegate)" names the delegate where no other line does;
  /// one that takes no node is the CPU.
  void read_replacement(std::string_view text) {
    struct Delegate {
      std::string_view text, accelerator;
    };
    static constexpr std::array kDelegates{Delegate{"gpu", "gpu"}, Delegate{"nnapi", "nnapi"},
                                           Delegate{"hexagon", "npu"}, Delegate{"qnn", "npu"}};
    const auto taken = text_after(text, "Replacing ", " "), delegate = text_after(text, "with delegate (", ")");
    if (!taken || !delegate) return;
    const std::string name = lower_case(*delegate);
    const bool unnamed = current().accelerator.empty() || current().accelerator == "cpu";
    if (name.find("xnnpack") != std::string::npos || !unnamed) return;
    const auto* const known =
        std::ranges::find_if(kDelegates, [&](const Delegate& one) { return name.find(one.text) != std::string::npos; });
    const bool none = parse_integer(*taken) == 0;
    set_accelerator(none ? "cpu" : known == kDelegates.end() ? "external" : known->accelerator);
  }

  /// "Replacing 44 out of 66 node(s) with delegate (TfLiteNnapiDelegate)": 22 are left to the CPU. XNNPACK is the CPU.
  static bool leaves_nodes(std::string_view text) {
    const auto taken = text_after(text, "Replacing ", " "), all = text_after(text, " out of ", " ");
    if (!taken || !all || text.find("XNNPack") != std::string_view::npos) return false;
    const auto few = parse_integer(*taken), many = parse_integer(*all);
    return few && many && *few < *many;
  }

  void set_accelerator(std::string_view accelerator) {
    current().accelerator = accelerator;
    current().accelerator_line = number_;
  }

  std::size_t number_ = 0;
  int command_threads_ = 0;  ///< of the shell's line before a run
  std::vector<BenchmarkRun> runs_;
};

}  // namespace

Result<std::vector<BenchmarkRun>> parse_benchmark_log(std::string_view log) {
  Parser parser;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLogLine,
                                [&](std::string_view line, std::size_t number) { return parser.read(line, number); }));
  return parser.take();
}

}  // namespace muster
