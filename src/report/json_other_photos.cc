#include "report/json_other_photos.h"

namespace muster {
namespace {

Json leak_json(const Leak& leak) {
  return {{"test", leak.test},
          {"train", leak.train},
          {"kind", leak.edits.empty() ? Json(nullptr) : Json(to_string(leak.edits.front()))},
          {"edits", edits_json(leak.edits)},
          {"score", leak.score},
          {"labels_differ", leak.labels_differ}};
}

Json class_json(const OtherClassFigures& one) {
  return {{"name", one.name},
          {"labels", one.labels},
          {"photos", one.photos},
          {"right", one.right},
          {"recall", one.recall ? Json(one.recall->value) : Json(nullptr)},
          {"recall_interval", interval_json(one.recall)},
          {"gap", one.gap ? Json(one.gap->value) : Json(nullptr)},
          {"gap_interval", interval_json(one.gap)}};
}

}  // namespace

Json groups_json(const std::vector<SharedGroup>& groups) {
  Json json = Json::array();
  for (const SharedGroup& group : groups)
    json.push_back({{"name", group.name}, {"test_photos", group.test_photos}, {"train_photos", group.train_photos}});
  return json;
}

Json edits_json(const std::vector<Edit>& edits) {
  Json json = Json::array();
  for (const Edit edit : edits) json.push_back(to_string(edit));
  return json;
}

Json leaks_json(const Run& run) {
  if (!run.leaks) return nullptr;
  Json pairs = Json::array();
  for (const Leak& leak : run.leaks->leaks) pairs.push_back(leak_json(leak));
  return {{"train", run.leaks->source.string()},
          {"split", run.leaks->split},
          {"train_photos", run.leaks->train_photos},
          {"unreadable_train_photos", run.leaks->unreadable_train},
          {"leaks", pairs},
          {"groups", groups_json(run.leaks->groups)},
          {"captures", groups_json(run.leaks->captures)},
          {"alike_test_pairs", run.leaks->alike_test_pairs},
          {"interrupted", run.leaks->interrupted}};
}

Json other_photos_json(const ModelReport& report) {
  Json sets = Json::array();
  for (std::size_t i = 0; i < report.run.other_photos.size(); ++i) {
    const OtherPhotos& other = report.run.other_photos[i];
    Json classes = Json::array();
    if (i < report.other.size())
      for (const OtherClassFigures& one : report.other[i].classes) classes.push_back(class_json(one));
    sets.push_back({{"role", to_string(other.role)},
                    {"source", other.source.string()},
                    {"split", other.split},
                    {"asked", other.asked},
                    {"unreadable", other.unreadable},
                    {"failed", other.failed},
                    {"problem", text_or_null(other.problem)},
                    {"interrupted", other.interrupted},
                    {"classes", classes}});
  }
  return sets;
}

}  // namespace muster
