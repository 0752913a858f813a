#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "muster/render.h"
#include "muster/report.h"

namespace muster {
namespace {

constexpr std::size_t kNameColumns = 38, kMostRows = 12, kMostTensors = 8;

double as_double(std::uint64_t count) {
  return static_cast<double>(count);
}

std::string megabytes(std::uint64_t bytes) {
  return bytes < 10'000 ? fmt::format("{} B", bytes) : fmt::format("{:.2f} MB", as_double(bytes) / 1e6);
}

std::string millions(std::uint64_t count) {
  return count < 10'000 ? fmt::format("{}", count) : fmt::format("{:.2f} M", as_double(count) / 1e6);
}

/// Where each character of well-formed UTF-8 begins; its size is the text's columns.
std::vector<std::size_t> character_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80) starts.push_back(i);
  return starts;
}

std::size_t columns(std::string_view text) {
  return character_starts(text).size();
}

/// Untrusted text in exactly `width` columns; of a longer one the end, which tells layers and tensors apart.
std::string cell(std::string_view untrusted, std::size_t width) {
  const std::string text = printable(untrusted, 600);
  const auto starts = character_starts(text);
  if (starts.size() <= width) return text + std::string(width - starts.size(), ' ');
  return fmt::format("…{}", text.substr(starts[starts.size() - (width - 1)]));
}

/// A layer's name without what converters add: the names of fused neighbours behind ';', and Python modules.
std::string short_layer_name(std::string_view name) {
  std::string text;
  for (const std::string_view part : split(name.substr(0, name.find(';')), '/')) {
    if (!text.empty()) text += '/';
    text += part.substr(part.rfind('.') + 1);
  }
  return text;
}

std::string heading(std::string_view text, const RenderOptions& options) {
  return options.colour ? fmt::format("\n\x1b[1m{}\x1b[0m\n", text) : fmt::format("\n{}\n", text);
}

/// Words wrapped to the width, every line indented.
std::string wrapped(std::string_view text, std::size_t indent, const RenderOptions& options) {
  const auto width = static_cast<std::size_t>(std::max(options.width, 40));
  std::string lines, line(indent, ' ');
  std::size_t column = indent;
  for (const std::string_view word : split(text, ' ')) {
    if (column > indent && column + 1 + columns(word) > width) {
      lines.append(line).append(1, '\n');
      line.assign(indent, ' ');
      column = indent;
    }
    if (column > indent) line.append(1, ' '), ++column;
    line.append(word);
    column += columns(word);
  }
  return lines.append(line).append(1, '\n');
}

std::string shape_text(const TensorSpec& spec) {
  std::vector<std::string> sizes;
  for (const std::int64_t size : spec.shape) sizes.push_back(size < 0 ? "?" : std::to_string(size));
  return sizes.empty() ? "scalar" : fmt::format("{}", fmt::join(sizes, "×"));
}

std::string tensor_line(std::string_view role, const TensorSpec& spec) {
  std::string quantization;
  if (spec.quantization && spec.quantization->scales.size() == 1)
    quantization =
        fmt::format("scale {:.6g}, zero point {}", spec.quantization->scales[0], spec.quantization->zero_points[0]);
  else if (spec.quantization)
    quantization =
        fmt::format("{} scales along dimension {}", spec.quantization->scales.size(), spec.quantization->axis);
  return fmt::format("  {:<7} {} {} {}\n{}", role, cell(spec.name, 34), cell(to_string(spec.element_type), 8),
                     shape_text(spec), quantization.empty() ? "" : fmt::format("          {}\n", quantization));
}

std::string tensor_lines(std::string_view role, const std::vector<TensorSpec>& specs) {
  std::string text;
  for (std::size_t i = 0; i < std::min(specs.size(), kMostTensors); ++i) text += tensor_line(role, specs[i]);
  if (specs.size() > kMostTensors) text += fmt::format("  … and {} more {}s\n", specs.size() - kMostTensors, role);
  return text;
}

std::string sizes(const Model& model) {
  std::string text = fmt::format("  {:<22}{}\n", "on disk", megabytes(model.file_bytes));
  text += fmt::format("  {:<22}{}\n", "as a store ships it", megabytes(model.store_bytes) + " (deflated)");
  text += fmt::format("  {:<22}{}\n", "parameters", millions(model.parameter_count));
  text += fmt::format("  {:<22}{}\n", "multiply-accumulates", millions(model.multiply_accumulates) + " for one image");
  if (!model.uncounted_operators.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : model.uncounted_operators) names.push_back(printable(name, 40));
    if (names.size() > 5) names.resize(5), names.emplace_back("…");
    text += wrapped(fmt::format("not counted: {}", fmt::join(names, ", ")), 24, {});
  }
  for (const auto& [type, bytes] : model.bytes_by_type)
    text += fmt::format("  {:<21} {}\n", type + " constants", megabytes(bytes));
  return text;
}

std::string cost_row(std::string_view name, std::string_view second, std::uint64_t bytes, std::uint64_t macs) {
  return fmt::format("  {} {:>12} {:>12} {:>11}\n", cell(name, kNameColumns), second, megabytes(bytes), millions(macs));
}

std::string operators(const Model& model) {
  std::string text = fmt::format("  {} {:>12} {:>12} {:>11}\n", cell("", kNameColumns), "count", "weights", "MACs");
  for (std::size_t i = 0; i < std::min(model.operators.size(), kMostRows); ++i) {
    const OperatorFacts& facts = model.operators[i];
    text += cost_row(facts.name, std::to_string(facts.count), facts.parameter_bytes, facts.multiply_accumulates);
  }
  if (model.operators.size() > kMostRows) text += fmt::format("  … and {} more\n", model.operators.size() - kMostRows);
  return text;
}

std::string layers(const Model& model) {
  std::string text;
  for (const LayerFacts& facts : model.largest_layers)
    text += fmt::format("  {} {} {:>12} {:>11}\n", cell(short_layer_name(facts.name), kNameColumns - 5),
                        cell(facts.operator_name, 17), megabytes(facts.parameter_bytes),
                        millions(facts.multiply_accumulates));
  return text;
}

/// "0.0078125", or one a channel; at most eight.
std::string numbers(const std::vector<float>& values) {
  return fmt::format("{:.6g}",
                     fmt::join(values.begin(), values.begin() + std::min<std::ptrdiff_t>(std::ssize(values), 8), " "));
}

/// How an image that the model takes as pixels becomes what its network sees.
std::string image_lines(const ImageInput& image, const TensorSpec& input, const RenderOptions& options) {
  const auto size = image_size(input).value_or(ImageSize{});
  std::string text = fmt::format("  {:<7} {}×{} pixels (height×width), {}\n", "image", size.height, size.width,
                                 printable(image.colour, 10));
  if (image.scale != 1 || !image.bias.empty())
    text +=
        fmt::format("          scale {:.6g}, bias {}\n", image.scale, image.bias.empty() ? "0" : numbers(image.bias));
  if (!image.other_sizes.empty())
    text += wrapped(fmt::format("other sizes: {}", printable(image.other_sizes, 400)), 10, options);
  return text;
}

/// What the file says of itself: nothing where it says nothing.
std::string provenance(const Model& model, const RenderOptions& options) {
  std::string text;
  if (!model.required_system.empty()) text += fmt::format("  needs {}\n", printable(model.required_system, 20));
  if (model.format == "tflite") return text;  // its description is the converter's name
  const auto line = [&](std::string_view role, const std::string& words) {
    if (!words.empty()) text += wrapped(fmt::format("{}: {}", role, printable(words, 400)), 2, options);
  };
  line("description", model.description);
  line("author", model.author);
  line("licence", model.licence);
  return text;
}

std::string embedded(const Model& model) {
  std::string text;
  if (!model.labels.empty())
    text += fmt::format("  {} labels, first {}{}\n", model.labels.size(), printable(model.labels.front(), 50),
                        model.label_form.empty() ? "" : fmt::format(" (read as {})", model.label_form));
  if (model.normalisation)
    text += fmt::format("  normalisation: mean {}, std {}\n", fmt::join(model.normalisation->mean, " "),
                        fmt::join(model.normalisation->std, " "));
  if (!text.empty()) return text;
  return model.image_input ? "  no labels\n" : "  no labels, no normalisation\n";
}

std::string findings(const Model& model, const RenderOptions& options) {
  std::string text;
  for (const std::string& warning : model.warnings)
    text += wrapped(fmt::format("! {}", printable(warning, 400)), 2, options);
  for (const Finding& finding : model_findings(model)) {
    const std::string summary = wrapped(fmt::format("! {}", finding.summary), 2, options);
    text += options.colour ? fmt::format("\x1b[33m{}\x1b[0m", summary) : summary;
    text += wrapped(finding.why, 4, options) + wrapped(finding.advice, 4, options);
  }
  return text.empty() ? "" : heading("Findings", options) + text;
}

}  // namespace

std::string render_model_text(const Model& model, const RenderOptions& options) {
  std::string text = fmt::format("{}\n", printable(model.path.string(), 400));
  text +=
      fmt::format("  {} version {}, sha256\n  {}\n", model.format, printable(model.format_version, 20), model.sha256);
  text += provenance(model, options);
  text += heading("Size and cost", options) + sizes(model);
  text += heading("Inputs and outputs", options) + tensor_lines("input", model.inputs);
  if (model.image_input && !model.inputs.empty()) text += image_lines(*model.image_input, model.inputs[0], options);
  text += tensor_lines("output", model.outputs);
  text += heading("Embedded", options) + embedded(model);
  text += heading("Operators", options) + operators(model);
  if (!model.largest_layers.empty()) text += heading("Largest layers", options) + layers(model);
  text += findings(model, options);
  if (const auto reason = not_a_classifier(model))
    text += fmt::format("\n{}accuracy of this kind of model is not measured yet\n",
                        wrapped(fmt::format("Not a classifier: {}.", *reason), 0, options));
  return text;
}

}  // namespace muster
