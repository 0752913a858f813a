#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster bench model.tflite
  muster bench model.tflite --threads 4 --max-seconds 60 --json bench.json
  muster bench model.tflite --data photos/ --labels labels.txt

Without --data the model is timed on noise, and its preprocessing is not timed.)";

int run_bench(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  catch_interrupt();
  const Report report = bench(arguments.check, make_hooks());
  clear_progress();
  if (auto written = write_report(arguments.outputs, report, arguments.check.run); !written)
    return show_error(written.error());
  return exit_code(report);
}

}  // namespace

void add_bench(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("bench", "Cold and steady latency and memory, on this machine");
  arguments->check.models.resize(1);
  command->add_option("MODEL", arguments->check.models.front(), "A model (.tflite, .mlpackage, .mlmodel, .onnx)")
      ->required();
  add_data_options(*command, *arguments);
  add_preprocessing_options(*command, *arguments);
  add_run_options(*command, *arguments);
  add_device_options(*command, *arguments);
  add_long_run_options(*command, *arguments);
  command->add_option("--json", arguments->outputs.files["json"], "Write the whole report; - for stdout")
      ->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_bench(*arguments);
  });
}

}  // namespace muster::cli
