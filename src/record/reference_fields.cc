#include "record/reference_fields.h"

#include <algorithm>

namespace muster {

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReferenceAnswer, answer, photos, changed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Unanswered, unreadable, pending, failed)

void to_json(Json& json, const DecisionFlips& flips) {
  json = {{"photos", flips.photos},
          {"right_to_wrong", flips.right_to_wrong},
          {"wrong_to_right", flips.wrong_to_right},
          {"wrong_to_wrong", flips.wrong_to_wrong},
          {"unlabelled", flips.unlabelled},
          {"unlabelled_changed", flips.unlabelled_changed}};
}

/// Files of 0.1.0 say nothing of photos without a label.
void from_json(const Json& json, DecisionFlips& flips) {
  json.at("photos").get_to(flips.photos);
  json.at("right_to_wrong").get_to(flips.right_to_wrong);
  json.at("wrong_to_right").get_to(flips.wrong_to_right);
  json.at("wrong_to_wrong").get_to(flips.wrong_to_wrong);
  flips.unlabelled = json.value("unlabelled", std::uint64_t{0});
  flips.unlabelled_changed = json.value("unlabelled_changed", std::uint64_t{0});
}

void to_json(Json& json, const BesideReference& beside) {
  json = {{"path", beside.path.string()}, {"sha256", beside.sha256},         {"flips", beside.flips},
          {"answers", beside.answers},    {"unanswered", beside.unanswered}, {"guessed", beside.guessed}};
}

void from_json(const Json& json, BesideReference& beside) {
  beside.path = json.at("path").get<std::string>();
  json.at("sha256").get_to(beside.sha256);
  json.at("flips").get_to(beside.flips);
  if (json.contains("answers")) json.at("answers").get_to(beside.answers);  // files of 0.1.0 have none
  json.at("unanswered").get_to(beside.unanswered);
  json.at("guessed").get_to(beside.guessed);
}

bool hangs_together(const BesideReference& beside) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
  const DecisionFlips& flips = beside.flips;
  const auto fits = [&](std::uint64_t count) { return count <= kMost; };
  const bool answers_fit = std::ranges::all_of(beside.answers, [&](const ReferenceAnswer& answer) {
    return fits(answer.photos) && answer.changed <= answer.photos;
  });
  return answers_fit && fits(flips.unlabelled) && flips.unlabelled_changed <= flips.unlabelled &&
         fits(flips.right_to_wrong) && fits(flips.wrong_to_right) && fits(flips.wrong_to_wrong) && fits(flips.photos) &&
         flips.all() <= flips.photos && fits(beside.unanswered.pending) && fits(beside.unanswered.unreadable) &&
         fits(beside.unanswered.failed);
}

}  // namespace muster
