#include "doctor/fit_labels.h"

#include <algorithm>

#include "base/assignment.h"

namespace muster {
namespace {

constexpr std::size_t kMostClasses = 1'000;
constexpr std::int32_t kOpen = -2;

template <class Value>
std::vector<Value> distinct(std::vector<Value> values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// How often each output (a column) was best for photos of each class (a row); both ascending.
struct Table {
  std::vector<std::uint32_t> classes;  ///< that photos show
  std::vector<std::size_t> outputs;    ///< that answered, and those of the classes
  std::vector<std::vector<std::int64_t>> weights;
};

std::size_t place(const auto& sorted, auto value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sorted, value) - sorted.begin());
}

Table table_of(const Labels& labels, std::span<const OutputOfPhoto> photos) {
  Table table;
  for (const OutputOfPhoto& photo : photos) {
    table.classes.push_back(photo.actual);
    table.outputs.push_back(photo.output);
    table.outputs.push_back(labels.output_of(photo.actual));
  }
  table.classes = distinct(std::move(table.classes));
  table.outputs = distinct(std::move(table.outputs));
  if (table.classes.size() > kMostClasses) return {};
  table.weights.assign(table.classes.size(), std::vector<std::int64_t>(table.outputs.size()));
  for (std::size_t row = 0; row < table.classes.size(); ++row)
    table.weights[row][place(table.outputs, labels.output_of(table.classes[row]))] = 1;
  const auto one_photo = static_cast<std::int64_t>(table.classes.size()) + 1;  // more than all ties together
  for (const OutputOfPhoto& photo : photos)
    table.weights[place(table.classes, photo.actual)][place(table.outputs, photo.output)] += one_photo;
  return table;
}

/// Outputs without a class get those that are left: their own, where nobody took it.
void fill_up(const Labels& labels, std::vector<std::int32_t>& class_of_output) {
  std::vector<bool> taken(labels.names.size(), false);
  for (const std::int32_t of : class_of_output)
    if (of >= 0) taken[static_cast<std::size_t>(of)] = true;
  const auto give = [&](std::size_t output, std::int32_t to) {
    class_of_output[output] = to;
    if (to >= 0) taken[static_cast<std::size_t>(to)] = true;
  };
  for (std::size_t output = 0; output < class_of_output.size(); ++output) {
    const std::int32_t own = labels.class_of(output);
    if (class_of_output[output] == kOpen && (own < 0 || !taken[static_cast<std::size_t>(own)])) give(output, own);
  }
  for (std::size_t output = 0; output < class_of_output.size(); ++output) {
    if (class_of_output[output] != kOpen) continue;
    const auto left = std::ranges::find(taken, false);
    give(output, left == taken.end() ? -1 : static_cast<std::int32_t>(left - taken.begin()));
  }
}

}  // namespace

LabelChange fit_labels(const Labels& labels, std::span<const OutputOfPhoto> photos) {
  const Table table = table_of(labels, photos);
  const std::vector<std::size_t> columns = heaviest_assignment(table.weights);
  std::vector<std::int32_t> class_of_output(labels.outputs(), kOpen);
  for (std::size_t row = 0; row < columns.size(); ++row)
    if (table.weights[row][columns[row]] > 0)  // else no photo says where it is
      class_of_output[table.outputs[columns[row]]] = static_cast<std::int32_t>(table.classes[row]);
  fill_up(labels, class_of_output);
  return {{"labels:permutation", "labels in the order that fits half of the photos", "", std::string(kGiveLabels)},
          std::move(class_of_output)};
}

}  // namespace muster
