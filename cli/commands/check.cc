#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "contradictions.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster check model.tflite --data photos/
  muster check model.tflite --data test.csv --labels labels.txt --json report.json
  muster check model.tflite --data photos/ --budget muster.toml --target pixel
  muster check model.tflite --data photos/ --latency-log pixel8.txt \
      --measured-on "Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12"
  muster check model.mlpackage --data photos/ --preprocess stretch
  muster check int8.tflite --reference float.tflite --data photos/ --budget muster.toml
  muster check model.tflite --data photos/ --group dog=151-268 --class dog --min-precision 0.95
  muster check model.tflite --data photos/test --train photos/train --field photos/phones
  muster check model.tflite --data photos/ --stress --stress-photos 100
  muster check --confusion matrix.csv
  muster check model.tflite --data photos/ --history runs/ --baseline last --markdown comment.md

Exit code: 0 ready, 1 not ready, 3 unproven, 2 input that cannot be used, 4 internal error, 130 stopped.)";

Result<void> write_files(const Arguments& arguments, const Report& report) {
  MUSTER_CHECK_OK(write_report(arguments.outputs, report, arguments.check.run));
  if (!arguments.predictions_file.empty() && !report.models.empty())
    return write_output(arguments.predictions_file, render_predictions_csv(report.models.front().run));
  return {};
}

int run_check(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  if (auto sane = refuse_contradictions(arguments); !sane) return show_error(sane.error());
  catch_interrupt();
  const Report report = check(arguments.check, make_hooks());
  clear_progress();
  if (auto written = write_files(arguments, report); !written) return show_error(written.error());
  return exit_code(report);
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("check", "Is this model fit to ship on a phone?");
  command->add_option("MODEL", arguments->check.models, "One or more models (.tflite, .mlpackage, .mlmodel, .onnx)");
  command
      ->add_option("--reference", arguments->check.reference,
                   "Hold the decisions against this model's; limits accuracy_loss, flip_rate")
      ->type_name("MODEL");
  add_data_options(*command, *arguments);
  add_other_photos_options(*command, *arguments);
  add_preprocessing_options(*command, *arguments);
  add_budget_options(*command, *arguments);
  add_threshold_options(*command, arguments->thresholds);
  add_evidence_options(*command, *arguments);
  command->add_flag("--decide", arguments->decide,
                    "Take photos in random order, and stop as soon as the verdict on accuracy is sure (not with "
                    "--history, --baseline, --reference or --stress)");
  add_stress_options(*command, *arguments);
  add_baseline_options(*command, *arguments, /*makes_runs=*/true);
  add_accuracy_options(*command, *arguments);
  command->add_flag("--no-latency", arguments->no_latency, "Do not time the model");
  command->add_flag("--no-accuracy", arguments->no_accuracy, "Do not classify the photos");
  add_run_options(*command, *arguments);
  add_device_options(*command, *arguments);
  add_long_run_options(*command, *arguments);
  add_report_options(*command, arguments->outputs);
  command->add_option("--predictions-out", arguments->predictions_file, "Write the five best classes of every photo")
      ->type_name("CSV");
  command->add_option("--run-out", arguments->run_file, "Keep all that was measured, to be judged again")
      ->type_name("RUN");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_check(*arguments);
  });
}

}  // namespace muster::cli
