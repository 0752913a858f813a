#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
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
  muster check --confusion matrix.csv

Exit code: 0 ready, 1 not ready, 3 unproven, 2 input that cannot be used, 4 internal error, 130 stopped.)";

/// Something must be there to judge, and no option without what it acts on.
Result<void> refuse_nonsense(const Arguments& arguments) {
  const CheckOptions& check = arguments.check;
  const EvidenceOptions& evidence = check.evidence;
  const bool accuracy_evidence = !evidence.predictions.empty() || !evidence.confusion.empty();
  if (check.models.empty() && !accuracy_evidence)
    return fail(ErrorCode::kInvalidArgument,
                "name a model, or evidence with --predictions or --confusion; see muster check --help");
  if (check.models.size() > 1 && (accuracy_evidence || !evidence.latency_log.empty()))
    return fail(ErrorCode::kInvalidArgument,
                "--predictions, --confusion and --latency-log belong to one model; name just one");
  if (!evidence.predictions.empty() && !evidence.confusion.empty())
    return fail(ErrorCode::kInvalidArgument, "--predictions and --confusion both state the accuracy; give one");
  if (accuracy_evidence && !check.data.data.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--data and --predictions (or --confusion) both state the accuracy; give one");
  if (!evidence.measured_on.empty() && !accuracy_evidence && evidence.latency_log.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--measured-on says where evidence comes from: give --predictions, --confusion or --latency-log too");
  if (accuracy_evidence && !check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument,
                "--no-accuracy leaves nothing to do with --predictions or --confusion; leave one of them out");
  if (accuracy_evidence && !(check.preprocessing == PreprocessingOptions{}))
    return fail(ErrorCode::kInvalidArgument,
                "--preprocess, --crop, --resize, --colour, --mean and --std are for photos that are classified here; "
                "answers that are there are taken as they are");
  if (accuracy_evidence && check.data.limit > 0)
    return fail(ErrorCode::kInvalidArgument, "--limit is for photos: answers that are there are all counted");
  if (!check.reference.empty() && accuracy_evidence)
    return fail(ErrorCode::kInvalidArgument,
                "--reference is for photos that both models decide on here; --predictions and --confusion have answers "
                "of one model only");
  if (!check.reference.empty() && !check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument, "--no-accuracy leaves nothing to compare with --reference");
  const DataOptions& data = check.data;
  if (!evidence.confusion.empty() && !(data.class_groups.empty() && data.by.empty() && data.split.empty()))
    return fail(ErrorCode::kInvalidArgument, "--group, --by and --split need single answers; a matrix has none");
  if (check.data.data.empty() && !check.models.empty() && !accuracy_evidence && check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument,
                "--data is missing: a folder of class folders or a CSV manifest (or give --no-accuracy)");
  if (!arguments.predictions_file.empty() && check.models.size() > 1)
    return fail(ErrorCode::kInvalidArgument, "--predictions-out takes one model");
  return {};
}

Result<void> write_files(const Arguments& arguments, const Report& report) {
  if (!arguments.json_file.empty()) {
    MUSTER_TRY(const std::string json, render(report, "json"));
    MUSTER_CHECK_OK(write_output(arguments.json_file, json));
  }
  if (!arguments.predictions_file.empty() && !report.models.empty())
    return write_output(arguments.predictions_file, render_predictions_csv(report.models.front().run));
  return {};
}

int run_check(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  if (auto sane = refuse_nonsense(arguments); !sane) return show_error(sane.error());
  catch_interrupt();
  const Report report = check(arguments.check, make_hooks());
  clear_progress();
  if (arguments.json_file != "-") {
    if (const auto text = render(report, "text", render_options())) print(*text);
  }
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
  add_preprocessing_options(*command, *arguments);
  add_budget_options(*command, *arguments);
  add_evidence_options(*command, *arguments);
  add_accuracy_options(*command, *arguments);
  command->add_flag("--no-latency", arguments->no_latency, "Do not time the model");
  command->add_flag("--no-accuracy", arguments->no_accuracy, "Do not classify the photos");
  add_run_options(*command, *arguments);
  command->add_option("--json", arguments->json_file, "Write the whole report; - for stdout")->type_name("FILE");
  command->add_option("--predictions-out", arguments->predictions_file, "Write the five best classes of every photo")
      ->type_name("CSV");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_check(*arguments);
  });
}

}  // namespace muster::cli
