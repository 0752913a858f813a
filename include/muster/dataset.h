#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Many strings in one arena: a million paths cost their bytes and eight more each.
class StringColumn {
 public:
  void reserve(std::size_t count, std::size_t bytes) { ends_.reserve(count), arena_.reserve(bytes); }
  void push_back(std::string_view text) { arena_.append(text), ends_.push_back(arena_.size()); }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] bool empty() const { return ends_.empty(); }
  /// Valid until the next push_back.
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    const std::uint64_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(arena_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string arena_;
  std::vector<std::uint64_t> ends_;
};

/// The class of a photo that shows none of the classes (label "-").
inline constexpr std::uint32_t kNoClass = 0xFFFFFFFF;

/// No output of the model is "background".
inline constexpr std::int32_t kNoBackground = -1;

/// The class of an output, where output `background` is no class; -1: it is the background itself.
constexpr std::int64_t class_of_output(std::int64_t output, std::int32_t background) {
  if (background == kNoBackground || output < background) return output;
  return output == background ? -1 : output - 1;
}

/// The output of a class; of -1, the background's.
constexpr std::int64_t output_of_class(std::int64_t of_class, std::int32_t background) {
  if (background == kNoBackground) return of_class;
  if (of_class < 0) return background;
  return of_class >= background ? of_class + 1 : of_class;
}

/// One more column of a manifest (device, light, region, group): a small index into its values.
struct SliceColumn {
  std::string name;
  std::vector<std::string> values;     ///< distinct, in order of appearance
  std::vector<std::uint32_t> indices;  ///< one a sample
};

/// Labelled photos as columns; row i of every column is sample i.
struct Dataset {
  std::filesystem::path source;             ///< the folder or manifest, as given
  std::filesystem::path root;               ///< relative paths start here
  std::string split;                        ///< which split was taken; "all" where there is none
  StringColumn paths;                       ///< as given; relative to root, or absolute
  std::vector<std::uint32_t> classes;       ///< index into class_names, or kNoClass
  std::vector<std::string> class_names;     ///< one a class of the model, in its output order
  std::int32_t background = kNoBackground;  ///< the output that is "background" and no class
  std::string label_form;                   ///< how the labels were read ("a JSON list"); "": plain lines, or none
  bool by_index = false;                    ///< the photos' classes are stated by number, not by name
  SliceColumn group;                        ///< photos that belong together (one video), else alone in a group whose
                                            ///< value is ""; name empty: none
  std::vector<SliceColumn> slices;
  std::vector<std::string> warnings;  ///< one line each, ready to be shown

  [[nodiscard]] std::size_t size() const { return paths.size(); }
  /// Where sample `index` lies on disk.
  [[nodiscard]] std::filesystem::path file(std::size_t index) const { return root / paths[index]; }
};

/// Whether a file's name ends as a photo's does (".jpg", ".HEIC", …).
bool is_photo_name(std::string_view name);

/// Takes the marked samples out of every column. `removed` has one entry a sample.
void remove_samples(Dataset& dataset, const std::vector<bool>& removed);

/// Classes graded together: "dog" = outputs 151 to 268.
struct ClassGroup {
  std::string name;
  std::vector<std::uint32_t> classes;
};

}  // namespace muster
