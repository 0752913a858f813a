#pragma once

#include <filesystem>
#include <string>

#include "muster/verbs.h"
#include "support/temp_folder.h"
#include "support/tflite_builder.h"

namespace muster {

/// A folder with a model that does what `behaviour` says in muster-fake-worker, and with drawn photos.
class FakeScene {
 public:
  explicit FakeScene(const std::string& behaviour, TfliteRecipe recipe = {}) {
    recipe.description = "fake " + behaviour;
    const std::vector<std::byte> bytes = build_tflite(recipe);
    model = folder.write_text("model.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    options.models = {model};
    options.preprocessing.preset = "stretch";
    options.run.worker = MUSTER_FAKE_WORKER;
    options.run.jobs = 2;
    options.run.latency = false;
    options.data.labels = folder.write_text("labels.txt", "a\nb\nc\nd\n");
  }

  /// Adds a manifest of `count` grey photos; photo i has the grey of its class, i mod 4, and so is classified right.
  void add_photos(int count) {
    std::string manifest = "path,label\n";
    for (int i = 0; i < count; ++i) {
      const std::string name = "photo" + std::to_string(i) + ".bmp";
      folder.write_text(name, grey_bmp(static_cast<unsigned char>(i % 4)) + std::to_string(i));  // no copies
      manifest += name + "," + "abcd"[i % 4] + "\n";
    }
    options.data.data = folder.write_text("photos.csv", manifest);
  }

  /// A BMP of 2×2 pixels, all of that grey.
  static std::string grey_bmp(unsigned char grey) {
    std::string file("BM", 2);
    const auto number = [&](std::uint32_t value, int bytes) {
      for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i) & 0xFFU);
    };
    number(54 + 16, 4), number(0, 4), number(54, 4);
    number(40, 4), number(2, 4), number(2, 4), number(1, 2), number(24, 2);
    for (int i = 0; i < 6; ++i) number(0, 4);
    for (int row = 0; row < 2; ++row) file.append(6, static_cast<char>(grey)).append(2, '\0');
    return file;
  }

  TempFolder folder;
  std::filesystem::path model;
  CheckOptions options;
};

}  // namespace muster
