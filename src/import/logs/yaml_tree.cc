#include "import/logs/yaml_tree.h"

#include <yaml.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

constexpr std::size_t kDeepest = 16, kMostValues = 1'000'000;

/// Turns libyaml's events into a tree.
class Reader {
 public:
  explicit Reader(std::string_view text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { yaml_parser_delete(&parser_); }

  Result<YamlNode> read() {
    while (true) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0)
        return refuse_line(parser_.problem_mark.line + 1,
                           std::string("no YAML: ") + (parser_.problem != nullptr ? parser_.problem : "not readable"));
      const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> owned(&event, &yaml_event_delete);
      const std::size_t line = event.start_mark.line + 1;
      switch (event.type) {
        case YAML_ALIAS_EVENT:
          return refuse_line(line, "an alias, which no such file holds");
        case YAML_SCALAR_EVENT:
          MUSTER_CHECK_OK(
              take_scalar({reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length}, line));
          break;
        case YAML_MAPPING_START_EVENT:
        case YAML_SEQUENCE_START_EVENT:
          MUSTER_CHECK_OK(begin(event.type == YAML_MAPPING_START_EVENT, line));
          break;
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
          MUSTER_CHECK_OK(end(line));
          break;
        case YAML_DOCUMENT_END_EVENT:
        case YAML_STREAM_END_EVENT:
          return std::move(root_);
        default:
          break;
      }
    }
  }

 private:
  struct Level {
    YamlNode node;
    bool mapping = false;
    std::optional<std::string> key;  ///< that waits for its value
  };

  Result<void> take_scalar(std::string_view text, std::size_t line) {
    if (!levels_.empty() && levels_.back().mapping && !levels_.back().key) {
      levels_.back().key = text;
      return {};
    }
    YamlNode node;
    node.line = line;
    node.scalar = text;
    return put(std::move(node));
  }

  Result<void> begin(bool mapping, std::size_t line) {
    if (levels_.size() >= kDeepest) return refuse_line(line, "more than sixteen levels, which no such file has");
    if (!levels_.empty() && levels_.back().mapping && !levels_.back().key)
      return refuse_line(line, "a key that is no text");
    levels_.push_back({{line, std::nullopt, {}}, mapping, std::nullopt});
    return {};
  }

  Result<void> end(std::size_t line) {
    if (levels_.empty()) return refuse_line(line, "no YAML");
    YamlNode node = std::move(levels_.back().node);
    levels_.pop_back();
    return put(std::move(node));
  }

  Result<void> put(YamlNode node) {
    if (++values_ > kMostValues) return refuse_line(node.line, "more than a million values");
    if (levels_.empty()) {
      root_ = std::move(node);
      return {};
    }
    Level& level = levels_.back();
    if (level.mapping && level.node.find(level.key.value_or("")) != nullptr)
      return refuse_line(node.line, "a key that stands twice");
    level.node.children.emplace_back(std::exchange(level.key, std::nullopt).value_or(""), std::move(node));
    return {};
  }

  yaml_parser_t parser_{};
  std::vector<Level> levels_;
  YamlNode root_;
  std::size_t values_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view name) const {
  const auto found = std::ranges::find(children, name, [](const auto& child) { return std::string_view(child.first); });
  return found == children.end() ? nullptr : &found->second;
}

Result<YamlNode> parse_yaml(std::string_view text) {
  return Reader(text).read();
}

}  // namespace muster
