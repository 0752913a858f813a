#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// `text` without leading and trailing white space.
std::string_view trimmed(std::string_view text);

/// Pieces between separators; n separators give n + 1 pieces.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The whole of `text` as a number in the C locale; nullopt when anything else stands there.
std::optional<double> parse_number(std::string_view text);
std::optional<long long> parse_integer(std::string_view text);

/// Whether `text` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view text);

/// Untrusted text for a terminal: control characters and malformed UTF-8 become \xNN,
/// more than `limit` bytes are cut with "…".
std::string printable(std::string_view text, std::size_t limit = 200);

/// The candidate nearest to `name` (case-insensitive Levenshtein distance), if near enough to be a slip.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

/// "; did you mean 'x'?" or "" for the end of an error.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace muster
