#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "commands/commands.h"
#include "exit_code.h"
#include "muster/catalog.h"
#include "options.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster predict model.tflite cat.jpg --labels labels.txt
  muster predict model.tflite cat.jpg --save-input ours.npy
  muster predict model.tflite cat.jpg --compare-input app.npy   # what did the app feed the model?
  muster predict model.tflite cat.jpg --stress-sheet sheet.png  # what does check --stress make of it?)";

constexpr double kWorthTelling = 0.01;

struct PredictArguments : Arguments {
  std::filesystem::path photo, compare_file;
  std::string sheet_file;
  std::size_t top = 5;
};

/// Parts between commas, as many on a line as fit 80 columns.
void print_parts(std::string_view word, std::string_view parts) {
  constexpr std::size_t kWidth = 80;
  std::string line(word);
  while (!parts.empty()) {
    const std::size_t end = std::min(parts.find(", "), parts.size());
    const std::string part(parts.substr(0, std::min(end + 1, parts.size())));
    parts.remove_prefix(std::min(end + 2, parts.size()));
    if (line.size() + 1 + part.size() > kWidth) print(std::exchange(line, std::string(word.size(), ' ')) + "\n");
    line += " " + part;
  }
  print(line + "\n");
}

/// "scores: logits, with their softmax (a guess: …)".
void print_kind(const Examination& examination) {
  if (examination.score_kind.empty()) return;
  const std::string& kind = examination.score_kind;
  const std::string_view words = kind == "probability"         ? "probabilities"
                                 : kind == "sigmoid"           ? "sigmoids, each for itself"
                                 : examination.softmax.empty() ? "logits"
                                                               : "logits, and their softmax next to them";
  print_parts("scores:", fmt::format("{}, {}", words, examination.score_kind_reason));
}

void print_best(const Examination& examination, std::size_t top) {
  std::vector<std::size_t> order(examination.scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return examination.scores[i]; });
  for (std::size_t rank = 0; rank < std::min(top, order.size()); ++rank) {
    const std::size_t i = order[rank];
    const std::string name = examination.class_names.empty() ? "" : examination.class_names[i];
    const std::string softmax = examination.softmax.empty() ? "" : fmt::format("{:>9.5f}", examination.softmax[i]);
    print(fmt::format("{:>9.5f}{}  output {}  {}\n", examination.scores[i], softmax, i, name));
  }
}

/// The photo in all degradations, and what stands where.
Result<void> draw_sheet(const PredictArguments& arguments) {
  MUSTER_TRY(const std::string sheet, render_stress_sheet(arguments.photo, arguments.check, make_hooks()));
  MUSTER_CHECK_OK(write_output(arguments.sheet_file, sheet));
  if (arguments.sheet_file == "-") return {};
  print(fmt::format("{}: the photo and severities 1 to {} of, from the top:\n", arguments.sheet_file, kSeverities));
  for (const DegradationInfo& one : list_degradations()) print(fmt::format("  {}\n", one.title));
  return {};
}

int run_predict(PredictArguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  const std::filesystem::path& model = arguments.check.models.front();
  if (auto free = check_output(arguments.npy_file, {arguments.photo, arguments.compare_file}); !free)
    return show_error(free.error());
  if (auto free = check_output(
          arguments.sheet_file,
          {model, arguments.photo, arguments.compare_file, arguments.check.data.labels, arguments.npy_file},
          /*is_picture=*/true);
      !free)
    return show_error(free.error());
  if (const auto& sheet = arguments.sheet_file;
      !sheet.empty() && sheet != "-" && !std::filesystem::path(sheet).filename().string().ends_with(".png"))
    return show_error({ErrorCode::kInvalidArgument, "--stress-sheet " + sheet + ": it is a PNG; name it so"});
  catch_interrupt();
  const auto examination = examine(arguments.photo, arguments.check, make_hooks());
  if (!examination) return show_error(examination.error());
  print_best(*examination, arguments.top);
  print_kind(*examination);
  if (!examination->label_form.empty()) print(fmt::format("labels: read as {}\n", examination->label_form));
  print_parts("input:", describe(examination->preprocessing));
  if (examination->clipped_share > kWorthTelling)
    print(fmt::format(
        "warning: {:.1f} % of the input's numbers do not fit its type and are clipped: mean and std are not\n"
        "         what this quantized input wants; --mean raw gives it the pixels as they are\n",
        100 * examination->clipped_share));
  if (!arguments.npy_file.empty()) {
    const auto saved = write_output(arguments.npy_file, render_npy(examination->input, examination->tensor));
    if (!saved) return show_error(saved.error());
  }
  if (!arguments.compare_file.empty()) {
    const auto sentences = compare_input(*examination, arguments.compare_file);
    if (!sentences) return show_error(sentences.error());
    for (const std::string& sentence : *sentences) print(fmt::format("app's input: {}\n", sentence));
  }
  if (!arguments.sheet_file.empty())
    if (auto drawn = draw_sheet(arguments); !drawn) return show_error(drawn.error());
  return 0;
}

}  // namespace

void add_predict(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<PredictArguments>();
  arguments->check.models.resize(1);
  CLI::App* command = app.add_subcommand("predict", "One photo: the best classes, and the tensor that went in");
  command->add_option("MODEL", arguments->check.models.front(), "A classifier (.tflite, .mlpackage, .mlmodel, .onnx)")
      ->required();
  command->add_option("PHOTO", arguments->photo, "JPEG, PNG, WebP, BMP or HEIC")->required();
  command
      ->add_option("--labels", arguments->check.data.labels,
                   "Class names in output order: one a line, or a list or map")
      ->type_name("FILE");
  command->add_option("--background", arguments->background, "Is the first output \"background\" and no class?")
      ->check(CLI::IsMember({"first", "none"}));
  command
      ->add_option("--scores", arguments->check.run.scores,
                   "What the outputs are (default: from the model's last operators, then from the scores)")
      ->check(CLI::IsMember({"probability", "logit", "sigmoid"}));
  command->add_option("--top", arguments->top, "How many classes to show")
      ->check(whole_between(1, 1e6))
      ->capture_default_str();
  command->add_option("--save-input", arguments->npy_file, "Write the input tensor")->type_name("NPY");
  command->add_option("--compare-input", arguments->compare_file, "Say how the app's own input tensor differs")
      ->type_name("NPY");
  command->add_option("--stress-sheet", arguments->sheet_file, "Draw it in all degradations of check --stress")
      ->type_name("PNG");
  add_preprocessing_options(*command, *arguments);
  add_run_options(*command, *arguments);
  command->footer(kExamples);
  command->callback([arguments, &context] { context.exit_code = run_predict(*arguments); });
}

}  // namespace muster::cli
