#include "muster/doctor.h"

#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "exit_code.h"
#include "muster/render.h"
#include "options.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster doctor model.tflite --data photos/ --labels labels.txt
  muster doctor model.tflite --data test.csv --preprocess torchvision --json diagnosis.json
  muster doctor model.tflite --data photos/ --labels labels.txt --write-labels ordered.txt

It tries other colour orders, normalisations, crops and orientations, and other orders of the labels, each alone.
Exit code: 0 nothing wrong found, 1 a change was found, or scores are not what they are said to be, 3 inconclusive (too
few photos, photos of one class, or a model that is no better than a constant answer), 2 input that cannot be used, 130
stopped.)";

struct DoctorArguments : Arguments {
  std::string labels_file;
};

Result<void> write_files(const DoctorArguments& arguments, const Diagnosis& diagnosis) {
  if (!arguments.json_file.empty())
    MUSTER_CHECK_OK(write_output(arguments.json_file, render_diagnosis_json(diagnosis)));
  if (const auto page = arguments.outputs.files.find("html"); page != arguments.outputs.files.end())
    if (!page->second.empty())
      MUSTER_CHECK_OK(
          write_output(page->second, render_diagnosis_page(diagnosis, {.command = arguments.check.command})));
  if (arguments.labels_file.empty()) return {};
  if (diagnosis.labels.empty()) {
    const TriedChange* best = advised_change(diagnosis);
    const bool numbered = best != nullptr && best->change.id.starts_with("labels:");
    show_note(fmt::format("{} is not written: {}", arguments.labels_file,
                          numbered ? "the manifest states classes by number, which no file of labels mends"
                                   : "no other order of named labels was found"));
    return {};
  }
  return write_output(arguments.labels_file, render_labels(diagnosis));
}

int run_doctor(DoctorArguments& arguments) {
  if (auto ready = finish(arguments); !ready) return show_error(ready.error());
  const CheckOptions& check = arguments.check;
  if (check.data.data.empty())
    return show_error(
        {ErrorCode::kInvalidArgument, "--data is missing: labelled photos, as a folder or a CSV manifest"});
  if (auto free = check_output(arguments.labels_file, {check.data.data, check.data.labels, check.models.front(),
                                                       arguments.json_file == "-" ? "" : arguments.json_file});
      !free)
    return show_error(free.error());
  if (arguments.json_file == "-" && arguments.labels_file == "-")
    return show_error({ErrorCode::kInvalidArgument, "two outputs cannot both go to stdout: name a file for one"});
  catch_interrupt();
  const auto diagnosis = diagnose({check, arguments.seed.value_or(0)}, make_hooks());
  clear_progress();
  if (!diagnosis) return fail_with_page(arguments.outputs.files["html"], diagnosis.error(), check.command);
  if (arguments.json_file != "-" && arguments.labels_file != "-")
    print(render_diagnosis_text(*diagnosis, render_options()));
  if (auto written = write_files(arguments, *diagnosis); !written) return show_error(written.error());
  const auto verdict = verdict_of(*diagnosis);
  if (!verdict) return kInterrupted;
  return *verdict == DoctorVerdict::kFound ? kNotReady : *verdict == DoctorVerdict::kInconclusive ? kUnproven : kReady;
}

}  // namespace

void add_doctor(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<DoctorArguments>();
  arguments->check.models.resize(1);
  CLI::App* command = app.add_subcommand("doctor", "Is the preprocessing right, and the order of the labels?");
  command->add_option("MODEL", arguments->check.models.front(), "A classifier (.tflite, .mlpackage, .mlmodel, .onnx)")
      ->required();
  add_photo_options(*command, *arguments);
  add_preprocessing_options(*command, *arguments);
  add_accuracy_options(*command, *arguments);
  command->add_option("--seed", arguments->seed, "Of the order in which photos are taken")
      ->check(whole_between(0, 1e15));
  add_model_process_options(*command, *arguments);
  command->add_option("--json", arguments->json_file, "Write the whole diagnosis; - for stdout")->type_name("FILE");
  command->add_option("--report", arguments->outputs.files["html"], "Write it as a page to look at")->type_name("HTML");
  command->add_option("--write-labels", arguments->labels_file, "Write the labels in the order that was found")
      ->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, &context] {
    arguments->check.command = context.command_line;
    context.exit_code = run_doctor(*arguments);
  });
}

}  // namespace muster::cli
