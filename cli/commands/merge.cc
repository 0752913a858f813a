#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster observe model.tflite --data first.csv --output first.run
  muster observe model.tflite --data second.csv --no-latency --output second.run
  muster merge first.run second.run --output all.run

Every figure of accuracy is that of one Run of all photos. Times of two Runs are never pooled: those of the first
that has any stand, a device's before others', and the rest are listed.)";

int run_merge(Arguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  const auto merged = merge(arguments.run_files, arguments.run_file);
  if (!merged) return show_error(merged.error());
  print(fmt::format("{}: {} photos of {} Runs\n", arguments.run_file, merged->dataset.size(),
                    arguments.run_files.size()));
  return kReady;
}

}  // namespace

void add_merge(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("merge", "Make one Run of the Runs of disjoint photos");
  command->add_option("RUN", arguments->run_files, "Runs of one model, observed in one way")
      ->required()
      ->expected(2, -1);
  command->add_option("--output", arguments->run_file, "The new Run file")->type_name("RUN")->required();
  command->footer(kExamples);
  command->callback([arguments, &context] { context.exit_code = run_merge(*arguments); });
}

}  // namespace muster::cli
