#include "report/json_other_photos.h"

namespace muster {
namespace {

/// How a pair of photos is alike; the caller names the two.
Json alike_json(const auto& pair) {
  return {{"kind", pair.edits.empty() ? Json(nullptr) : Json(to_string(pair.edits.front()))},
          {"edits", edits_json(pair.edits)},
          {"score", pair.score},
          {"labels_differ", pair.labels_differ}};
}

Json leak_json(const Leak& leak) {
  Json json = alike_json(leak);
  json["test"] = leak.test, json["train"] = leak.train;
  return json;
}

Json alike_test_photos_json(const AlikeTestPhotos& pair) {
  Json json = alike_json(pair);
  json["first"] = pair.first, json["second"] = pair.second;
  return json;
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
  Json within_test = Json::array();
  for (const AlikeTestPhotos& pair : run.leaks->within_test) within_test.push_back(alike_test_photos_json(pair));
  return {{"train", run.leaks->source.string()},
          {"split", run.leaks->split},
          {"train_photos", run.leaks->train_photos},
          {"unreadable_train_photos", run.leaks->unreadable_train},
          {"leaks", pairs},
          {"groups", groups_json(run.leaks->groups)},
          {"captures", groups_json(run.leaks->captures)},
          {"within_test", within_test},
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
