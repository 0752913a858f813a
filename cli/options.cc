#include "options.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "contradictions.h"
#include "validators.h"

namespace muster::cli {
namespace {

/// "512MB", "2GB" or a number of bytes (powers of ten, as everywhere in muster).
Result<std::uint64_t> parse_bytes(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const std::string_view unit(end);
  const double factor = unit == "GB" || unit == "G" ? 1e9 : unit == "MB" || unit == "M" ? 1e6 : unit.empty() ? 1 : 0;
  if (end == text.c_str() || factor == 0 || !std::isfinite(number) || number * factor < 1e6 || number * factor > 1e15)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("--memory-limit {}: give bytes, or such as 512MB or 2GB", text));
  return static_cast<std::uint64_t>(number * factor);
}

/// "10/s" as "10".
std::string without_per_second(std::string text) {
  if (text.ends_with("/s")) text.resize(text.size() - 2);
  return text;
}

Result<Background> parse_background(const std::string& text) {
  if (text.empty()) return Background::kUnknown;
  return text == "first" ? Background::kFirst : Background::kNone;
}

/// "224", or height and width as "320x240".
Result<ImageSize> parse_input_size(const std::string& text) {
  ImageSize size;
  char end = 0;
  const int read = std::sscanf(text.c_str(), "%5dx%5d%c", &size.height, &size.width, &end);
  if (read == 1 && text.find_first_not_of("0123456789") == std::string::npos) size.width = size.height;
  const bool whole = read == 2 || size.width == size.height;
  if (whole && size.height > 0 && size.width > 0 && size.height <= 65'536 && size.width <= 65'536) return size;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("--input-size {}: give a side, or HEIGHTxWIDTH, in pixels", text));
}

/// --accept host-latency or host-latency="reason".
Result<void> take_acceptance(const std::string& text, Budget& budget) {
  if (text.empty()) return {};
  const std::size_t equals = text.find('=');
  if (text.substr(0, equals) != "host-latency")
    return fail(ErrorCode::kInvalidArgument, fmt::format("--accept {}: only host-latency can be accepted", text));
  budget.accept_host_latency = equals == std::string::npos ? "--accept host-latency" : text.substr(equals + 1);
  if (budget.accept_host_latency->find_first_not_of(" \t") == std::string::npos)
    return fail(ErrorCode::kInvalidArgument, "--accept host-latency=: the reason is missing; reports show it");
  return {};
}

/// last and best are of a history, and a Run is held against one thing.
Result<void> check_baseline(const CheckOptions& check) {
  const bool of_history = check.baseline == "last" || check.baseline == "best";
  if (of_history && check.history.empty())
    return fail(ErrorCode::kInvalidArgument, "--baseline " + check.baseline + " is of a history: give --history too");
  std::error_code error;
  const bool named = !check.baseline.empty() && !of_history;
  if (named && !std::filesystem::exists(check.baseline, error))
    return fail(ErrorCode::kNotFound, "--baseline " + check.baseline + ": there is no such file");
  if (!check.history.empty() && std::filesystem::exists(check.history, error) &&
      !std::filesystem::is_directory(check.history, error))
    return fail(ErrorCode::kInvalidArgument, "--history " + check.history.string() + ": is no folder");
  if (!check.baseline.empty() && !check.reference.empty())
    return fail(ErrorCode::kInvalidArgument, "--baseline and --reference both name what decisions are held against");
  return {};
}

/// No output may be what is read: models and what stands beside them, photos, labels, evidence, budget.
Result<void> check_outputs(const Arguments& arguments) {
  const CheckOptions& check = arguments.check;
  std::vector<std::filesystem::path> taken{check.data.data,
                                           check.data.labels,
                                           check.evidence.predictions,
                                           check.evidence.latency_log,
                                           check.evidence.confusion,
                                           arguments.budget_file,
                                           check.train,
                                           check.field};
  auto models = check.models;
  if (!check.reference.empty()) models.push_back(check.reference);
  for (const std::filesystem::path& model : models) {
    taken.push_back(model);
    taken.push_back(model.string() + ".muster.toml");
    taken.push_back(std::filesystem::path(model).replace_extension(".muster.toml"));
  }
  taken.insert(taken.end(), arguments.run_files.begin(), arguments.run_files.end());
  std::vector<std::string> outputs{arguments.predictions_file, arguments.npy_file, arguments.json_file,
                                   arguments.run_file};
  for (const auto& [format, file] : arguments.outputs.files) outputs.push_back(file);
  if (std::ranges::count(outputs, "-") > 1)
    return fail(ErrorCode::kInvalidArgument, "two outputs cannot both go to stdout: name a file for one of them");
  std::error_code unknown;
  const std::string& plots = arguments.outputs.plots_folder;
  if (std::filesystem::exists(plots, unknown) && !std::filesystem::is_directory(plots, unknown))
    return fail(ErrorCode::kInvalidArgument, "--plots " + plots + ": is no folder");
  for (const std::string& output : outputs) {
    MUSTER_CHECK_OK(check_output(output, taken));
    taken.emplace_back(output == "-" ? "" : output);
  }
  return {};
}

}  // namespace

void add_photo_options(CLI::App& command, Arguments& arguments) {
  DataOptions& data = arguments.check.data;
  command.add_option("--data", data.data, "Folder of class folders, or CSV manifest (path, label or class_index)")
      ->type_name("DIR|CSV");
  command
      .add_option("--labels", data.labels,
                  "Class names in output order: one a line, or a JSON, Python or YAML list or map")
      ->type_name("FILE");
  command.add_option("--root", data.root, "Where relative paths of that manifest start (default: its folder)");
  command.add_option("--split", data.split, "Rows of this split (default: test, else val, else all)");
  command.add_option("--background", arguments.background, "Is the first output \"background\" and no class?")
      ->check(CLI::IsMember({"first", "none"}));
  command.add_option("--group", data.class_groups, "Grade classes together: dog=151-268 or pet=cat,dog (repeatable)")
      ->type_name("NAME=CLASSES");
  command.add_option("--limit", data.limit, "Use at most so many photos, spread evenly")->check(whole_between(1, 1e9));
}

void add_data_options(CLI::App& command, Arguments& arguments) {
  add_photo_options(command, arguments);
  command.add_option("--by", arguments.check.data.by, "Report every figure by this manifest column too (repeatable)")
      ->type_name("COLUMN");
}

void add_other_photos_options(CLI::App& command, Arguments& arguments) {
  CheckOptions& check = arguments.check;
  CLI::Option* train =
      command.add_option("--train", check.train, "What it was trained on: finds test photos among them, and the gap")
          ->type_name("DIR|CSV[:SPLIT]");
  command
      .add_option("--train-photos", check.train_photos,
                  "Of the training photos, so many drawn at random are classified (0: all)")
      ->check(whole_between(0, 1e9))
      ->needs(train)
      ->capture_default_str();
  command.add_option("--field", check.field, "Labelled photos from your users' phones: the gap to them")
      ->type_name("DIR|CSV[:SPLIT]");
}

void add_preprocessing_options(CLI::App& command, Arguments& arguments) {
  PreprocessingOptions& p = arguments.check.preprocessing;
  command.add_option("--preprocess", p.preset, "Preset: pillow, litert-eval, torchvision or stretch")
      ->type_name("PRESET");
  command.add_option("--crop", p.crop, "none, central:0.875, litert-central:0.875, resize:256 or letterbox");
  command.add_option("--resize", p.resize, "pillow-bilinear, pillow-bicubic, litert-bilinear or area");
  command.add_option("--colour,--color", p.colour, "rgb or bgr");
  command.add_option("--orientation", p.orientation, "exif, or stored: photos as stored, their EXIF not looked at");
  command
      .add_option("--mean", arguments.mean,
                  "Subtracted from 0 to 255; one, or one a channel; raw: pixels as they are, without --std")
      ->delimiter(',')
      ->type_name("M[,M,M]|raw");
  command.add_option("--std", p.std, "Divided by; one, or one a channel")->delimiter(',')->type_name("S[,S,S]");
}

void add_run_options(CLI::App& command, Arguments& arguments) {
  RunOptions& run = arguments.check.run;
  command.add_option("--threads", run.threads, "Threads of a timing run")
      ->check(whole_between(1, 256))
      ->capture_default_str();
  command
      .add_option("--timing-runs", arguments.timing_runs,
                  "Processes that time the model (default: 3; 5 with a history or baseline)")
      ->check(whole_between(1, 100));
  command.add_option("--max-seconds", arguments.max_seconds, "Time for all steady timing runs")
      ->check(between(0.1, 86'400))
      ->capture_default_str();
  add_model_process_options(command, arguments);
}

void add_device_options(CLI::App& command, Arguments& arguments) {
  RunOptions& run = arguments.check.run;
  command.add_option("--device", run.device, "Run the model there, not here (docs/devices.md)")
      ->type_name("ssh:USER@HOST[:PORT]|adb:SERIAL");
  command
      .add_option("--benchmark-model", run.benchmark_model,
                  "LiteRT's benchmark_model for an Android device: times the model there")
      ->type_name("FILE");
  command.add_option("--benchmark-flag", run.benchmark_flags, "One more of its flags: --benchmark-flag=--use_gpu=true")
      ->allow_extra_args(false)
      ->type_name("FLAG");
  command.add_flag("--keep", run.keep_on_device, "Leave what was copied to the device, for the next time");
}

void add_long_run_options(CLI::App& command, Arguments& arguments) {
  command
      .add_option("--sustained", arguments.sustained_seconds, "One more timing run of so many seconds: what heat does")
      ->check(whole_between(1, 7200))
      ->type_name("SECONDS");
  command
      .add_option("--energy", arguments.energy_seconds,
                  "Run the model for so long beside a meter (RAPL, rails, battery), and idle as long")
      ->check(whole_between(2, 7200))
      ->type_name("SECONDS");
}

void add_model_process_options(CLI::App& command, Arguments& arguments) {
  command
      .add_option("--input-size", arguments.input_size,
                  "Of a model whose height and width are free (default: its own, if it has one)")
      ->type_name("SIDE|HxW");
  command.add_option("--timeout", arguments.timeout_seconds, "Seconds without a result before a model counts as hung")
      ->check(between(0.1, 86'400))
      ->capture_default_str();
  command.add_option("--memory-limit", arguments.memory_limit, "Of the model's process (default 4GB)")
      ->type_name("SIZE");
  command.add_flag("--verbose", arguments.check.run.verbose, "Let the runtime's own log through to stderr");
}

void add_budget_options(CLI::App& command, Arguments& arguments) {
  command.add_option("--budget", arguments.budget_file, "Limits other than muster's own")->type_name("TOML");
  command.add_option("--target", arguments.target, "A [target.NAME] of the budget")->type_name("NAME");
  command.add_option("--accept", arguments.accept, "host-latency[=REASON]: let this machine's timing count")
      ->type_name("WHAT");
}

void add_accuracy_options(CLI::App& command, Arguments& arguments) {
  RunOptions& run = arguments.check.run;
  command.add_option("--jobs", run.jobs, "Processes of the accuracy run (default: one a core)")
      ->check(whole_between(1, 1024));
  command.add_option("--scores", run.scores, "What the outputs are (default: detected)")
      ->check(CLI::IsMember({"probability", "logit", "sigmoid"}));
}

void add_stress_options(CLI::App& command, Arguments& arguments) {
  command.add_flag("--stress", arguments.stress,
                   "Classify photos degraded as phones take them too (muster list degradations)");
  command
      .add_option("--stress-photos", arguments.stress_photos,
                  "Degrade at most so many, drawn evenly from all classes (default 200)")
      ->check(whole_between(1, 1e5));
  command.add_option("--seed", arguments.seed, "Of random orders, draws and degradations (default 0)")
      ->check(whole_between(0, 1e15));
}

void add_battery_options(CLI::App& command, Arguments& arguments) {
  command.add_option("--battery-mwh", arguments.check.battery_mwh, "Report battery use for a battery of this size")
      ->check(between(1, 1e6));
  command.add_option("--duty", arguments.check.duty_per_second, "Inferences a second that the app will ask for")
      ->check(between(1e-6, 1e6))
      ->transform(without_per_second)
      ->type_name("PER_SECOND");
}

void add_evidence_options(CLI::App& command, Arguments& arguments) {
  EvidenceOptions& evidence = arguments.check.evidence;
  command
      .add_option("--predictions", evidence.predictions, "What an app predicted: path, label, predicted[, latency_ms]")
      ->type_name("CSV");
  command
      .add_option("--latency-log", evidence.latency_log, "Log of another tool's timing run (see muster import --help)")
      ->type_name("FILE");
  command.add_option("--record", evidence.record, "Which record of that log: its number, or a part of its name");
  command.add_option("--confusion", evidence.confusion, "A confusion matrix: header actual,Cat,Dog; a row a class")
      ->type_name("CSV");
  command.add_option("--measured-on", evidence.measured_on, "Where those were measured")
      ->type_name("\"DEVICE; OS; RUNTIME; ACCELERATOR; DATE\"");
  command.add_option("--model-sha256", evidence.model_sha256, "SHA-256 of the model that ran there")->type_name("HEX");
  command.add_flag("--same-model", evidence.same_model, "Your word that it was this model, instead of its SHA-256");
  add_battery_options(command, arguments);
}

void add_baseline_options(CLI::App& command, Arguments& arguments, bool makes_runs) {
  command
      .add_option("--baseline", arguments.check.baseline,
                  makes_runs ? "Hold it against an earlier Run: last or best of the history, or a Run file"
                             : "Hold it against an earlier Run file")
      ->type_name(makes_runs ? "last|best|RUN" : "RUN");
  if (!makes_runs) return;
  command.add_option("--history", arguments.check.history, "Keep every Run in this folder")->type_name("DIR");
}

/// --mean: numbers, or raw.
Result<void> take_mean(const std::vector<std::string>& words, PreprocessingOptions& stated) {
  if (words == std::vector<std::string>{"raw"}) {
    stated.pixels = "raw";
    return {};
  }
  for (const std::string& word : words) {
    float number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("--mean: '{}' is not a number; give M, M,M,M or raw, and the model before it", word));
    stated.mean.push_back(number);
  }
  return {};
}

Result<void> finish(Arguments& arguments) {
  MUSTER_CHECK_OK(take_mean(arguments.mean, arguments.check.preprocessing));
  RunOptions& run = arguments.check.run;
  run.sustained = std::chrono::seconds(arguments.sustained_seconds.value_or(0));
  run.energy = std::chrono::seconds(arguments.energy_seconds.value_or(0));
  if (!arguments.budget_file.empty()) {
    MUSTER_TRY(arguments.check.budget, load_budget(arguments.budget_file, arguments.target));
  } else if (!arguments.target.empty()) {
    return fail(ErrorCode::kInvalidArgument, "--target names a table of a budget: give --budget too");
  }
  MUSTER_CHECK_OK(take_acceptance(arguments.accept, arguments.check.budget));
  MUSTER_CHECK_OK(take_thresholds(arguments.thresholds, arguments.check.budget));
  arguments.check.budget.explore = !arguments.outputs.files["html"].empty() || !arguments.outputs.plots_folder.empty();
  MUSTER_TRY(arguments.check.data.background, parse_background(arguments.background));
  if (!arguments.memory_limit.empty()) {
    MUSTER_TRY(run.memory_limit_bytes, parse_bytes(arguments.memory_limit));
  }
  if (!arguments.input_size.empty()) {
    MUSTER_TRY(run.input_size, parse_input_size(arguments.input_size));
  }
  run.timeout = std::chrono::milliseconds(std::llround(arguments.timeout_seconds * 1000));
  run.max_time = std::chrono::milliseconds(std::llround(arguments.max_seconds * 1000));
  arguments.check.run_file = arguments.run_file;
  const bool beside_earlier = !arguments.check.history.empty() || !arguments.check.baseline.empty();
  if (arguments.timing_runs == 0) arguments.timing_runs = beside_earlier ? 5 : 3;
  run.timing_runs = arguments.timing_runs;
  MUSTER_CHECK_OK(check_baseline(arguments.check));
  if (arguments.decide) arguments.check.decide_seed = arguments.seed.value_or(0);
  arguments.check.train_seed = arguments.seed.value_or(0);
  if (arguments.stress)
    arguments.check.stress =
        StressOptions{arguments.stress_photos.value_or(StressOptions{}.photos), arguments.seed.value_or(0)};
  run.latency = !arguments.no_latency;
  run.accuracy = !arguments.no_accuracy;
  MUSTER_CHECK_OK(refuse_device_contradictions(arguments.check));
  return check_outputs(arguments);
}

}  // namespace muster::cli
