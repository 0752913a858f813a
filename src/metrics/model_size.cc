// What the model's file alone says.
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> fact(std::uint64_t count, std::string note = "") {
  const auto value = static_cast<double>(count);
  return Figure{{value, value, value, 1}, Origin::kHost, "none", std::move(note)};
}

std::optional<Figure> model_bytes(const MetricInput& input) {
  return input.run.model ? fact(input.run.model->file_bytes) : std::nullopt;
}

std::optional<Figure> store_bytes(const MetricInput& input) {
  return input.run.model ? fact(input.run.model->store_bytes, "deflated, as an app store ships it") : std::nullopt;
}

std::optional<Figure> parameters(const MetricInput& input) {
  return input.run.model ? fact(input.run.model->parameter_count) : std::nullopt;
}

std::optional<Figure> multiply_accumulates(const MetricInput& input) {
  if (!input.run.model) return std::nullopt;
  const Model& model = *input.run.model;
  auto figure = fact(model.multiply_accumulates);
  if (model.uncounted_operators.empty()) return figure;
  figure->estimate.high.reset();  // at least so many
  figure->note =
      "not counted: " + model.uncounted_operators.front() + (model.uncounted_operators.size() > 1 ? ", …" : "");
  return figure;
}

constexpr Metric of_model(std::string_view id, std::string_view title, std::string_view unit,
                          std::optional<Figure> (*compute)(const MetricInput&)) {
  return {id, title, unit, false, MetricKind::kFact, Evidence::kModel, compute};
}

}  // namespace

const Metric kModelBytes = of_model("model_bytes", "model size", "bytes", model_bytes);
const Metric kStoreBytes = of_model("store_bytes", "size in the app store", "bytes", store_bytes);
const Metric kParameters = of_model("parameters", "parameters", "count", parameters);
const Metric kMultiplyAccumulates =
    of_model("multiply_accumulates", "multiply-accumulates", "count", multiply_accumulates);

}  // namespace muster
