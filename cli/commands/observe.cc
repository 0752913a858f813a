#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/commands.h"
#include "contradictions.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster observe model.tflite --data photos/ --output model.run
  muster judge model.run --budget muster.toml
  muster observe model.tflite --data photos/ --stress --output model.run

What was measured is written as it comes: the file of a run that was stopped or killed can be judged too.)";

std::string plural(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void tell(const std::string& file, const Run& run) {
  const auto answered = run.predictions.states.size() -
                        static_cast<std::size_t>(std::ranges::count(run.predictions.states, PhotoState::kPending));
  const std::string degraded =
      run.stress ? fmt::format("{} drawn to be degraded, ", plural(run.stress->photos.size(), "photo")) : "";
  print(fmt::format("{}: {} answered, {}{}{}. Judge it with: muster judge {}\n", file, plural(answered, "photo"),
                    degraded, plural(run.latency_runs.size(), "timing run"),
                    run.interrupted ? "; stopped before it was done" : "", file));
}

int run_observe(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  if (auto sane = refuse_contradictions(arguments); !sane) return show_error(sane.error());
  catch_interrupt();
  const auto& models = arguments.check.models;
  Run partial;
  const auto observed = observe(models.empty() ? "" : models.front(), arguments.check, make_hooks(), partial);
  clear_progress();
  if (!observed && observed.error().code != ErrorCode::kStopped) return show_error(observed.error());
  const Run& run = observed ? *observed : partial;
  tell(arguments.run_file, run);
  return run.interrupted ? kInterrupted : kReady;
}

}  // namespace

void add_observe(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("observe", "Measure, and keep what was measured in a Run file");
  command->add_option("MODEL", arguments->check.models, "A model (.tflite, .mlpackage, .mlmodel, .onnx)")
      ->expected(0, 1);
  add_data_options(*command, *arguments);
  add_other_photos_options(*command, *arguments);
  add_preprocessing_options(*command, *arguments);
  add_evidence_options(*command, *arguments);
  add_accuracy_options(*command, *arguments);
  add_stress_options(*command, *arguments);
  command->add_flag("--no-latency", arguments->no_latency, "Do not time the model");
  command->add_flag("--no-accuracy", arguments->no_accuracy, "Do not classify the photos");
  add_run_options(*command, *arguments);
  add_device_options(*command, *arguments);
  add_long_run_options(*command, *arguments);
  command->add_option("--output", arguments->run_file, "The Run file; an older Run is replaced")
      ->type_name("RUN")
      ->required();
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_observe(*arguments);
  });
}

}  // namespace muster::cli
