#include "muster/leaks.h"

#include <algorithm>
#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "report_outputs.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster leaks --train photos/train --test photos/test
  muster leaks --train labels.csv:train --test labels.csv:test --json leaks.json
  muster leaks --train train/ --test test/ --write-clean clean.csv

A photo leaks where the training photos hold the same picture: the same file or pixels, or recompressed, resized,
brightened, blurred, greyed, cropped, framed, mirrored, turned. Of pictures that all look alike, such as digits on meters,
only copies count that fit over each other without being moved.
Exit code: 0 none leaks, nor has a group photos on both sides; 1 else (moments on both sides are told, and decide
nothing); 2 the photos cannot be used; 130 stopped.)";

struct LeaksArguments {
  LeakOptions options;
  std::string json_file, clean_file, page_file;
  bool no_images = false;
  std::string command;
};

Result<void> write_files(const LeaksArguments& arguments, const LeakSearch& search) {
  if (!arguments.json_file.empty())
    if (auto written = write_output(arguments.json_file, render_leaks_json(search)); !written) return written;
  if (!arguments.page_file.empty()) {
    const Pictures pictures =
        arguments.no_images ? Pictures{} : pictures_for(photos_to_show(search), arguments.options.run);
    MUSTER_CHECK_OK(write_output(arguments.page_file,
                                 render_leaks_page(search, {.pictures = &pictures, .command = arguments.command})));
  }
  if (arguments.clean_file.empty()) return {};
  if (search.interrupted) {
    show_note(arguments.clean_file + " is not written: not all photos were searched");
    return {};
  }
  MUSTER_TRY(const std::string manifest, clean_manifest(search));
  return write_output(arguments.clean_file, manifest);
}

int run_leaks(const LeaksArguments& arguments) {
  std::vector<std::filesystem::path> taken{arguments.options.train, arguments.options.test};
  for (const std::string& file : {arguments.json_file, arguments.clean_file, arguments.page_file}) {
    if (auto allowed = check_output(file, taken); !allowed) return show_error(allowed.error());
    if (file == "-" && std::ranges::find(taken, "-") != taken.end())
      return show_error({ErrorCode::kInvalidArgument, "two outputs cannot both go to stdout: name a file for one"});
    taken.emplace_back(file);
  }
  catch_interrupt();
  const auto search = find_leaks(arguments.options, make_hooks());
  clear_progress();
  if (!search) return fail_with_page(arguments.page_file, search.error(), arguments.command);
  if (std::ranges::find(taken, "-") == taken.end()) print(render_leaks_text(*search, render_options()));
  if (auto written = write_files(arguments, *search); !written) return show_error(written.error());
  if (search->interrupted) return kInterrupted;
  return search->leaks.empty() && search->groups.empty() ? kReady : kNotReady;
}

}  // namespace

void add_leaks(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<LeaksArguments>();
  CLI::App* command = app.add_subcommand("leaks", "Find test photos that stand in the training set");
  command->add_option("--train", arguments->options.train, "Photos that the model was trained on")
      ->required()
      ->type_name("DIR|CSV[:SPLIT]");
  command->add_option("--test", arguments->options.test, "Photos that it is graded on")
      ->required()
      ->type_name("DIR|CSV[:SPLIT]");
  command->add_option("--jobs", arguments->options.run.jobs, "Processes that decode photos (default: one a core)")
      ->check(whole_between(1, 1024));
  command->add_option("--json", arguments->json_file, "Write the pairs, at most five a test photo; - for stdout")
      ->type_name("FILE");
  add_page_options(*command, arguments->page_file, arguments->no_images);
  command->add_option("--write-clean", arguments->clean_file, "Write a manifest of the test photos that do not leak")
      ->type_name("CSV");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->command = context.command_line;
    context.exit_code = run_leaks(*arguments);
  });
}

}  // namespace muster::cli
