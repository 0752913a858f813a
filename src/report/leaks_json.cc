#include "base/text.h"
#include "muster/render.h"
#include "muster/report.h"
#include "report/json_documents.h"
#include "report/json_other_photos.h"

namespace muster {
namespace {

Json side_json(const PhotoList& list, std::uint64_t unreadable) {
  return {{"source", list.source.string()},
          {"split", list.split},
          {"photos", list.size()},
          {"unreadable", unreadable},
          {"warnings", list.warnings}};
}

Json pair_json(const AlikePhotos& pair, std::string_view first_name, const PhotoList& first,
               std::string_view other_name, const PhotoList& second) {
  Json json;
  json[std::string(first_name)] = first.paths[pair.first];
  json[std::string(other_name)] = second.paths[pair.second];
  json["kind"] = to_string(pair.edits.front());
  json["edits"] = edits_json(pair.edits);
  json["score"] = pair.score;
  json["labels_differ"] = pair.labels_differ;
  return json;
}

Json within_json(const std::vector<AlikePhotos>& pairs, const PhotoList& list) {
  Json json = Json::array();
  for (const AlikePhotos& pair : pairs) json.push_back(pair_json(pair, "first", list, "second", list));
  return json;
}

}  // namespace

Json leaks_json(const LeakSearch& search) {
  Json leaks = Json::array();
  for (const AlikePhotos& pair : search.leaks)
    leaks.push_back(pair_json(pair, "test", search.test, "train", search.train));
  return {{"schema_version", Report::kSchemaVersion},
          {"train", side_json(search.train, search.unreadable_train.size())},
          {"test", side_json(search.test, search.unreadable_test.size())},
          {"leaking_test_photos", leaking_photos(search).size()},
          {"least_score", kAlikeScore},
          {"leaks", leaks},
          {"within_test", within_json(search.within_test, search.test)},
          {"within_train", within_json(search.within_train, search.train)},
          {"groups", groups_json(search.groups)},
          {"captures", groups_json(search.captures)},
          {"events", search.events},
          {"only_copies", search.only_copies},
          {"interrupted", search.interrupted}};
}

std::string render_leaks_json(const LeakSearch& search) {
  return write_json(leaks_json(search));
}

}  // namespace muster
