#include <fmt/format.h>

#include <memory>
#include <string>

#include "commands/commands.h"
#include "muster/muster.h"
#include "terminal.h"
#include "validators.h"

namespace muster::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  muster inspect model.tflite
  muster inspect model.mlpackage --json facts.json
  muster inspect model.tflite --json - | jq .parameters

Nothing is run: all is read from the file.)";

struct InspectArguments {
  std::string model, json_file;
};

int inspect(const InspectArguments& arguments) {
  if (auto free = check_output(arguments.json_file, {arguments.model}); !free) return show_error(free.error());
  const auto model = muster::inspect(arguments.model);
  if (!model) return show_error(model.error());
  if (arguments.json_file != "-") {
    if (auto shown = write_output("-", render_model_text(*model, render_options())); !shown)
      return show_error(shown.error());
  }
  if (!arguments.json_file.empty()) {
    if (auto saved = write_output(arguments.json_file, render_model_json(*model)); !saved)
      return show_error(saved.error());
  }
  return 0;
}

}  // namespace

void add_inspect(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = app.add_subcommand("inspect", "What a model file holds: size, cost, inputs, outputs, labels");
  command->add_option("MODEL", arguments->model, "A model (.tflite, .mlpackage, .mlmodel, .onnx)")->required();
  command->add_option("--json", arguments->json_file, "Write the facts as JSON; - for stdout")->type_name("FILE");
  command->footer(kExamples);
  command->callback([arguments, &context] { context.exit_code = inspect(*arguments); });
}

}  // namespace muster::cli
