#include "device/benchmark_model.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/text.h"
#include "device/device_files.h"
#include "device/prepare_device.h"

namespace muster {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kPathSigns = "/=,+";
constexpr std::string_view kEnded = "muster: benchmark_model ended with ";

/// Errors: a word that is no flag, or a flag that is muster's to give.
Result<void> require_flags(const std::vector<std::string>& words) {
  constexpr std::array kOurs{"--graph", "--num_threads", "--min_secs", "--max_secs"};
  for (const std::string& word : words) {
    if (!word.starts_with("--") || !is_plain(word, kPathSigns))
      return fail(
          ErrorCode::kInvalidArgument,
          fmt::format("--benchmark-flag {}: not a flag of benchmark_model such as --use_gpu=true", in_quotes(word)));
    for (const std::string_view ours : kOurs)
      if (std::string_view(word).substr(0, word.find('=')) == ours)
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("--benchmark-flag {}: muster gives it itself (--threads, --max-seconds)", word));
  }
  return {};
}

/// Android's own account; what is not told stays empty.
struct Properties {
  std::string manufacturer, model, release, hardware, qemu;
};

Result<Properties> read_properties(const DeviceTarget& target, const Hooks& hooks) {
  MUSTER_TRY(const std::string said,
             on_device(target,
                       "for key in product.manufacturer product.model build.version.release hardware kernel.qemu; do "
                       "echo \"$key=$(getprop ro.$key)\"; done",
                       hooks));
  Properties properties;
  const std::array known{std::pair("product.manufacturer=", &properties.manufacturer),
                         std::pair("product.model=", &properties.model),
                         std::pair("build.version.release=", &properties.release),
                         std::pair("hardware=", &properties.hardware), std::pair("kernel.qemu=", &properties.qemu)};
  for (const std::string_view line : split(said, '\n'))
    for (const auto& [key, value] : known)
      if (line.starts_with(key)) *value = printable(trimmed(line.substr(std::string_view(key).size())), 80);
  if (!properties.model.empty()) return properties;
  return fail(ErrorCode::kRuntime,
              fmt::format("{} does not say what it is (getprop ro.product.model)", target.address));
}

bool is_emulator(const Properties& properties) {
  constexpr std::array kVirtual{"goldfish", "ranchu", "cutf", "vbox"};
  return properties.qemu == "1" ||
         std::ranges::any_of(kVirtual, [&](std::string_view name) { return properties.hardware.starts_with(name); });
}

Device device_of(const Properties& properties, const std::string& tool_digest) {
  Device device;
  const bool named = lower_case(properties.model).starts_with(lower_case(properties.manufacturer));
  device.name = named ? properties.model : properties.manufacturer + " " + properties.model;
  device.os = "Android " + properties.release;
  device.runtime = fmt::format("LiteRT's benchmark_model {}", short_digest(tool_digest));
  device.date = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
  return device;
}

/// The program's path there and its digest; where it lies here it is among `uploads`, in a folder there.
struct Tool {
  std::string path, sha256, folder;
};

Result<Tool> find_tool(const fs::path& file, const DeviceVisit& visit, const Hooks& hooks,
                       std::vector<Upload>& uploads) {
  std::error_code unknown;
  if (fs::is_regular_file(file, unknown)) {
    MUSTER_TRY(const std::string digest, digest_of(file));
    const std::string name = short_digest(digest) + "/benchmark_model";
    uploads.push_back({file, name, digest, true});
    return Tool{visit.folder + "/" + name, digest, short_digest(digest)};
  }
  const auto missing = [&](std::string_view where) {
    return fail(ErrorCode::kNotFound,
                fmt::format("--benchmark-model {}: there is no such file {}", printable(file.string(), 200), where));
  };
  if (!file.is_absolute() || !is_plain(file.string(), kPathSigns)) return missing("here");
  auto said = on_device(visit.target, "sha256sum " + file.string(), hooks);
  if (!said && said.error().code == ErrorCode::kRuntime) return missing("here, nor on the device");
  MUSTER_TRY(const std::string text, std::move(said));
  const std::string digest = text.substr(0, text.find(' '));
  constexpr std::size_t kDigits = 64;
  if (digest.size() != kDigits || digest.find_first_not_of("0123456789abcdef") != std::string::npos)
    return missing("here, and the device's sha256sum tells no digest of one there");
  return Tool{file.string(), digest, ""};
}

/// How long a run may take.
std::chrono::seconds most_of(const RunOptions& options) {
  return std::max(std::chrono::seconds(1),
                  std::chrono::duration_cast<std::chrono::seconds>(options.timeout + 2 * options.max_time));
}

/// The flags that make benchmark_model run a flexible input in the size asked for.
Result<std::vector<std::string>> size_flags(const Model& model, const ImageSize& size) {
  if (size.height == 0) return std::vector<std::string>();
  const std::string& name = model.inputs.at(0).name;
  if (!is_plain(name, kPathSigns) || name.find(',') != std::string::npos)
    return fail(ErrorCode::kUnsupported,
                fmt::format("--input-size: the input's name {} cannot be handed to benchmark_model", in_quotes(name)));
  std::vector<std::int64_t> shape = model.inputs[0].shape;
  for (std::int64_t& side : shape) side = std::max<std::int64_t>(side, 1);
  return std::vector<std::string>{"--input_layer=" + name,
                                  fmt::format("--input_layer_shape={}", fmt::join(shape, ","))};
}

/// Bounded there too: a program that hangs does not stay behind.
std::string command_of(const Tool& tool, const std::string& model, const std::vector<std::string>& size,
                       const RunOptions& options) {
  const double most = std::chrono::duration<double>(options.max_time).count();
  return fmt::format(
      "bound=; command -v timeout >/dev/null && bound='timeout {0}'; $bound {1} --graph={2} --num_threads={3} "
      "--min_secs={4:g} --max_secs={5:g} --report_peak_memory_footprint=true {6} {7} 2>&1; code=$?; echo; echo "
      "\"{8}$code\"",
      most_of(options).count(), tool.path, model, options.threads, std::min(1.0, most), most, fmt::join(size, " "),
      fmt::join(options.benchmark_flags, " "), kEnded);
}

/// The log, if the program ended well.
Result<std::string> without_end(const std::string& said, const RunOptions& options) {
  const std::size_t end = said.rfind(kEnded);
  const std::string log(trimmed(std::string_view(said).substr(0, end)));
  const auto code = end == std::string::npos
                        ? std::nullopt
                        : parse_integer(trimmed(std::string_view(said).substr(end + kEnded.size())));
  if (code == 0) return log + "\n";
  constexpr int kTimedOut = 124;
  const std::string last =
      printable(trimmed(log.substr(log.rfind('\n') == std::string::npos ? 0 : log.rfind('\n'))), 200);
  return fail(ErrorCode::kRuntime,
              code == kTimedOut
                  ? "benchmark_model did not come to its end in time (see --timeout and --max-seconds)"
                  : fmt::format("benchmark_model on {} {}; the last that it said: {}", options.device,
                                code ? fmt::format("ended with exit code {}", *code) : "was cut off", last));
}

Result<BenchmarkOutput> run_there(const RunOptions& options, const Model& model, const Hooks& hooks,
                                  std::vector<std::string>& clean) {
  MUSTER_TRY(const DeviceTarget target, parse_device_target(options.device));
  if (target.link != &adb_link)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("--benchmark-model is for devices of adb; --device {} has the probe", options.device));
  MUSTER_CHECK_OK(require_tflite(model));
  MUSTER_CHECK_OK(require_flags(options.benchmark_flags));
  MUSTER_TRY(const std::vector<std::string> size, size_flags(model, options.input_size));
  hooks.report("device", 0, 1);
  MUSTER_TRY(const DeviceVisit visit, visit_device(target, hooks, clean));
  std::vector<Upload> uploads{{model.path, model.sha256 + ".tflite", model.sha256, false}};
  MUSTER_TRY(const Tool tool, find_tool(options.benchmark_model, visit, hooks, uploads));
  MUSTER_CHECK_OK(deliver(visit, uploads, tool.folder, options.keep_on_device, hooks, clean));
  MUSTER_TRY(const Properties properties, read_properties(target, hooks));
  BenchmarkOutput output;
  output.device = device_of(properties, tool.sha256);
  output.emulated = is_emulator(properties);
  const std::string battery = "dumpsys battery 2>/dev/null || true";
  MUSTER_TRY(output.before, on_device(target, battery, hooks));
  hooks.report("latency", 0, 1);
  const auto start = Clock::now();
  MUSTER_TRY(const std::string said,
             on_device(target, command_of(tool, visit.folder + "/" + uploads.front().name, size, options), hooks,
                       most_of(options) + kMostAnswer));
  output.took = Clock::now() - start;
  MUSTER_TRY(output.log, without_end(said, options));
  MUSTER_TRY(output.after, on_device(target, battery, hooks));
  hooks.report("latency", 1, 1);
  return output;
}

}  // namespace

Result<BenchmarkOutput> run_benchmark_model(const RunOptions& options, const Model& model, const Hooks& hooks) {
  std::vector<std::string> clean;
  auto output = run_there(options, model, hooks, clean);
  clean_device(clean);
  return output;
}

}  // namespace muster
