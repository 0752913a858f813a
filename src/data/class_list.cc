#include "data/class_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/file.h"
#include "base/text.h"
#include "data/background_label.h"

namespace muster {
namespace {

constexpr std::size_t kImageNetOutputs = 1001;  // 1000 classes and, by custom, "background" first

auto invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

/// Labels with what their file says beyond the names.
struct KnownLabels {
  LabelText text;
  std::string source;

  [[nodiscard]] const std::vector<std::string>& names() const { return text.names; }
};

/// All labels as classes, but for the one that names the background.
ClassList classes_but(KnownLabels labels, std::optional<std::size_t> background) {
  ClassList classes{std::move(labels.text.names), std::move(labels.text.lines), std::move(labels.text.form)};
  if (!background) return classes;
  const auto place = static_cast<std::ptrdiff_t>(*background);
  classes.names.erase(classes.names.begin() + place);
  if (!classes.lines.empty()) classes.lines.erase(classes.lines.begin() + place);
  classes.background = static_cast<std::int32_t>(*background);
  return classes;
}

/// The label of the background, where the user does not say that there is none. Error: the user says that it is the
/// first, and the labels name another.
Result<std::optional<std::size_t>> named_background(const DataOptions& options, const KnownLabels& labels) {
  if (options.background == Background::kNone) return std::nullopt;
  const auto named = background_label(labels.names());
  if (options.background == Background::kFirst && named && *named != 0)
    return invalid(fmt::format("--background first, but the labels in {} name output {} as {}: leave the option out",
                               labels.source, *named, in_quotes(labels.names()[*named])));
  return named;
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

Result<ClassList> classes_without_model(const DataOptions& options, KnownLabels labels) {
  MUSTER_TRY(const auto named, named_background(options, labels));
  const bool open = labels.names().empty();
  ClassList classes = classes_but(std::move(labels), named);
  classes.open = open;
  if (options.background == Background::kFirst) classes.background = 0;
  return classes;
}

/// One score is two classes: class 0 by that score, class 1 by the rest.
Result<ClassList> classes_of_one_output(const DataOptions& options, KnownLabels labels) {
  if (options.background == Background::kFirst) return invalid("--background first: the model has one output only");
  if (labels.names().size() > 2)
    return invalid(
        fmt::format("{} labels, but the model has one output: give one name (what a high score means), "
                    "or two (that, then its opposite)",
                    labels.names().size()));
  ClassList classes = classes_but(std::move(labels), std::nullopt);
  if (classes.names.size() == 1) classes.names.push_back("not " + classes.names.front()), classes.lines.clear();
  classes.names.resize(2);
  return classes;
}

/// Without labels: only a class index can name classes.
Result<ClassList> unnamed_classes(const DataOptions& options, std::size_t outputs) {
  if (options.background == Background::kUnknown && outputs == kImageNetOutputs)
    return invalid(
        "the model has 1001 outputs and no labels say whether the first is \"background\": "
        "say --background first or --background none, or give --labels FILE");
  const bool first = options.background == Background::kFirst;
  ClassList classes;
  classes.names.resize(outputs - (first ? 1 : 0));
  if (first) classes.background = 0;
  return classes;
}

tl::unexpected<Error> count_mismatch(const DataOptions& options, const KnownLabels& known, std::size_t outputs) {
  const std::vector<std::string>& labels = known.names();
  std::string hint = "give the labels of this model by --labels FILE";
  if (labels.size() + 1 == outputs && options.background == Background::kUnknown)
    hint = "if the first output is \"background\", say --background first; else the labels lack a name";
  if (const auto named = background_label(labels); labels.size() == outputs + 1 && named)
    hint = fmt::format("the {} label is {}, which this model does not have: take it out of the labels",
                       *named == 0                   ? "first"
                       : *named + 1 == labels.size() ? "last"
                                                     : "background's",
                       in_quotes(labels[*named]));
  return invalid(fmt::format("{} {} {}, {} than the model's {} outputs; {}", labels.size(),
                             labels.size() == 1 ? "label in" : "labels in", known.source,
                             labels.size() < outputs ? "fewer" : "more", outputs, hint));
}

/// The user says that the first of as many labels as outputs names the background.
Result<void> require_background_name(const KnownLabels& labels) {
  const std::string& first = labels.names().front();
  if (may_be_background(first)) return {};
  return invalid(
      fmt::format("--background first, but the {} labels in {} name all outputs, and the first of them is {}: leave "
                  "the option out, "
                  "or name it \"background\" in the labels where it is no class",
                  labels.names().size(), labels.source, in_quotes(first)));
}

Result<ClassList> classes_of_outputs(const DataOptions& options, std::size_t outputs, KnownLabels labels) {
  const bool first = options.background == Background::kFirst;
  if (labels.names().empty()) return unnamed_classes(options, outputs);
  MUSTER_TRY(const auto named, named_background(options, labels));
  if (first && labels.names().size() + 1 == outputs && !named) {
    ClassList classes = classes_but(std::move(labels), std::nullopt);
    classes.background = 0;
    return classes;
  }
  if (labels.names().size() != outputs) return count_mismatch(options, labels, outputs);
  if (named) return classes_but(std::move(labels), named);
  if (first) {
    MUSTER_CHECK_OK(require_background_name(labels));
    return classes_but(std::move(labels), 0);
  }
  if (options.background == Background::kUnknown && outputs == kImageNetOutputs)
    return invalid(
        fmt::format("the model has 1001 outputs and the first name in {} is '{}', not \"background\": "
                    "say {}--background none",
                    labels.source, printable(labels.names().front(), 60),
                    may_be_background(labels.names().front()) ? "--background first or " : ""));
  return classes_but(std::move(labels), std::nullopt);
}

}  // namespace

Result<LabelText> read_labels(const std::filesystem::path& path) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
  MUSTER_TRY(const auto bytes, read_file(path, kMostBytes));
  return read_label_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path.string());
}

Result<ClassList> resolve_classes(const DataOptions& options, const Model* model, bool indices_given) {
  KnownLabels labels{{}, options.labels.empty() ? "the model" : options.labels.string()};
  if (!options.labels.empty()) {
    MUSTER_TRY(labels.text, read_labels(options.labels));
  } else if (model != nullptr) {
    labels.text = {model->labels, model->label_lines, model->label_form};
    if (!std::ranges::all_of(labels.names(), is_utf8))
      return fail(ErrorCode::kMalformed, "the labels in the model are not UTF-8; give others by --labels FILE");
  }
  const bool unnamed = labels.names().empty();
  Result<ClassList> classes;
  if (model == nullptr) {
    classes = classes_without_model(options, std::move(labels));
  } else {
    const std::uint64_t outputs = model->outputs.empty() ? 0 : element_count(model->outputs.front());
    if (outputs == 0 || outputs > kMostClasses)
      return fail(ErrorCode::kUnsupported, fmt::format("a model of {} scores is no classifier", outputs));
    classes = outputs == 1 ? classes_of_one_output(options, std::move(labels))
                           : classes_of_outputs(options, outputs, std::move(labels));
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
