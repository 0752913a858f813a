#include "record/read_stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kMostKinds = 100, kMostAnswers = 50'000'000, kNowhere = ~std::size_t{0};

tl::unexpected<Error> damaged(const Database& database, std::string_view what) {
  return fail(ErrorCode::kMalformed, fmt::format("{}: damaged: {}", database.name(), what));
}

/// Where each photo of the data set stands in stress.photos. Errors: what the document names is not there, or twice.
Result<std::vector<std::size_t>> places_of(const Database& database, const StressAnswers& stress, std::size_t photos) {
  const std::set<std::string_view> kinds(stress.kinds.begin(), stress.kinds.end());
  if (kinds.empty() || kinds.size() > kMostKinds || kinds.size() != stress.kinds.size())
    return damaged(database, "no kinds of degradation, too many, or one twice");
  if (stress.photos.size() > kMostAnswers / stress.width())
    return damaged(database, "more degraded photos than can be kept");
  std::vector<std::size_t> places(photos, kNowhere);
  for (std::size_t i = 0; i < stress.photos.size(); ++i) {
    const std::uint32_t photo = stress.photos[i];
    if (photo >= photos || places[photo] != kNowhere)
      return damaged(database, "a degraded photo that there is not, or one twice");
    places[photo] = i;
  }
  return places;
}

/// Where the answer of a row belongs in stress.states; nullopt: nowhere.
std::optional<std::size_t> answer_of(const Statement& row, std::span<const std::int64_t> rows,
                                     std::span<const std::size_t> places, const StressAnswers& stress) {
  const auto photo = row.integer(0), severity = row.integer(2);
  if (!photo || !severity || *severity < 1 || *severity > kSeverities) return std::nullopt;
  const auto found = std::ranges::lower_bound(rows, *photo);
  if (found == rows.end() || *found != *photo) return std::nullopt;
  const std::size_t place = places[static_cast<std::size_t>(found - rows.begin())];
  const auto kind = std::ranges::find(stress.kinds, row.text(1).value_or(""));
  if (place == kNowhere || kind == stress.kinds.end()) return std::nullopt;
  return place * stress.width() + static_cast<std::size_t>(kind - stress.kinds.begin()) * kSeverities +
         static_cast<std::size_t>(*severity - 1);
}

}  // namespace

std::optional<PhotoState> answered_state(std::string_view word) {
  for (const PhotoState state : {PhotoState::kScored, PhotoState::kUnreadable, PhotoState::kNotANumber,
                                 PhotoState::kFailed, PhotoState::kSetAside})
    if (to_string(state) == word) return state;
  return std::nullopt;
}

Result<void> read_stress_answers(Database& database, std::span<const std::int64_t> rows, Run& run) {
  StressAnswers& stress = *run.stress;
  MUSTER_TRY(const auto places, places_of(database, stress, rows.size()));
  stress.states.assign(stress.photos.size() * stress.width(), PhotoState::kPending);
  stress.top1.assign(stress.states.size(), kAbsent);
  const auto classes = static_cast<std::int64_t>(run.dataset.class_names.size());
  MUSTER_TRY(Statement row, database.prepare("SELECT photo, kind, severity, state, top1 FROM stress"));
  while (true) {
    MUSTER_TRY(const bool any, row.step());
    if (!any) return {};
    const auto answer = answer_of(row, rows, places, stress);
    const auto state = answered_state(row.text(3).value_or(""));
    if (!answer || !state || *state == PhotoState::kSetAside)
      return damaged(database, "an answer to no degraded photo");
    stress.states[*answer] = *state;
    if (*state != PhotoState::kScored) continue;
    const auto top1 = row.integer(4);
    if (!top1 || *top1 < kBackground || *top1 >= classes)
      return damaged(database, "a degraded photo is answered with a class that there is not");
    stress.top1[*answer] = static_cast<std::int32_t>(*top1);
  }
}

}  // namespace muster
