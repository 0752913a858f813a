#include "doctor/label_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"

namespace muster {
namespace {

std::vector<std::uint32_t> all_classes(std::size_t count) {
  std::vector<std::uint32_t> classes(count);
  std::iota(classes.begin(), classes.end(), 0U);
  return classes;
}

/// Collects readings that differ from the one there is, and from each other.
class Readings {
 public:
  explicit Readings(const Labels& labels) : labels_(labels) {
    for (std::size_t output = 0; output < labels.outputs(); ++output) before_.push_back(labels.class_of(output));
  }

  void add(Change change, std::vector<std::int32_t> class_of_output) {
    if (labels_.by_index) change.advice = kMendIndices;
    const bool known = class_of_output == before_ ||
                       std::ranges::find(found_, class_of_output, &LabelChange::class_of_output) != found_.end();
    if (!known) found_.push_back({std::move(change), std::move(class_of_output)});
  }

  /// The k-th output that is a class is the class order[k].
  void add_order(Change change, const std::vector<std::uint32_t>& order) {
    std::vector<std::int32_t> classes = before_;
    for (std::size_t k = 0; k < order.size(); ++k)
      classes[labels_.output_of(static_cast<std::uint32_t>(k))] = static_cast<std::int32_t>(order[k]);
    add(std::move(change), std::move(classes));
  }

  /// Every answer is read as the one `step` outputs behind; the last ones go around.
  void add_shift(Change change, std::size_t step) {
    std::vector<std::int32_t> classes = before_;
    std::rotate(classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(step), classes.end());
    add(std::move(change), std::move(classes));
  }

  std::vector<LabelChange> take() { return std::move(found_); }

 private:
  const Labels& labels_;
  std::vector<std::int32_t> before_;
  std::vector<LabelChange> found_;
};

void add_shifts(const Labels& labels, Readings& readings) {
  const std::size_t outputs = labels.outputs();
  if (outputs < 2) return;
  const std::string_view advice =
      "The labels, or class_index of the manifest, are one off, by a name too many or too few before them: look at "
      "--background first|none, at the first line of the labels, and whether class_index counts from 1.";
  if (outputs == 2)
    return readings.add_shift({"labels:swapped", "the two labels exchanged", "", std::string(kGiveLabels)}, 1);
  readings.add_shift({"labels:next", "every answer read as the class after it", "", std::string(advice)}, 1);
  readings.add_shift({"labels:previous", "every answer read as the class before it", "", std::string(advice)},
                     outputs - 1);
}

void add_reversed(const Labels& labels, Readings& readings) {
  auto order = all_classes(labels.names.size());
  std::ranges::reverse(order);
  readings.add_order({"labels:reversed", "labels in the reverse order", "", std::string(kGiveLabels)}, order);
}

void add_sorted(const Labels& labels, Readings& readings) {
  const auto& names = labels.names;
  if (std::ranges::any_of(names, [](const std::string& name) { return name.empty(); })) return;
  const auto sorted_by = [&](const auto& key) {
    auto order = all_classes(names.size());
    std::ranges::stable_sort(order, {}, key);
    return order;
  };
  readings.add_order(
      {"labels:sorted", "labels in alphabetical order", "",
       fmt::format("Training tools number classes in the alphabetical order of their folders. {}", kGiveLabels)},
      sorted_by([&](std::uint32_t i) { return names[i]; }));
  readings.add_order({"labels:sorted-ignoring-case", "labels in alphabetical order, whatever their case", "",
                      std::string(kGiveLabels)},
                     sorted_by([&](std::uint32_t i) { return lower_case(names[i]); }));
  if (std::ranges::all_of(names, [](const std::string& name) { return parse_integer(name).has_value(); }))
    readings.add_order(
        {"labels:sorted-as-numbers", "labels in the order of their numbers", "", std::string(kGiveLabels)},
        sorted_by([&](std::uint32_t i) { return *parse_integer(names[i]); }));
}

/// Folders named 0, 1, …, 10 are sorted as text: 0, 1, 10, 2.
void add_numbers_as_text(const Labels& labels, Readings& readings) {
  auto order = all_classes(labels.names.size());
  std::ranges::stable_sort(order, {}, [](std::uint32_t i) { return std::to_string(i); });
  readings.add_order({"labels:numbers-as-text", "classes numbered as text is sorted: 0, 1, 10, 2", "",
                      fmt::format("Training tools sort folders named by numbers as text. {}", kGiveLabels)},
                     order);
}

void add_models_own(const Labels& labels, Readings& readings) {
  if (labels.model_labels.size() != labels.outputs()) return;
  std::vector<std::int32_t> classes;
  for (const std::string& label : labels.model_labels) {
    const auto found = std::ranges::find(labels.names, label);
    const bool background = static_cast<std::int32_t>(classes.size()) == labels.background;
    if (found == labels.names.end() && !background) return;
    classes.push_back(background ? -1 : static_cast<std::int32_t>(found - labels.names.begin()));
  }
  std::vector<std::int32_t> once = classes;
  std::ranges::sort(once);
  if (std::ranges::adjacent_find(once) != once.end()) return;
  readings.add({"labels:models-own", "labels in the order of those in the model's file", "",
                "Leave --labels out, or give its lines in the order of the labels in the model."},
               std::move(classes));
}

}  // namespace

std::vector<LabelChange> suspected_label_changes(const Labels& labels) {
  Readings readings(labels);
  add_shifts(labels, readings);
  add_models_own(labels, readings);
  add_sorted(labels, readings);
  add_numbers_as_text(labels, readings);
  add_reversed(labels, readings);
  return readings.take();
}

}  // namespace muster
