#include <nlohmann/json.hpp>

#include "muster/render.h"

namespace muster {
namespace {

using Json = nlohmann::ordered_json;

Json optional_json(const auto& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

std::string render_plan_json(const SamplePlan& plan) {
  const Json json = {{"schema_version", Report::kSchemaVersion},
                     {"accuracy", plan.options.accuracy},
                     {"margin", plan.options.margin},
                     {"classes", optional_json(plan.options.classes)},
                     {"flips", optional_json(plan.options.flips)},
                     {"confidence", plan.confidence},
                     {"power", plan.power},
                     {"photos_for_margin", plan.photos_for_margin},
                     {"photos_for_limit", optional_json(plan.photos_for_limit)},
                     {"photos_for_loss", optional_json(plan.photos_for_loss)}};
  return json.dump(2) + "\n";
}

}  // namespace muster
