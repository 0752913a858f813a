#include "base/labels/label_parts.h"

#include <algorithm>

#include "base/labels/label_text.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kDigits = "0123456789", kBlank = " \t";
constexpr std::size_t kMostDigits = 7, kIdLength = 9;

}  // namespace

bool is_wordnet_id(std::string_view text) {
  return text.size() == kIdLength && text.front() == 'n' &&
         text.substr(1).find_first_not_of(kDigits) == std::string_view::npos;
}

std::optional<IndexedName> index_and_name(std::string_view line) {
  const std::size_t digits = std::min(line.find_first_not_of(kDigits), line.size());
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  const std::string_view rest = line.substr(digits);
  const std::size_t blank = std::min(rest.find_first_not_of(kBlank), rest.size());
  if (blank == rest.size()) return std::nullopt;  // a number alone
  IndexedName parts{parse_integer(line.substr(0, digits)).value_or(-1), ' ', false, rest.substr(blank)};
  const char next = parts.name.front();
  const bool dash = next == '-' && blank > 0 && parts.name.size() > 1 && kBlank.find(parts.name[1]) != kBlank.npos;
  if (std::string_view(",:;|=)").find(next) != std::string_view::npos || (next == '.' && blank == 0) || dash) {
    parts.separator = next;
    const std::string_view after = parts.name.substr(1);
    parts.name = trimmed(after);
    parts.tight = parts.name.size() == after.size();
  } else if (blank == 0) {
    return std::nullopt;
  }
  if (parts.name.empty()) return std::nullopt;
  return parts;
}

std::optional<IndexedName> name_and_index(std::string_view line) {
  const std::size_t colon = line.rfind(": ");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view number = trimmed(line.substr(colon + 1));
  if (number.empty() || number.size() > kMostDigits || number.find_first_not_of(kDigits) != std::string_view::npos)
    return std::nullopt;
  return IndexedName{parse_integer(number).value_or(-1), ':', false, trimmed(line.substr(0, colon))};
}

std::optional<IndexedName> name_then_index(std::string_view line) {
  const std::size_t before = line.find_last_not_of(kDigits);
  if (before == std::string_view::npos || before + 1 == line.size() || line.size() - before - 1 > kMostDigits)
    return std::nullopt;
  if (std::string_view(" \t,").find(line[before]) == std::string_view::npos) return std::nullopt;
  std::string_view name = trimmed(line.substr(0, before + 1));
  if (name.ends_with(',')) name = trimmed(name.substr(0, name.size() - 1));
  if (name.empty()) return std::nullopt;
  return IndexedName{parse_integer(line.substr(before + 1)).value_or(-1), ' ', false, name};
}

std::optional<std::string_view> name_after_wordnet_id(std::string_view line) {
  if (line.size() <= kIdLength || !is_wordnet_id(line.substr(0, kIdLength))) return std::nullopt;
  std::string_view rest = line.substr(kIdLength);
  if (std::string_view(" \t,:").find(rest.front()) == std::string_view::npos) return std::nullopt;
  rest = trimmed(rest);
  if (rest.starts_with(',') || rest.starts_with(':')) rest = trimmed(rest.substr(1));
  if (rest.empty()) return std::nullopt;
  return rest;
}

bool is_in_quotes(std::string_view text) {
  text = without_comma(text);
  if (text.size() < 2 || (text.front() != '"' && text.front() != '\'') || text.back() != text.front()) return false;
  return text.substr(1, text.size() - 2).find(text.front()) == std::string_view::npos;
}

std::string without_quotes(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 2 || (text.front() != '"' && text.front() != '\'') || text.back() != text.front())
    return std::string(text);
  const char quote = text.front();
  std::string name;
  const std::string_view inside = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == quote && i + 1 < inside.size() && inside[i + 1] == quote) ++i;
    name += inside[i];
  }
  return std::string(trimmed(name));
}

std::string_view without_comma(std::string_view text) {
  return text.ends_with(',') ? trimmed(text.substr(0, text.size() - 1)) : text;
}

}  // namespace muster
