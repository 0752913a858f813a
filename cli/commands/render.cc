#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "muster/catalog.h"
#include "options.h"
#include "terminal.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster render model.run --format json --output report.json
  muster render model.run --format html --output report.html
  muster render model.run --format brief --budget muster.toml

The Run is judged first, by the budget given or muster's own. muster list formats names the formats.
Exit code: 0 when it was drawn, whatever the verdict.)";

struct RenderArguments {
  Arguments common;
  std::string format;
  bool no_images = false;
};

int run_render(RenderArguments& arguments) {
  if (auto ready = finish(arguments.common); !ready) return show_error(ready.error());
  arguments.common.check.budget.explore = arguments.format == "html";
  const Report report = judge_files(arguments.common.run_files, arguments.common.check);
  if (report.error) return show_error(*report.error);
  const bool to_terminal = arguments.common.json_file == "-";
  const bool shows_photos = arguments.format == "html" && !arguments.no_images;
  const Pictures pictures =
      shows_photos ? pictures_for(photos_to_show(report), arguments.common.check.run) : Pictures{};
  RenderOptions options = to_terminal ? render_options() : RenderOptions{};
  options.pictures = &pictures;
  const auto drawn = render(report, arguments.format, options);
  if (!drawn) return show_error(drawn.error());
  if (auto written = write_output(arguments.common.json_file, *drawn); !written) return show_error(written.error());
  return kReady;
}

}  // namespace

void add_render(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<RenderArguments>();
  arguments->common.json_file = "-";
  CLI::App* command = app.add_subcommand("render", "Draw the report of Run files in any format");
  command->add_option("RUN", arguments->common.run_files, "What muster observe or check --run-out wrote")->required();
  command->add_option("--format", arguments->format, fmt::format("One of {}", fmt::join(list_formats(), ", ")))
      ->required();
  command->add_option("--output", arguments->common.json_file, "Where to (default: stdout)")->type_name("FILE");
  command->add_flag("--no-images", arguments->no_images, "Leave the photos out of a page");
  add_budget_options(*command, arguments->common);
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->common.check.command = context.command_line;
    context.exit_code = run_render(*arguments);
  });
}

}  // namespace muster::cli
