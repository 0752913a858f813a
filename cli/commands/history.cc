#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster check model.tflite --data photos/ --history runs/ --baseline last
  muster history runs/
  muster history runs/ --budget muster.toml --json history.json

Exit code: 0 when it was shown, whatever the verdicts.)";

struct HistoryArguments : Arguments {
  std::filesystem::path folder;
};

int run_history(HistoryArguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  const auto files = list_history(arguments.folder);
  if (!files) return show_error(files.error());
  if (files->empty())
    return show_error({ErrorCode::kNotFound, fmt::format("{}: holds no Runs; muster check --history {} adds one",
                                                         arguments.folder.string(), arguments.folder.string())});
  const Report report = judge_files(*files, arguments.check);
  std::string& json = arguments.outputs.files["json"];
  if (json != "-")
    if (const auto table = render(report, "history", render_options())) print(*table);
  if (json.empty()) return kReady;
  const auto written =
      render(report, "json").and_then([&](const std::string& text) { return write_output(json, text); });
  return written ? kReady : show_error(written.error());
}

}  // namespace

void add_history(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* command = app.add_subcommand("history", "All Runs of a history folder, oldest first");
  command->add_option("DIR", arguments->folder, "What check --history keeps")->required();
  add_budget_options(*command, *arguments);
  command->add_option("--json", arguments->outputs.files["json"], "Write all reports; - for stdout")->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_history(*arguments);
  });
}

}  // namespace muster::cli
