#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "support/pictures.h"
#include "support/temp_folder.h"
#include "support/tflite_builder.h"

namespace muster {

/// A .tflite that any size suits and LiteRT runs: the mean of each colour channel, so that red, green and blue photos
/// are its three classes. `input` is its image input's shape; more operators may follow.
inline TfliteRecipe mean_colours(std::vector<std::int64_t> input,
                                 const std::vector<std::int32_t>& more_operators = {}) {
  constexpr std::int32_t kMean = 40;
  std::vector<std::byte> axes(2 * sizeof(std::int32_t));
  const std::int32_t height_and_width[] = {1, 2};
  std::memcpy(axes.data(), height_and_width, axes.size());
  TfliteRecipe recipe;
  recipe.inputs = {{"image", ElementType::kFloat32, std::move(input), std::nullopt}};
  recipe.outputs = {{"scores", ElementType::kFloat32, {1, 3}, std::nullopt}};
  recipe.nodes = {{kMean, "", {{"axes", ElementType::kInt32, {2}, axes, {}, false}}, {1, 3}, false}};
  for (const std::int32_t code : more_operators) recipe.nodes.push_back({code, "", {}, {1, 3}, false});
  return recipe;
}

/// A folder with that model, and photos of its classes: red, green and blue, ten each, no two alike.
class ColourScene {
 public:
  explicit ColourScene(const TfliteRecipe& recipe) {
    const std::vector<std::byte> bytes = build_tflite(recipe);
    model = folder.write_text("model.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    labels = folder.write_text("labels.txt", "red\ngreen\nblue\n");
    constexpr std::string_view kNames[] = {"red", "green", "blue"};
    for (int i = 0; i < 30; ++i) {
      Image photo;
      photo.width = photo.height = 16;
      for (int value = 0; value < 16 * 16 * 3; ++value)
        photo.pixels.push_back(
            static_cast<std::uint8_t>(value % 3 == i % 3 ? 200 + i + value % 7 : 20 + i + value % 5));
      folder.write_text("photos/" + std::string(kNames[i % 3]) + "/" + std::to_string(i) + ".bmp", bmp_of(photo));
    }
  }

  /// Arguments that name model, photos and preparation.
  [[nodiscard]] std::string arguments(std::string_view command) const {
    return std::string(command) + " " + model.string() + " --data " + (folder / "photos").string() + " --labels " +
           labels.string() + " --preprocess stretch --mean 0 --std 255 ";
  }

  TempFolder folder;
  std::filesystem::path model, labels;
};

}  // namespace muster
