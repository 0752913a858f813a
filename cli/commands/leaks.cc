#include "muster/leaks.h"

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster leaks --train photos/train --test photos/test
  muster leaks --train labels.csv:train --test labels.csv:test --json leaks.json
  muster leaks --train train/ --test test/ --write-clean clean.csv

A photo leaks where the training photos hold the same picture: the same file or pixels, or recompressed, resized,
brightened, blurred, greyed, cropped, framed, mirrored, turned.
Exit code: 0 none leaks, nor has a group photos on both sides; 1 else (moments on both sides are told, and decide
nothing); 2 the photos cannot be used; 130 stopped.)";

struct LeaksArguments {
  LeakOptions options;
  std::string json_file, clean_file;
};

Result<void> write_files(const LeaksArguments& arguments, const LeakSearch& search) {
  if (!arguments.json_file.empty())
    if (auto written = write_output(arguments.json_file, render_leaks_json(search)); !written) return written;
  if (arguments.clean_file.empty() || search.interrupted) return {};  // not all were searched
  MUSTER_TRY(const std::string manifest, clean_manifest(search));
  return write_output(arguments.clean_file, manifest);
}

int run_leaks(const LeaksArguments& arguments) {
  for (const std::string& file : {arguments.json_file, arguments.clean_file})
    if (auto allowed = check_output(file, {arguments.options.train, arguments.options.test}); !allowed)
      return show_error(allowed.error());
  if (!arguments.json_file.empty() && arguments.json_file == arguments.clean_file)
    return show_error({ErrorCode::kInvalidArgument, "two outputs cannot go to one place: name another file for one"});
  catch_interrupt();
  const auto search = find_leaks(arguments.options, make_hooks());
  clear_progress();
  if (!search) return show_error(search.error());
  if (arguments.json_file != "-" && arguments.clean_file != "-") print(render_leaks_text(*search, render_options()));
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
  command->add_option("--json", arguments->json_file, "Write all pairs; - for stdout")->type_name("FILE");
  command->add_option("--write-clean", arguments->clean_file, "Write a manifest of the test photos that do not leak")
      ->type_name("CSV");
  command->footer(kExamples);
  command->callback([arguments, &context] { context.exit_code = run_leaks(*arguments); });
}

}  // namespace muster::cli
