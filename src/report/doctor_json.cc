#include "muster/render.h"
#include "report/json_documents.h"

namespace muster {
namespace {

Json change_json(const TriedChange& tried) {
  return {{"id", tried.change.id},
          {"words", tried.change.words},
          {"options", text_or_null(tried.change.options)},
          {"advice", tried.change.advice},
          {"photos", tried.photos},
          {"right_before", tried.right_before},
          {"right_after", tried.right_after},
          {"mended", tried.mended},
          {"spoilt", tried.spoilt},
          {"gain", tried.gain.value},
          {"gain_interval", interval_json(tried.gain)},
          {"balanced_gain", tried.balanced_gain},
          {"p", tried.dropped ? Json(nullptr) : Json(tried.p)},
          {"p_corrected", tried.dropped ? Json(nullptr) : Json(tried.p_corrected)},
          {"dropped", tried.dropped},
          {"helps", tried.helps}};
}

}  // namespace

Json diagnosis_json(const Diagnosis& diagnosis) {
  const TriedChange* advised = advised_change(diagnosis);
  Json changes = Json::array();
  for (const TriedChange& tried : diagnosis.changes) changes.push_back(change_json(tried));
  return {{"schema_version", Report::kSchemaVersion},
          {"model", {{"path", diagnosis.model.path.string()}, {"sha256", diagnosis.model.sha256}}},
          {"data", {{"source", diagnosis.data.string()}, {"split", diagnosis.split}}},
          {"preprocessing", to_json(diagnosis.preprocessing)},
          {"accuracy",
           {{"value", diagnosis.accuracy.value},
            {"interval", interval_json(diagnosis.accuracy)},
            {"count", diagnosis.accuracy.count}}},
          {"unreadable", diagnosis.unreadable},
          {"failed", diagnosis.failed},
          {"advised", advised == nullptr ? Json(nullptr) : Json(advised->change.id)},
          {"changes", changes},
          {"labels", diagnosis.labels.empty() ? Json(nullptr) : Json(diagnosis.labels)},
          {"wrong_scores", text_or_null(diagnosis.wrong_scores)},
          {"least_photos", diagnosis.least_photos},
          {"warnings", diagnosis.warnings},
          {"events", diagnosis.events},
          {"interrupted", diagnosis.interrupted}};
}

std::string render_diagnosis_json(const Diagnosis& diagnosis) {
  return write_json(diagnosis_json(diagnosis));
}

std::string render_labels(const Diagnosis& diagnosis) {
  std::string lines;
  for (const std::string& label : diagnosis.labels) lines += label + "\n";
  return lines;
}

}  // namespace muster
