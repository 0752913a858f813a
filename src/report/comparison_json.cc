// A comparison as JSON, as docs/comparison.schema.json describes it.
#include "muster/render.h"
#include "report/json_documents.h"

namespace muster {
namespace {

Json flips_json(const DecisionFlips& flips) {
  return {{"photos", flips.photos},
          {"right_to_wrong", flips.right_to_wrong},
          {"wrong_to_right", flips.wrong_to_right},
          {"wrong_to_wrong", flips.wrong_to_wrong},
          {"unlabelled", flips.unlabelled},
          {"unlabelled_changed", flips.unlabelled_changed}};
}

Json agreement_json(const ScoreAgreement& one) {
  const bool measured = one.photos > 0;
  return {{"photos", one.photos},
          {"snr_db", measured ? Json(one.snr_db) : Json(nullptr)},
          {"median_snr_db", measured ? Json(one.median_snr_db) : Json(nullptr)},
          {"cosine", measured ? Json(one.cosine) : Json(nullptr)},
          {"reason", text_or_null(one.reason)}};
}

Json beside_json(const Comparison& one) {
  Json classes = Json::array(), moved = Json::array();
  for (const ClassFlips& row : one.classes) {
    Json flips = flips_json(row.flips);
    flips["name"] = row.name;
    classes.push_back(std::move(flips));
  }
  for (const MovedPhoto& photo : one.moved)
    moved.push_back({{"path", photo.path},
                     {"actual", photo.actual},
                     {"before", photo.before},
                     {"after", photo.after},
                     {"moved", json_or_null(photo.moved)}});
  return {{"sameness", to_string(one.sameness)},
          {"reason", one.reason},
          {"flips", flips_json(one.flips)},
          {"flip_rate", to_json(one.flip_rate)},
          {"accuracy_loss", one.accuracy_loss ? to_json(*one.accuracy_loss) : Json(nullptr)},
          {"uncommon_answers", uncommon_json(one.answers)},
          {"p", one.p},
          {"p_corrected", one.p_corrected},
          {"classes", classes},
          {"moved", moved},
          {"preparation", one.preparation},
          {"agreement", agreement_json(one.agreement)}};
}

Json figure_json(const ModelReport& model, std::string_view metric) {
  const Measurement* found = find_measurement(model, metric);
  return found == nullptr ? Json(nullptr) : to_json(*found);
}

Json model_json(const ComparisonReport& comparison, std::size_t i) {
  const ModelReport& model = comparison.report.models[i];
  return {{"path", model.run.model ? Json(model.run.model->path.string()) : Json(nullptr)},
          {"sha256", model.run.model ? text_or_null(model.run.model->sha256) : Json(nullptr)},
          {"verdict", model.verdict ? Json(to_string(*model.verdict)) : Json(nullptr)},
          {"error", model.error ? Json(model.error->message) : Json(nullptr)},
          {"pareto", static_cast<bool>(comparison.pareto[i])},
          {"model_bytes", figure_json(model, "model_bytes")},
          {"latency_p90_ms", figure_json(model, "latency_p90_ms")},
          {"top1_accuracy", figure_json(model, "top1_accuracy")},
          {"comparison", model.comparison ? beside_json(*model.comparison) : Json(nullptr)}};
}

}  // namespace

Json comparison_json(const ComparisonReport& comparison) {
  const Report& report = comparison.report;
  Json models = Json::array();
  for (std::size_t i = 0; i < report.models.size(); ++i) models.push_back(model_json(comparison, i));
  return {{"schema_version", Report::kSchemaVersion},
          {"tool_version", report.tool_version},
          {"created_at", report.created_at},
          {"command", report.command},
          {"models", models},
          {"ship", comparison.ship ? models[*comparison.ship]["path"] : Json(nullptr)},
          {"why", comparison.why}};
}

std::string render_comparison_json(const ComparisonReport& comparison) {
  return write_json(comparison_json(comparison));
}

}  // namespace muster
