#include "import/logs/json_log.h"

#include "import/logs/log_lines.h"

namespace muster {

Result<nlohmann::json> parse_json_log(std::string_view log) {
  constexpr std::size_t kLargest = std::size_t{8} << 20U;
  constexpr int kDeepest = 16;
  if (log.size() > kLargest) return refuse_line(1, "more than 8 MiB of JSON; no such tool writes that");
  const auto shallow = [](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    return depth <= kDeepest;
  };
  nlohmann::json json = nlohmann::json::parse(log, shallow, false);
  if (json.is_discarded() || !json.is_object()) return refuse_line(1, "no whole JSON document; it was cut or changed");
  return json;
}

}  // namespace muster
