#include "data/label_agreement.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kMostPairs = 100'000;  // of index and label; no manifest of classes has more

/// The name, and its synonyms: "tench, Tinca tinca" is "tench" too.
std::vector<std::string> ways_to_say(std::string_view name) {
  std::vector<std::string> ways{folded_name(name)};
  if (name.find(',') == std::string_view::npos) return ways;
  for (const std::string_view part : split(name, ','))
    if (!trimmed(part).empty()) ways.push_back(folded_name(trimmed(part)));
  return ways;
}

bool says(std::string_view name, const std::string& label) {
  const auto ways = ways_to_say(name);
  return !name.empty() && std::ranges::find(ways, folded_name(label)) != ways.end();
}

/// The rows that contradict, and the first of them.
struct Contradiction {
  std::uint64_t rows = 0, line = 0;
  std::uint32_t index = 0;
  std::string label;
  bool all_one_more = true;  ///< every label is the name of the class before its index
};

}  // namespace

std::string folded_name(std::string_view name) {
  std::string key = lower_case(name);
  std::ranges::replace(key, '_', ' ');
  return key;
}

LabelAgreement::LabelAgreement(const ClassList& classes)
    : names_(classes.names),
      lines_(classes.lines),
      known_(std::ranges::any_of(names_, [](const std::string& name) { return !name.empty(); })) {}

void LabelAgreement::add(std::uint32_t index, std::string_view label, std::uint64_t line) {
  ++all_rows_;
  const auto key = std::pair(index, std::string(label));
  const auto found = rows_.find(key);
  if (found != rows_.end())
    ++found->second.count;
  else if (rows_.size() < kMostPairs)
    rows_.emplace(key, Rows{1, line});
}

void LabelAgreement::name_by_commonest_labels() {
  std::vector<Rows> best;
  for (const auto& [pair, rows] : rows_) {
    const auto& [index, label] = pair;
    if (index >= names_.size()) names_.resize(index + 1);
    if (index >= best.size()) best.resize(index + 1);
    Rows& most = best[index];
    const bool earlier = rows.count == most.count && rows.first_line < most.first_line;
    if (rows.count > most.count || earlier) most = rows, names_[index] = label;
  }
}

void LabelAgreement::index_names() {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    if (names_[i].empty()) continue;
    for (const std::string& way : ways_to_say(names_[i])) {
      const auto [found, fresh] = by_name_.emplace(way, i);
      if (!fresh && found->second != i) found->second = kNoClass;
    }
  }
}

bool LabelAgreement::is_own_name(std::uint32_t index, const std::string& label) const {
  if (index >= names_.size()) return false;
  if (names_[index] == label || says(names_[index], label)) return true;
  if (index >= lines_.size()) return false;
  const std::string& line = lines_[index];
  return says(line, label) || (is_wordnet_id(label) && line.starts_with(label));
}

std::optional<std::uint32_t> LabelAgreement::other_class(std::uint32_t index, const std::string& label) const {
  const auto found = by_name_.find(folded_name(label));
  if (found == by_name_.end() || found->second == kNoClass || found->second == index) return std::nullopt;
  return found->second;
}

Result<void> LabelAgreement::check(const std::filesystem::path& manifest) {
  if (!known_) name_by_commonest_labels();
  index_names();
  std::uint64_t agreeing = 0;
  for (const auto& [pair, rows] : rows_)
    if (is_own_name(pair.first, pair.second)) agreeing += rows.count;
  const bool same_vocabulary = known_ && 2 * agreeing > all_rows_;
  Contradiction found;
  for (const auto& [pair, rows] : rows_) {
    const auto& [index, label] = pair;
    if (is_own_name(index, label)) continue;
    const auto other = other_class(index, label);
    if (!other && !same_vocabulary) continue;
    found.rows += rows.count;
    found.all_one_more = found.all_one_more && other && *other + 1 == index;
    if (found.line == 0 || rows.first_line < found.line)
      found.line = rows.first_line, found.index = index, found.label = label;
  }
  if (found.rows == 0) return {};
  const std::string name = found.index < names_.size() ? names_[found.index] : "";
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{}:{}: label {} contradicts class_index {}, which is {}; {} of {} rows contradict; {}",
                  manifest.string(), found.line, in_quotes(found.label), found.index, in_quotes(name), found.rows,
                  all_rows_,
                  found.all_one_more ? "class_index counts from 0, and here it seems to count from 1"
                                     : "correct the column that is wrong, or leave it out (class_index counts from 0; "
                                       "--labels FILE names the classes)"));
}

}  // namespace muster
