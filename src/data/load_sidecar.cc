#include <fmt/format.h>

#include <toml++/toml.h>
#include <array>
#include <optional>
#include <string_view>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "data/load_preprocessing.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 1'000'000;
const std::vector<std::string> kKeys{"background",  "colour", "crop",   "labels", "mean",
                                     "orientation", "preset", "resize", "scores", "std"};

/// One file being read: where errors are, and what its keys say.
struct Reader {
  const fs::path& path;
  Sidecar sidecar;

  [[nodiscard]] tl::unexpected<Error> malformed(const toml::source_position& at, std::string_view what) const {
    return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", path.string(), at.line, what));
  }

  Result<std::string> text(std::string_view key, const toml::node& node) const {
    if (const auto value = node.value_exact<std::string>(); value && !value->empty()) return *value;
    return malformed(node.source().begin, fmt::format("{} wants a text in quotes", key));
  }

  /// One number, or an array of numbers: one a channel.
  Result<std::vector<float>> numbers(std::string_view key, const toml::node& node) const {
    std::vector<float> values;
    const auto add = [&](const toml::node& element) {
      if (!element.is_number()) return false;
      values.push_back(static_cast<float>(*element.value<double>()));
      return true;
    };
    bool good = true;
    if (const toml::array* array = node.as_array()) {
      for (const toml::node& element : *array) good = good && add(element);
    } else {
      good = add(node);
    }
    if (good && !values.empty()) return values;
    return malformed(node.source().begin, fmt::format("{} wants a number, or an array of one number a channel{}", key,
                                                      key == "mean" ? ", or \"raw\"" : ""));
  }

  Result<void> read_background(const toml::node& node) {
    MUSTER_TRY(const std::string word, text("background", node));
    if (word != "first" && word != "none") return malformed(node.source().begin, "background is \"first\" or \"none\"");
    sidecar.data.background = word == "first" ? Background::kFirst : Background::kNone;
    return {};
  }

  Result<void> read_scores(const toml::node& node) {
    MUSTER_TRY(sidecar.scores, text("scores", node));
    for (const std::string_view word : {"probability", "logit", "sigmoid"})
      if (sidecar.scores == word) return {};
    return malformed(node.source().begin, "scores is \"probability\", \"logit\" or \"sigmoid\"");
  }

  Result<void> read(const toml::key& key, const toml::node& node) {
    PreprocessingOptions& stated = sidecar.preprocessing;
    if (key == "background") return read_background(node);
    if (key == "scores") return read_scores(node);
    if (key == "mean" && node.value_exact<std::string>() == "raw") {
      stated.pixels = "raw";
      return {};
    }
    if (key == "mean" || key == "std") {
      MUSTER_TRY((key == "mean" ? stated.mean : stated.std), numbers(key.str(), node));
      return {};
    }
    if (key == "labels") {
      MUSTER_TRY(const std::string file, text("labels", node));
      sidecar.data.labels = path.parent_path() / file;
      return {};
    }
    for (const auto& [name, target] :
         {std::pair{"crop", &stated.crop}, std::pair{"resize", &stated.resize}, std::pair{"colour", &stated.colour},
          std::pair{"preset", &stated.preset}, std::pair{"orientation", &stated.orientation}}) {
      if (key != name) continue;
      MUSTER_TRY(*target, text(name, node));
      return {};
    }
    return malformed(key.source().begin,
                     fmt::format("unknown key {}{}", in_quotes(key.str()), did_you_mean(key.str(), kKeys)));
  }
};

Result<toml::table> parse(const fs::path& path, std::string_view text) {
  try {
    return toml::parse(text, path.string());
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kMalformed,
                fmt::format("{}:{}: {}", path.string(), error.source().begin.line, printable(error.description())));
  }
}

/// MODEL.muster.toml: "net.tflite.muster.toml", or "net.muster.toml"; both at once are an error.
Result<std::optional<fs::path>> find_sidecar(const fs::path& model_path) {
  const fs::path full = model_path.string() + ".muster.toml";
  const fs::path stem = fs::path(model_path).replace_extension(".muster.toml");
  std::error_code ignored;
  const bool has_full = fs::exists(full, ignored), has_stem = stem != full && fs::exists(stem, ignored);
  if (has_full && has_stem)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} and {} both speak of one model: keep one", full.string(), stem.filename().string()));
  if (has_full) return full;
  if (has_stem) return stem;
  return std::nullopt;
}

}  // namespace

Result<Sidecar> load_sidecar(const fs::path& model_path) {
  MUSTER_TRY(const std::optional<fs::path> path, find_sidecar(model_path));
  if (!path) return Sidecar{};
  MUSTER_TRY(const auto bytes, read_file(*path, kMostBytes));
  MUSTER_TRY(const toml::table table, parse(*path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  Reader reader{*path, {}};
  for (const auto& [key, node] : table) MUSTER_CHECK_OK(reader.read(key, node));
  reader.sidecar.sha256 = to_hex(sha256(bytes));
  return std::move(reader.sidecar);
}

}  // namespace muster
