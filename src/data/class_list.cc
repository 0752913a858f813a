#include "data/class_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/file.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kImageNetOutputs = 1001;  // 1000 classes and, by custom, "background" first

auto invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool starts_with_background(const std::vector<std::string>& labels) {
  return !labels.empty() && equal_ignoring_case(labels.front(), "background");
}

/// The labels without the name of a background that they carry.
std::vector<std::string> without_first(std::vector<std::string> labels) {
  labels.erase(labels.begin());
  return labels;
}

Result<void> require_distinct(std::vector<std::string> names) {
  std::ranges::sort(names);
  std::vector<std::string> twice;
  for (std::size_t i = 1; i < names.size(); ++i)
    if (!names[i].empty() && names[i] == names[i - 1] && (twice.empty() || twice.back() != names[i]))
      twice.push_back(names[i]);
  if (twice.empty()) return {};
  const std::size_t shown = std::min<std::size_t>(twice.size(), 10);
  std::vector<std::string> examples;
  for (std::size_t i = 0; i < shown; ++i) examples.push_back(in_quotes(twice[i]));
  return invalid(fmt::format("{} name{} twice in the labels: {}{}; give a manifest with a class_index column",
                             twice.size(), twice.size() == 1 ? " stands" : "s stand", fmt::join(examples, ", "),
                             shown < twice.size() ? ", …" : ""));
}

Result<ClassList> classes_without_model(const DataOptions& options, std::vector<std::string> labels) {
  ClassList classes;
  classes.open = labels.empty();
  const bool named = starts_with_background(labels);
  classes.background_first =
      options.background == Background::kFirst || (named && options.background != Background::kNone);
  classes.names = named && classes.background_first ? without_first(std::move(labels)) : std::move(labels);
  return classes;
}

/// One score is two classes: class 0 by that score, class 1 by the rest.
Result<ClassList> classes_of_one_output(const DataOptions& options, std::vector<std::string> labels) {
  if (options.background == Background::kFirst) return invalid("--background first: the model has one output only");
  if (labels.size() > 2)
    return invalid(
        fmt::format("{} labels, but the model has one output: give one name (what a high score means), "
                    "or two (that, then its opposite)",
                    labels.size()));
  if (labels.size() == 1) labels.push_back("not " + labels.front());
  labels.resize(2);
  return ClassList{std::move(labels), false, false};
}

/// Without labels: only a class index can name classes.
Result<ClassList> unnamed_classes(const DataOptions& options, std::size_t outputs) {
  if (options.background == Background::kUnknown && outputs == kImageNetOutputs)
    return invalid(
        "the model has 1001 outputs and no labels say whether the first is \"background\": "
        "say --background first or --background none, or give --labels FILE");
  const bool first = options.background == Background::kFirst;
  return ClassList{std::vector<std::string>(outputs - (first ? 1 : 0)), first, false};
}

tl::unexpected<Error> count_mismatch(const DataOptions& options, const std::vector<std::string>& labels,
                                     std::size_t outputs, std::string_view source) {
  std::string hint = "give the labels of this model by --labels FILE";
  if (labels.size() + 1 == outputs && options.background == Background::kUnknown)
    hint = "if the first output is \"background\", say --background first; else the labels lack a name";
  if (labels.size() == outputs + 1 && starts_with_background(labels))
    hint = "the first label is \"background\", which this model does not have: take it out of the labels";
  return invalid(fmt::format("{} {} {}, {} than the model's {} outputs; {}", labels.size(),
                             labels.size() == 1 ? "label in" : "labels in", source,
                             labels.size() < outputs ? "fewer" : "more", outputs, hint));
}

Result<ClassList> classes_of_outputs(const DataOptions& options, std::size_t outputs, std::vector<std::string> labels,
                                     std::string_view source) {
  const bool first = options.background == Background::kFirst;
  if (labels.empty()) return unnamed_classes(options, outputs);
  if (first && labels.size() + 1 == outputs) return ClassList{std::move(labels), true, false};
  if (labels.size() != outputs) return count_mismatch(options, labels, outputs, source);
  if (first || (options.background == Background::kUnknown && starts_with_background(labels)))
    return ClassList{without_first(std::move(labels)), true, false};
  if (options.background == Background::kUnknown && outputs == kImageNetOutputs)
    return invalid(
        fmt::format("the model has 1001 outputs and the first name in {} is '{}', not \"background\": "
                    "say --background first or --background none",
                    source, printable(labels.front(), 60)));
  return ClassList{std::move(labels), false, false};
}

}  // namespace

Result<std::vector<std::string>> read_labels(const std::filesystem::path& path) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
  MUSTER_TRY(const auto bytes, read_file(path, kMostBytes));
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string> labels;
  for (const std::string_view line : split(text, '\n')) {
    labels.emplace_back(trimmed(line));
    const std::string& label = labels.back();
    if (!is_utf8(label) || label.find('\0') != std::string::npos)
      return fail(ErrorCode::kMalformed,
                  fmt::format("{}:{}: '{}' is not UTF-8 text", path.string(), labels.size(), printable(label, 60)));
    if (labels.size() > kMostClasses)
      return fail(ErrorCode::kMalformed, fmt::format("{}: more than {} labels", path.string(), kMostClasses));
  }
  while (!labels.empty() && labels.back().empty()) labels.pop_back();
  if (labels.empty())
    return fail(ErrorCode::kMalformed, fmt::format("{}: no labels; one name a line is wanted", path.string()));
  return labels;
}

Result<ClassList> resolve_classes(const DataOptions& options, const Model* model, bool indices_given) {
  std::vector<std::string> labels;
  if (!options.labels.empty()) {
    MUSTER_TRY(labels, read_labels(options.labels));
  } else if (model != nullptr) {
    labels = model->labels;
    if (!std::ranges::all_of(labels, is_utf8))
      return fail(ErrorCode::kMalformed, "the labels in the model are not UTF-8; give others by --labels FILE");
  }
  const std::string source = options.labels.empty() ? "the model" : options.labels.string();
  const bool unnamed = labels.empty();
  Result<ClassList> classes;
  if (model == nullptr) {
    classes = classes_without_model(options, std::move(labels));
  } else {
    const std::uint64_t outputs = model->outputs.empty() ? 0 : element_count(model->outputs.front());
    if (outputs == 0 || outputs > kMostClasses)
      return fail(ErrorCode::kUnsupported, fmt::format("a model of {} scores is no classifier", outputs));
    classes = outputs == 1 ? classes_of_one_output(options, std::move(labels))
                           : classes_of_outputs(options, outputs, std::move(labels), source);
    if (classes && unnamed && !indices_given && !options.labels_optional)
      return invalid(
          "the model carries no labels: give --labels FILE (a name a line, in the order of its outputs), "
          "or a manifest with a class_index column");
  }
  if (classes && !indices_given) MUSTER_CHECK_OK(require_distinct(classes->names));
  if (classes) classes->labels_optional = options.labels_optional;
  return classes;
}

}  // namespace muster
