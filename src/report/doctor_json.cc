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
          {"helps", tried.helps},
          {"judged_by", to_string(tried.judged_by)},
          {"mean_recall_before", tried.recall_before},
          {"mean_recall_after", tried.recall_after}};
}

Json share_json(const Estimate& share) {
  return {{"value", share.value}, {"interval", interval_json(share)}, {"count", share.count}};
}

}  // namespace

Json diagnosis_json(const Diagnosis& diagnosis) {
  const auto verdict = verdict_of(diagnosis);
  const auto& constant = diagnosis.constant_answer;
  const TriedChange* advised = advised_change(diagnosis);
  Json changes = Json::array();
  for (const TriedChange& tried : diagnosis.changes) changes.push_back(change_json(tried));
  return {
      {"schema_version", Report::kSchemaVersion},
      {"model", {{"path", diagnosis.model.path.string()}, {"sha256", diagnosis.model.sha256}}},
      {"data", {{"source", diagnosis.data.string()}, {"split", diagnosis.split}}},
      {"preprocessing", to_json(diagnosis.preprocessing)},
      {"verdict", verdict ? Json(to_string(*verdict)) : Json(nullptr)},
      {"inconclusive", text_or_null(verdict == DoctorVerdict::kInconclusive ? diagnosis.inconclusive : "")},
      {"photos_needed", verdict == DoctorVerdict::kInconclusive && diagnosis.photos_needed > 0
                            ? Json(diagnosis.photos_needed)
                            : Json(nullptr)},
      {"accuracy", share_json(diagnosis.accuracy)},
      {"mean_recall", share_json(diagnosis.mean_recall)},
      {"judged_by", to_string(diagnosis.judged_by)},
      {"commonest_class", diagnosis.commonest_class},
      {"commonest_class_share", diagnosis.commonest_class_share},
      {"constant_answer",
       constant ? Json{{"class", constant->class_name}, {"answers", constant->answers}, {"photos", constant->photos}}
                : Json(nullptr)},
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
