#include "import/logs/json_log.h"

#include <iterator>

#include "base/json_keys.h"
#include "base/text.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

/// Goes through a text and counts its lines.
struct LineCounter {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  std::size_t* line;

  reference operator*() const { return *at; }
  LineCounter& operator++() {
    if (*at == '\n') ++*line;
    ++at;
    return *this;
  }
  bool operator==(const LineCounter& other) const { return at == other.at; }
  bool operator!=(const LineCounter& other) const { return at != other.at; }
};

}  // namespace

Result<nlohmann::json> parse_json_log(std::string_view log) {
  constexpr std::size_t kLargest = std::size_t{8} << 20U;
  constexpr std::size_t kDeepest = 16;
  if (log.size() > kLargest) return refuse_line(1, "more than 8 MiB of JSON; no such tool writes that");
  KeyWatch<nlohmann::json, kDeepest> keys;
  std::size_t line = 1, repeated_line = 0;
  const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    const bool keep = keys(depth, event, parsed);
    if (keys.repeated() && repeated_line == 0) repeated_line = line;
    return keep;
  };
  const LineCounter begin{log.data(), &line}, end{log.data() + log.size(), &line};
  nlohmann::json json = nlohmann::json::parse(begin, end, watch, false);
  if (json.is_discarded() || !json.is_object())
    return refuse_line(line, "no whole JSON document; it was cut or changed");
  if (keys.repeated())
    return refuse_line(repeated_line, in_quotes(*keys.repeated()) + " stands twice in one object: which one counts?");
  return json;
}

}  // namespace muster
