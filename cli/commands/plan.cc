#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "muster/plan.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster plan --accuracy 0.85 --margin 0.02
  muster plan --accuracy 0.9 --margin 0.03 --classes 10
  muster plan --accuracy 0.9 --margin 0.01 --flips 0.03 --json plan.json

Known: the 95 % interval is as wide as accuracy ± margin. Proved: it lies over accuracy − margin, with a probability of
80 %. So for a limit of 83 % on a model that should have 85 %, give a margin of 0.02.)";

struct PlanArguments {
  PlanOptions options;
  std::uint64_t classes = 0;
  double flips = 0;
  std::string json_file;
};

int run_plan(const PlanArguments& arguments) {
  if (auto allowed = check_output(arguments.json_file, {}); !allowed) return show_error(allowed.error());
  const auto plan = plan_samples(arguments.options);
  if (!plan) return show_error(plan.error());
  if (arguments.json_file != "-") print(render_plan_text(*plan, render_options()));
  if (!arguments.json_file.empty()) {
    if (auto written = write_output(arguments.json_file, render_plan_json(*plan)); !written)
      return show_error(written.error());
  }
  return kReady;
}

}  // namespace

void add_plan(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<PlanArguments>();
  CLI::App* command = app.add_subcommand("plan", "How many photos to collect");
  command->add_option("--accuracy", arguments->options.accuracy, "The share of photos expected to be right")
      ->required()
      ->check(between(0.01, 1))
      ->type_name("FRACTION");
  command->add_option("--margin", arguments->options.margin, "How exactly to know it; how far its limit is below it")
      ->check(between(0.001, 0.5))
      ->capture_default_str()
      ->type_name("FRACTION");
  const auto* classes = command->add_option("--classes", arguments->classes, "Plan for each class's recall too")
                            ->check(whole_between(1, 1e6));
  const auto* flips =
      command->add_option("--flips", arguments->flips, "To see a loss of the margin where so many photos flip")
          ->check(between(0.001, 1))
          ->type_name("FRACTION");
  command->add_option("--json", arguments->json_file, "Write the plan; - for stdout")->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, classes, flips, &context] {
    if (classes->count() > 0) arguments->options.classes = arguments->classes;
    if (flips->count() > 0) arguments->options.flips = arguments->flips;
    context.exit_code = run_plan(*arguments);
  });
}

}  // namespace muster::cli
