#include <fmt/format.h>

#include <array>
#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "options.h"
#include "report_outputs.h"
#include "terminal.h"

namespace muster::cli {
namespace {

namespace fs = std::filesystem;

/// One stop of the tour.
struct Story {
  const char* id;
  const char* title;
  const char* model;
  const char* photos;
  std::uint64_t limit;
  double max_seconds;
  bool time_it, phone_log;
};

constexpr std::array kStories{
    Story{"sound", "A sound model, timed on this machine only", "sound", "clean", 0, 1.5, true, false},
    Story{"sound-phone", "The same, with a phone's log (an invented EXAMPLE)", "sound", "clean", 0, 1.5, false, true},
    Story{"slow", "Fine accuracy, but the user waits", "slow", "clean", 20, 10, true, false},
    Story{"clean-only", "It shines on clean pictures ...", "clean_only", "clean", 0, 1.5, false, false},
    Story{"clean-only-phone", "... and fails on pictures as phones take them", "clean_only", "phone", 0, 1.5, true,
          false},
    Story{"inaccurate", "Small and quick, and wrong too often", "inaccurate", "clean", 0, 1.5, true, false},
};

constexpr const char* kExampleDevice = "EXAMPLE phone (invented); Android; LiteRT; cpu; 2026-01-01";

/// Beside the build folder in a checkout, or in share/ where muster is installed.
Result<fs::path> find_demo() {
  std::error_code unknown;
  const fs::path self = fs::read_symlink("/proc/self/exe", unknown).parent_path();
  for (const fs::path& place : {self / "../share/muster/demo", self / "../demo"})
    if (fs::exists(place / "models")) return fs::proximate(place, unknown);
  return fail(ErrorCode::kNotFound,
              "the demo's models and photos are not beside the program; run ./dev demo in a checkout, "
              "or name their folder with --demo-data");
}

CheckOptions options_of(const Story& story, const fs::path& demo) {
  CheckOptions options;
  options.models = {demo / "models" / (std::string(story.model) + ".tflite")};
  options.data.data = demo / "photos" / story.photos;
  options.data.labels = demo / "labels.txt";
  options.data.limit = story.limit;
  options.preprocessing.preset = "stretch";
  options.run.max_time = std::chrono::milliseconds(static_cast<int>(story.max_seconds * 1000));
  options.run.latency = story.time_it;
  if (story.phone_log) {
    options.evidence.latency_log = demo / "phone_example.log";
    options.evidence.measured_on = kExampleDevice;
    options.evidence.same_model = true;
  }
  return options;
}

/// The command that does the same by hand.
std::string command_of(const Story& story, const CheckOptions& options) {
  std::string command =
      fmt::format("muster check {} --data {} --labels {} --preprocess stretch", options.models[0].string(),
                  options.data.data.string(), options.data.labels.string());
  if (story.limit > 0) command += fmt::format(" --limit {}", story.limit);
  command += story.time_it     ? fmt::format(" --max-seconds {}", story.max_seconds)
             : story.phone_log ? ""
                               : " --no-latency";
  if (story.phone_log)
    command += fmt::format(" --latency-log {} --measured-on \"{}\" --same-model", options.evidence.latency_log.string(),
                           kExampleDevice);
  return command;
}

/// Its JSON and, to look at, its page; where the page lies.
Result<fs::path> write_files(const Report& report, const Story& story, const fs::path& output) {
  MUSTER_TRY(const std::string json, render(report, "json"));
  MUSTER_CHECK_OK(save(output / (std::string(story.id) + ".json"), json));
  const Pictures pictures = pictures_for(photos_to_show(report), {});
  MUSTER_TRY(const std::string html, render(report, "html", {.pictures = &pictures}));
  const fs::path page = output / (std::string(story.id) + ".html");
  MUSTER_CHECK_OK(save(page, html));
  return page;
}

int run_story(const Story& story, const fs::path& demo, const fs::path& output) {
  CheckOptions options = options_of(story, demo);
  options.command = command_of(story, options);
  const Report report = check(options, make_hooks());
  clear_progress();
  const auto brief = render(report, "brief", render_options());
  if (!brief) return show_error(brief.error());
  print(fmt::format("\n{}\n$ {}\n{}", story.title, options.command, *brief));
  const auto page = write_files(report, story, output);
  if (!page) return show_error(page.error());
  print(fmt::format("  report to look at: {}\n", page->string()));
  std::fflush(stdout);
  const int code = exit_code(report);
  return code == kReady || code == kNotReady || code == kUnproven ? 0 : code;
}

struct DemoArguments {
  fs::path data, output = "muster-demo";
};

int run_demo(const DemoArguments& arguments) {
  const auto demo = arguments.data.empty() ? find_demo() : Result<fs::path>(arguments.data);
  if (!demo) return show_error(demo.error());
  std::error_code failed;
  fs::create_directories(arguments.output, failed);
  if (failed)
    return show_error({ErrorCode::kRuntime, fmt::format("{}: {}", arguments.output.string(), failed.message())});
  catch_interrupt();
  print("muster's tour: four models, all three verdicts. Models and pictures are drawn, and our own.\n");
  for (const Story& story : kStories)
    if (const int code = run_story(story, *demo, arguments.output); code != 0) return code;
  print("\nOn your own: muster check model.tflite --data photos/    (muster check --help)\n");
  return 0;
}

}  // namespace

void add_demo(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<DemoArguments>();
  CLI::App* command = app.add_subcommand("demo", "The tour: four models, all three verdicts");
  command->add_option("--output", arguments->output, "Folder for the reports: of each model a page and JSON")
      ->capture_default_str();
  command->add_option("--demo-data", arguments->data, "Folder of the demo's models and photos");
  command->footer("Example:\n  muster demo --output reports/");
  command->callback([arguments, &context] { context.exit_code = run_demo(*arguments); });
}

}  // namespace muster::cli
