#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// "0 cat" taken apart.
struct IndexedName {
  long long index = 0;
  char separator = ' ';  ///< of index and name: ' ' is white space
  bool tight = false;    ///< no white space between separator and name
  std::string_view name;
};

/// "0 cat", "0,cat", "0: cat", "0. cat", "0\tcat", also with ; | = ) and a dash between blanks. nullopt: another line;
/// "0_Mask" and a number alone are names.
std::optional<IndexedName> index_and_name(std::string_view line);

/// "cat: 0", with a blank after the last colon.
std::optional<IndexedName> name_and_index(std::string_view line);

/// "airfield 0" or "airfield,0".
std::optional<IndexedName> name_then_index(std::string_view line);

/// "n01440764 tench", also with a tab, comma or colon between; nullopt: no ID, or nothing after it.
std::optional<std::string_view> name_after_wordnet_id(std::string_view line);

/// Whether the text is in quotes, '…' or "…" (a comma may follow), and has no such quote inside.
bool is_in_quotes(std::string_view text);

/// The text without the quotes around it; the text itself, where there are none. Quotes that are doubled become one.
std::string without_quotes(std::string_view text);

/// The text without a comma at its end.
std::string_view without_comma(std::string_view text);

}  // namespace muster
