#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>

namespace muster {

/// Watches a parse of nlohmann's, as its callback: what lies deeper than `Deepest` levels is dropped, and the first key
/// that stands twice in an object is remembered, since the parser would silently take the last.
template <class Json, std::size_t Deepest>
class KeyWatch {
 public:
  bool operator()(int depth, typename Json::parse_event_t event, const Json& parsed) {
    using Event = typename Json::parse_event_t;
    if (depth < 0 || static_cast<std::size_t>(depth) > Deepest) return false;
    if (event == Event::object_start) keys_.at(static_cast<std::size_t>(depth)).clear();
    if (event == Event::key && depth > 0) {
      const auto& key = parsed.template get_ref<const typename Json::string_t&>();
      if (!keys_.at(static_cast<std::size_t>(depth) - 1).insert(key).second && !repeated_) repeated_ = key;
    }
    return true;
  }

  /// The first key that stood twice in one object.
  [[nodiscard]] const std::optional<std::string>& repeated() const { return repeated_; }

 private:
  std::array<std::set<std::string>, Deepest + 1> keys_;  // of the object that is open at each level
  std::optional<std::string> repeated_;
};

}  // namespace muster
