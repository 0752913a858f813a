#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster compare float.tflite int8.tflite --data photos/ --labels labels.txt
  muster compare model.onnx model.mlpackage int8.tflite --data test.csv --no-latency --json compare.json
  muster compare old.tflite new.tflite --data photos/ --group dog=151-268 --same-loss 0.5

The first model is the reference. How each wants its photos stands beside it (MODEL.muster.toml), or in the options.
Exit code: 0 all decide the same, 1 one drifted or is broken, 3 not enough photos to tell, 2 input that cannot be used,
4 internal error, 130 stopped.)";

struct CompareArguments : Arguments {
  double same_loss = 1, same_flips = 2;  // percent
};

int code_of(const ComparisonReport& comparison) {
  const Report& report = comparison.report;
  if (std::ranges::any_of(report.models, [](const ModelReport& model) { return model.run.interrupted; }))
    return kInterrupted;
  if (report.error) return exit_code(*report.error);
  const auto any = [&](Sameness sameness) {
    return std::ranges::any_of(report.models, [&](const ModelReport& model) {
      return model.comparison && model.comparison->sameness == sameness;
    });
  };
  if (any(Sameness::kBroken) || any(Sameness::kDrifted)) return kNotReady;
  return any(Sameness::kInconclusive) ? kUnproven : kReady;
}

int run_compare(CompareArguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  if (arguments.check.models.size() < 2)
    return show_error({ErrorCode::kInvalidArgument, "name two models or more; the first is the reference"});
  SamenessBounds bounds;
  bounds.loss = arguments.same_loss / 100;
  bounds.flips = arguments.same_flips / 100;
  catch_interrupt();
  const ComparisonReport comparison = compare(arguments.check, bounds, make_hooks());
  clear_progress();
  if (arguments.json_file != "-") print(render_comparison_text(comparison, render_options()));
  if (!arguments.json_file.empty()) {
    if (auto written = write_output(arguments.json_file, render_comparison_json(comparison)); !written)
      return show_error(written.error());
  }
  if (const std::string& file = arguments.outputs.files["html"]; !file.empty()) {
    const auto& run = arguments.check.run;
    const Pictures pictures = arguments.outputs.no_images ? Pictures{} : pictures_for(photos_to_show(comparison), run);
    if (auto written = write_output(file, render_comparison_page(comparison, {.pictures = &pictures})); !written)
      return show_error(written.error());
  }
  if (const std::string& folder = arguments.outputs.plots_folder; !folder.empty())
    if (auto written = write_plots(folder, render_plots(comparison)); !written) return show_error(written.error());
  return code_of(comparison);
}

}  // namespace

void add_compare(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* command = app.add_subcommand("compare", "Did conversion or compression change decisions? Which to ship?");
  command->add_option("MODEL", arguments->check.models, "Two or more models, of any format; the first is the reference")
      ->required();
  add_data_options(*command, *arguments);
  command->get_option("--data")->required();
  add_preprocessing_options(*command, *arguments);
  add_budget_options(*command, *arguments);
  add_accuracy_options(*command, *arguments);
  command
      ->add_option("--same-loss", arguments->same_loss,
                   "Points of accuracy that may surely be lost at most; from 5 on a model is broken")
      ->check(between(0, 5))
      ->capture_default_str();
  command->add_option("--same-flips", arguments->same_flips, "Percent of decisions that may surely flip at most")
      ->check(between(0, 100))
      ->capture_default_str();
  command->add_flag("--no-latency", arguments->no_latency, "Do not time the models");
  add_run_options(*command, *arguments);
  add_device_options(*command, *arguments);
  command->add_option("--json", arguments->json_file, "Write the whole comparison; - for stdout")->type_name("FILE");
  add_page_options(*command, arguments->outputs.files["html"], arguments->outputs.no_images);
  add_plots_option(*command, arguments->outputs.plots_folder);
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_compare(*arguments);
  });
}

}  // namespace muster::cli
