#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include "commands/commands.h"
#include "muster/muster.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster import pixel8.txt
  muster import perf.yaml --record "tflite on Samsung Galaxy S24"
  muster import pixel8.txt --run model.run --output model_pixel8.run \
    --measured-on "Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12" --model-sha256 HEX
  muster import --run model.run --output energy.run --idle a.txt b.txt 300 --work b.txt c.txt 300 6000 \
    --measured-on "Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12" --model-sha256 HEX
  muster judge model_pixel8.run

Reads what benchmark_model, onnxruntime_perf_test, benchmark_app (console, CSV, JSON), MLPerf LoadGen (summary, detail,
result.json of the mobile app) and AI Hub (perf.yaml) wrote, and the log that your own app writes (docs/devices.md).
Alone it shows what a log states. With --run it completes a Run: then it must be known on which device, with which
runtime and when it was measured, and that it was this model.)";

constexpr int kMostSpans = CLI::detail::expected_max_vector_size;

struct ImportArguments {
  std::string log, run_file, output, json_file;
  EvidenceOptions evidence;
  std::vector<std::string> work, idle;  ///< BEFORE AFTER SECONDS INFERENCES, and BEFORE AFTER SECONDS, over and over
};

/// The spans of energy, in the order of the options. Errors: a number that is none.
Result<std::vector<PowerSpan>> spans_of(const ImportArguments& arguments) {
  std::vector<PowerSpan> spans;
  for (const auto& [words, width] :
       {std::pair(&arguments.idle, std::size_t{3}), std::pair(&arguments.work, std::size_t{4})})
    for (std::size_t i = 0; i + width <= words->size(); i += width) {
      const std::string* word = &(*words)[i];
      PowerSpan span{word[0], word[1], {}, 0};
      double seconds = 0;
      std::int64_t inferences = 0;
      const bool numbers = CLI::detail::lexical_cast(word[2], seconds) && seconds > 0 && seconds < 1e7 &&
                           (width == 3 || (CLI::detail::lexical_cast(word[3], inferences) && inferences > 0));
      if (!numbers)
        return fail(ErrorCode::kInvalidArgument,
                    width == 3
                        ? "--idle takes BEFORE AFTER SECONDS, two files of readings and the time between them"
                        : "--work takes BEFORE AFTER SECONDS INFERENCES, two files of readings, the time between "
                          "them, and how often the model ran");
      span.length = std::chrono::duration<double>(seconds);
      span.inferences = static_cast<std::uint64_t>(inferences);
      spans.push_back(std::move(span));
    }
  return spans;
}

Result<void> check_arguments(const ImportArguments& arguments) {
  const bool energy = !arguments.work.empty() || !arguments.idle.empty();
  if (arguments.log.empty() && !energy)
    return fail(ErrorCode::kInvalidArgument, "name a log, or readings of energy with --work and --idle");
  if (energy && arguments.run_file.empty())
    return fail(ErrorCode::kInvalidArgument, "--work and --idle complete a Run: give --run and --output");
  const bool stated = !arguments.evidence.measured_on.empty() || !arguments.evidence.model_sha256.empty() ||
                      arguments.evidence.same_model;
  if (arguments.run_file.empty() != arguments.output.empty())
    return fail(ErrorCode::kInvalidArgument, "--run names the Run to complete, --output the new one: give both");
  if (arguments.run_file.empty() && stated)
    return fail(ErrorCode::kInvalidArgument,
                "--measured-on, --model-sha256 and --same-model speak of evidence for a Run: give --run and --output");
  if (!arguments.evidence.model_sha256.empty() && arguments.evidence.same_model)
    return fail(ErrorCode::kInvalidArgument, "--model-sha256 and --same-model both say which model it was; give one");
  return check_output(arguments.json_file, {arguments.log, arguments.run_file, arguments.output});
}

Result<void> show(const ImportArguments& arguments, const std::string& text, const std::string& json) {
  if (arguments.json_file != "-") MUSTER_CHECK_OK(write_output("-", text));
  return arguments.json_file.empty() ? Result<void>() : write_output(arguments.json_file, json);
}

/// Shows what the log states.
Result<void> show_log(const ImportArguments& arguments) {
  MUSTER_TRY(const auto power, read_power_readings(arguments.log));
  if (power) return show(arguments, render_power_text(*power, render_options()), render_power_json(*power));
  MUSTER_TRY(std::vector<DeviceRecord> records, read_device_log(arguments.log));
  if (!arguments.evidence.record.empty()) {
    MUSTER_TRY(DeviceRecord one, choose_record(records, arguments.evidence.record, arguments.log));
    records = {std::move(one)};
  }
  MUSTER_CHECK_OK(show(arguments, render_device_log_text(records, render_options()), render_device_log_json(records)));
  const auto refused = [](const DeviceRecord& record) { return !record.refusal.empty(); };
  if (!std::ranges::all_of(records, refused)) return {};
  const DeviceRecord& first = records.front();
  return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", arguments.log, first.refusal_line, first.refusal));
}

int import_log(ImportArguments& arguments) {
  if (auto ready = check_arguments(arguments); !ready) return show_error(ready.error());
  const auto spans = spans_of(arguments);
  if (!spans) return show_error(spans.error());
  if (!arguments.log.empty())
    if (auto shown = show_log(arguments); !shown) return show_error(shown.error());
  if (arguments.run_file.empty()) return 0;
  arguments.evidence.latency_log = arguments.log;
  const auto run = complete_run(arguments.run_file, arguments.evidence, *spans, arguments.output);
  if (!run) return show_error(run.error());
  if (arguments.json_file != "-")
    print(fmt::format("\n{}: {} with the {}{}{} of the {}\n", arguments.output, arguments.run_file,
                      arguments.log.empty() ? "" : "times", arguments.log.empty() || spans->empty() ? "" : " and the ",
                      spans->empty() ? "" : "energy",
                      spans->empty() ? run->latency_runs.back().device.name : run->energy_runs.back().device.name));
  return 0;
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command =
      app.add_subcommand("import", "Times that another tool measured, on a phone: show them, or judge by them");
  command->add_option("LOG", arguments->log, "What the tool wrote");
  command->add_option("--record", arguments->evidence.record,
                      "Which record of the log: its number, or a part of its name");
  command->add_option("--run", arguments->run_file, "A Run of the same model, to complete")->type_name("RUN");
  command->add_option("--output", arguments->output, "The new Run file")->type_name("RUN");
  command->add_option("--measured-on", arguments->evidence.measured_on, "Where it was measured, unless the log says so")
      ->type_name("\"DEVICE; OS; RUNTIME; ACCELERATOR; DATE\"");
  command->add_option("--model-sha256", arguments->evidence.model_sha256, "SHA-256 of the model that ran there")
      ->type_name("HEX");
  command->add_flag("--same-model", arguments->evidence.same_model, "Your word that it was this model, instead");
  command
      ->add_option(
          "--work", arguments->work,
          "Two readings of a battery or meter, the seconds between them, and how often the model ran (repeatable)")
      ->type_size(4)
      ->expected(1, kMostSpans)
      ->allow_extra_args(false)
      ->type_name("BEFORE AFTER SECONDS INFERENCES");
  command->add_option("--idle", arguments->idle, "The same while the device idled, to be subtracted (repeatable)")
      ->type_size(3)
      ->expected(1, kMostSpans)
      ->allow_extra_args(false)
      ->type_name("BEFORE AFTER SECONDS");
  command->add_option("--json", arguments->json_file, "Write what the log states as JSON; - for stdout")
      ->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, &context] { context.exit_code = import_log(*arguments); });
}

}  // namespace muster::cli
