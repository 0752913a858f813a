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

/// Equal but for the case of ASCII letters.
std::string lower_case(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Pieces between separators; n separators give n + 1 pieces.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The whole of `text` as a number in the C locale; nullopt when anything else stands there.
/// "inf" and "nan" are numbers too: who wants finite ones checks.
std::optional<double> parse_number(std::string_view text);
std::optional<long long> parse_integer(std::string_view text);

/// Whether `text` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view text);

/// Untrusted text for a terminal: control characters and malformed UTF-8 become \xNN,
/// more than `limit` bytes are cut with "…".
std::string printable(std::string_view text, std::size_t limit = 200);

/// An untrusted name for a message: 'name', printable and of 60 bytes at most.
std::string in_quotes(std::string_view name);

/// The candidate nearest to `name` (letters put in, left out, exchanged or swapped, case aside, or to one of its
/// synonyms between commas: "tench, Tinca tinca"), if near enough to be a slip: one letter, or a third of them.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

/// "; did you mean 'x'?" or "" for the end of an error.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace muster
