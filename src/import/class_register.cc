#include "import/class_register.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "data/background_label.h"

namespace muster {
namespace {

constexpr std::size_t kMostClasses = 1'000'000;

/// Numbers by value, before other names.
bool comes_before(const std::string& a, const std::string& b) {
  const auto number_a = parse_integer(a), number_b = parse_integer(b);
  if (number_a && number_b && *number_a != *number_b) return *number_a < *number_b;
  if (number_a.has_value() != number_b.has_value()) return number_a.has_value();
  return a < b;
}

}  // namespace

ClassRegister::ClassRegister(std::vector<std::string> names, bool by_index)
    : names_(std::move(names)), fixed_(!names_.empty()), by_index_(by_index) {
  for (std::size_t i = 0; i < names_.size(); ++i) numbers_.emplace(names_[i], static_cast<std::uint32_t>(i));
}

bool ClassRegister::is_none(std::string_view cell) const {
  if (cell == "-" || cell == "-1") return true;
  if (!fixed_) return cell == "background" && !numbers_.contains("background");
  return names_background(cell) && std::ranges::none_of(names_, names_background);
}

Result<std::uint32_t> ClassRegister::find(std::string_view cell) {
  if (const auto known = numbers_.find(std::string(cell));
      known != numbers_.end() && !(by_index_ && parse_integer(cell)))
    return known->second;
  if (by_index_ || (fixed_ && parse_integer(cell))) return find_index(cell);
  if (fixed_)
    return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is none of the {} classes{}", printable(cell, 60),
                                                         names_.size(), did_you_mean(cell, names_)));
  if (names_.size() >= kMostClasses)
    return fail(ErrorCode::kInvalidArgument, fmt::format("more than {} different classes", kMostClasses));
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(cell);
  numbers_.emplace(cell, number);
  return number;
}

Result<std::uint32_t> ClassRegister::find_index(std::string_view cell) {
  const auto index = parse_integer(cell);
  if (!index)
    return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is neither the index nor the name of a class{}",
                                                         printable(cell, 60), did_you_mean(cell, names_)));
  const std::size_t end = fixed_ ? names_.size() : kMostClasses;
  if (*index < 0 || static_cast<unsigned long long>(*index) >= end)
    return fail(ErrorCode::kInvalidArgument, fmt::format("class index {} is not between 0 and {}", *index, end - 1));
  const auto number = static_cast<std::uint32_t>(*index);
  while (names_.size() <= number) names_.push_back(std::to_string(names_.size()));
  return number;
}

Result<void> ClassRegister::name(std::uint32_t index, std::string_view cell) {
  if (fixed_ || cell.empty()) return {};
  const auto [known, added] = numbers_.emplace(cell, index);
  if (!added && known->second != index)
    return fail(ErrorCode::kInvalidArgument, fmt::format("the label '{}' stands at class_index {} and {}",
                                                         printable(cell, 60), known->second, index));
  if (added && names_[index] != std::to_string(index))
    return fail(ErrorCode::kInvalidArgument, fmt::format("class_index {} is called '{}' and '{}'", index,
                                                         printable(names_[index], 60), printable(cell, 60)));
  names_[index] = cell;
  return {};
}

std::string ClassRegister::alike() const {
  if (fixed_) return "";
  std::unordered_map<std::string, std::string_view> seen;
  for (const std::string& name : names_) {
    const auto [known, added] = seen.emplace(lower_case(name), name);
    if (!added)
      return fmt::format("{} and {} differ only in case and are two classes", in_quotes(known->second),
                         in_quotes(name));
  }
  return "";
}

std::vector<std::uint32_t> ClassRegister::sorted() {
  std::vector<std::uint32_t> order(names_.size()), number_of(names_.size());
  std::iota(order.begin(), order.end(), 0U);
  if (!fixed_ && !by_index_)
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return comes_before(names_[a], names_[b]); });
  std::vector<std::string> names(names_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) number_of[order[i]] = i, names[i] = names_[order[i]];
  names_ = std::move(names);
  return number_of;
}

}  // namespace muster
