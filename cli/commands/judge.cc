#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster judge model.run
  muster judge model.run --budget muster.toml --target pixel --json report.json
  muster judge old.run new.run
  muster judge model.run --class dog --min-recall 0.98
  muster judge model.run --min-precision 0.99 --calibration

Nothing is measured: the model and the photos need not be there.
Exit code: as check's.)";

int run_judge(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  const Report report = judge_files(arguments.run_files, arguments.check);
  if (auto written = write_report(arguments.outputs, report, arguments.check.run); !written)
    return show_error(written.error());
  return exit_code(report);
}

}  // namespace

void add_judge(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("judge", "Grade Run files, again, by any budget");
  command->add_option("RUN", arguments->run_files, "What muster observe or check --run-out wrote")->required();
  add_budget_options(*command, *arguments);
  add_battery_options(*command, *arguments);
  add_threshold_options(*command, arguments->thresholds);
  add_baseline_options(*command, *arguments, /*makes_runs=*/false);
  add_report_options(*command, arguments->outputs);
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_judge(*arguments);
  });
}

}  // namespace muster::cli
