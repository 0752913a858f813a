#include "record/other_photos_fields.h"

#include <algorithm>
#include <set>

#include "muster/error.h"

namespace muster {

using Json = nlohmann::json;

void to_json(Json& json, const Edit& edit) {
  json = to_string(edit);
}

void from_json(const Json& json, Edit& edit) {
  edit = enum_of_word(json, Edit::kRecompressed);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Leak, test, train, edits, score, labels_differ)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AlikeTestPhotos, first, second, edits, score, labels_differ)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SharedGroup, name, test_photos, train_photos)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AnswerCount, actual, predicted, photos)

namespace {

void for_each_leaks_field(auto& leaks, const auto& field) {
  field("split", leaks.split);
  field("train_photos", leaks.train_photos);
  field("unreadable_train", leaks.unreadable_train);
  field("leaks", leaks.leaks);
  field("groups", leaks.groups);
  field("captures", leaks.captures);
  field("within_test", leaks.within_test);
  field("interrupted", leaks.interrupted);
}

void for_each_other_field(auto& other, const auto& field) {
  field("split", other.split);
  field("labels", other.labels);
  field("asked", other.asked);
  field("unreadable", other.unreadable);
  field("failed", other.failed);
  field("answers", other.answers);
  field("problem", other.problem);
  field("interrupted", other.interrupted);
}

}  // namespace

void to_json(Json& json, const TrainingLeaks& leaks) {
  json["source"] = leaks.source.string();
  json["root"] = leaks.root.string();
  for_each_leaks_field(leaks, [&](const char* name, const auto& value) { json[name] = value; });
}

void from_json(const Json& json, TrainingLeaks& leaks) {
  leaks.source = json.at("source").get<std::string>();
  leaks.root = json.at("root").get<std::string>();
  for_each_leaks_field(leaks, [&](const char* name, auto& value) { json.at(name).get_to(value); });
}

void to_json(Json& json, const OtherPhotos& other) {
  json = {{"role", to_string(other.role)}, {"source", other.source.string()}};
  for_each_other_field(other, [&](const char* name, const auto& value) { json[name] = value; });
}

void from_json(const Json& json, OtherPhotos& other) {
  other.role = enum_of_word(json.at("role"), OtherRole::kField);
  other.source = json.at("source").get<std::string>();
  for_each_other_field(other, [&](const char* name, auto& value) { json.at(name).get_to(value); });
}

namespace {

bool hangs_together(const OtherPhotos& other, std::size_t classes) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
  std::uint64_t photos = 0;
  const auto fits = [&](std::uint64_t count) { return count <= kMost && (photos += count) <= kMost; };
  return other.asked <= kMost && other.unreadable <= kMost && other.failed <= kMost &&
         (other.labels.empty() || other.labels.size() == classes) &&
         std::ranges::all_of(other.answers,
                             [&](const AnswerCount& answer) {
                               return answer.actual < classes && fits(answer.photos) && answer.predicted >= kAbsent &&
                                      answer.predicted < static_cast<std::int64_t>(classes);
                             }) &&
         std::ranges::all_of(other.labels, [&, all = std::uint64_t{0}](std::uint64_t count) mutable {
           return count <= kMost && (all += count) <= kMost;
         });
}

bool hangs_together(const TrainingLeaks& leaks) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
  const auto can_be = [](const auto& pair) { return !pair.edits.empty() && pair.score >= -1 && pair.score <= 1; };
  return leaks.train_photos <= kMost && leaks.unreadable_train <= kMost && std::ranges::all_of(leaks.leaks, can_be) &&
         std::ranges::all_of(leaks.within_test, can_be);
}

}  // namespace

Result<void> check_other_photos(const Run& run) {
  if (run.leaks && !hangs_together(*run.leaks)) return fail(ErrorCode::kMalformed, "leaks that cannot be");
  std::set<OtherRole> roles;
  for (const OtherPhotos& other : run.other_photos)
    if (!roles.insert(other.role).second || !hangs_together(other, run.dataset.class_names.size()))
      return fail(ErrorCode::kMalformed,
                  std::string(to_string(other.role)) + " photos that cannot be, or are there twice");
  return {};
}

}  // namespace muster
