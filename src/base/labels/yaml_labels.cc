#include "base/labels/yaml_labels.h"

#include <fmt/format.h>
#include <yaml.h>

#include <memory>
#include <optional>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kNames = "names", kCount = "nc";
constexpr std::size_t kDeepest = 64;

/// Follows libyaml's events with a count of the depth in the place of a tree.
class Reader {
 public:
  Reader(std::string_view text, std::string_view source) : source_(source) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    tree_.language = "YAML";
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { yaml_parser_delete(&parser_); }

  Result<FlatTree> read() {
    while (true) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0)
        return label_error(source_, parser_.problem_mark.line + 1,
                           fmt::format("this is not YAML: {}; a name with a colon needs quotes there",
                                       parser_.problem != nullptr ? parser_.problem : "it cannot be read"));
      const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> owned(&event, &yaml_event_delete);
      line_ = event.start_mark.line + 1;
      if (event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT) return finish();
      MUSTER_CHECK_OK(take(event));
    }
  }

 private:
  [[nodiscard]] tl::unexpected<Error> shape(std::string_view what) const {
    return label_error(source_, line_,
                       fmt::format("{} is YAML of another shape than labels have; give a list of names, or a map from "
                                   "index to name or from name to index",
                                   what));
  }

  Result<void> take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_ALIAS_EVENT:
        return shape("a reference (*)");
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        return take_scalar({std::string(reinterpret_cast<const char*>(scalar.value), scalar.length), line_,
                            scalar.style != YAML_PLAIN_SCALAR_STYLE});
      }
      case YAML_MAPPING_START_EVENT:
        return begin(true);
      case YAML_SEQUENCE_START_EVENT:
        return begin(false);
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        return end();
      default:
        return {};
    }
  }

  Result<void> begin(bool is_map) {
    if (collecting_) return shape(is_map ? "a map inside of the labels" : "a list inside of the labels");
    if (depth_ == kDeepest) return shape("so deep a structure");
    if (depth_ == 1 && root_is_map_ && !key_) return shape("a key that is a list or a map");
    ++depth_;
    if (depth_ == 1) {
      root_is_map_ = is_map, collecting_ = !is_map;
    } else if (depth_ == 2 && root_is_map_ && key_->text == kNames) {  // what came before are other settings
      collecting_ = has_names_ = true;
      tree_.entries.clear(), tree_.is_map = is_map;
      key_.reset();
    } else {
      skipped_ = true;
    }
    return {};
  }

  Result<void> end() {
    collecting_ = false;
    --depth_;
    if (depth_ == 1) key_.reset();
    return {};
  }

  Result<void> take_scalar(LabelScalar scalar) {
    if (depth_ == 0) return shape("a single text");
    if (collecting_) return add(std::move(scalar), tree_.is_map);
    if (depth_ > 1) return {};  // of another setting
    if (key_ && key_->text == kCount) count_ = parse_integer(scalar.text), count_line_ = line_;
    if (!key_) {
      key_ = std::move(scalar);
      return {};
    }
    if (has_names_) {
      key_.reset();
      return {};
    }
    tree_.is_map = true;
    return add(std::move(scalar), true);
  }

  Result<void> add(LabelScalar scalar, bool to_map) {
    if (to_map && !key_) {
      key_ = std::move(scalar);
      return {};
    }
    if (tree_.entries.size() == kMostLabels) return shape(fmt::format("a list of more than {} names", kMostLabels));
    LabelEntry entry;
    if (to_map) entry.key = *key_;
    key_.reset();
    entry.values.push_back(std::move(scalar));
    tree_.entries.push_back(std::move(entry));
    return {};
  }

  Result<FlatTree> finish() {
    if (!has_names_ && skipped_) return shape("a map without `names`");
    if (has_names_ && count_ && *count_ != static_cast<long long>(tree_.entries.size()))
      return label_error(source_, count_line_,
                         fmt::format("nc is {}, and there are {} names", *count_, tree_.entries.size()));
    return std::move(tree_);
  }

  std::string_view source_;
  yaml_parser_t parser_{};
  FlatTree tree_;
  std::size_t line_ = 1, depth_ = 0, count_line_ = 0;
  bool root_is_map_ = false;
  bool collecting_ = false;  ///< inside of the list or map that holds the labels
  bool has_names_ = false, skipped_ = false;
  std::optional<LabelScalar> key_;
  std::optional<long long> count_;
};

}  // namespace

Result<FlatTree> parse_label_yaml(std::string_view text, std::string_view source) {
  return Reader(text, source).read();
}

}  // namespace muster
