#include "report_outputs.h"

#include <algorithm>
#include <filesystem>

#include "muster/render.h"
#include "terminal.h"

namespace muster::cli {

void add_report_options(CLI::App& command, ReportOutputs& outputs) {
  command.add_option("--json", outputs.files["json"], "Write the whole report; - for stdout")->type_name("FILE");
  command.add_option("--junit", outputs.files["junit"], "Write it as test results for a build server; - for stdout")
      ->type_name("FILE");
  command.add_option("--markdown", outputs.files["markdown"], "Write it as a comment for a pull request; - for stdout")
      ->type_name("FILE");
  command.add_flag("--github", outputs.github, "Print GitHub's annotations too");
  add_page_options(command, outputs.files["html"], outputs.no_images);
  add_plots_option(command, outputs.plots_folder);
}

void add_page_options(CLI::App& command, std::string& file, bool& no_images) {
  CLI::Option* page = command.add_option("--report", file, "Write it as a page to look at, one file without a network")
                          ->type_name("HTML");
  command.add_flag("--no-images", no_images, "Leave the photos out of the page: for those that must not travel")
      ->needs(page);
}

void add_plots_option(CLI::App& command, std::string& folder) {
  command.add_option("--plots", folder, "Write the main pictures as SVG files")->type_name("DIR");
}

Result<void> write_plots(const std::string& folder, const Result<Plots>& plots) {
  if (!plots) return tl::unexpected(plots.error());
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return fail(ErrorCode::kRuntime, folder + ": " + failed.message());
  for (const auto& [name, svg] : *plots)
    MUSTER_CHECK_OK(write_output((std::filesystem::path(folder) / name).string(), svg));
  return {};
}

Pictures pictures_for(std::vector<PictureRequest> photos, const RunOptions& run) {
  const Hooks hooks = make_hooks();
  if (hooks.stopped()) return {};
  auto pictures = take_pictures(std::move(photos), run, hooks);
  if (pictures) return std::move(*pictures);
  show_note("the page has no photos: " + pictures.error().message);
  return {};
}

Result<void> write_report(const ReportOutputs& outputs, const Report& report, const RunOptions& run) {
  const bool taken = std::ranges::any_of(outputs.files, [](const auto& output) { return output.second == "-"; });
  if (!taken) {
    MUSTER_TRY(const std::string text, render(report, "text", render_options()));
    print(text);
  }
  for (const auto& [format, file] : outputs.files) {
    if (file.empty()) continue;
    const Pictures pictures =
        format == "html" && !outputs.no_images ? pictures_for(photos_to_show(report), run) : Pictures{};
    MUSTER_TRY(const std::string content, render(report, format, {.pictures = &pictures}));
    MUSTER_CHECK_OK(write_output(file, content));
  }
  if (!outputs.plots_folder.empty()) MUSTER_CHECK_OK(write_plots(outputs.plots_folder, render_plots(report)));
  if (!outputs.github) return {};
  MUSTER_TRY(const std::string annotations, render(report, "github"));
  print(annotations);
  return {};
}

int fail_with_page(const std::string& file, const Error& error, const std::string& command) {
  if (!file.empty())
    if (auto written = write_output(file, render_error_page(error, {.command = command})); !written)
      show_note(written.error().message);
  return show_error(error);
}

}  // namespace muster::cli
