#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "muster/alike.h"

namespace muster {

/// A test photo whose picture the training photos show too. Paths are those of the two lists.
struct Leak {
  std::string test, train;
  std::vector<Edit> edits;  ///< of the training photo, as the test photo is; the most telling first, never empty
  double score = 0;         ///< as AlikePhotos::score
  bool labels_differ = false;
};

/// Two test photos that show one picture: the second grades nothing new. Neither leaks.
struct AlikeTestPhotos {
  std::string first, second;
  std::vector<Edit> edits;  ///< as AlikePhotos::edits
  double score = 0;         ///< as AlikePhotos::score
  bool labels_differ = false;
};

/// What a search for the test photos among the training photos found.
struct TrainingLeaks {
  std::filesystem::path source;  ///< the training photos, as given
  std::filesystem::path root;    ///< where relative paths of them start
  std::string split;             ///< of them that was taken; "all" where there is none
  std::uint64_t train_photos = 0, unreadable_train = 0;
  std::vector<Leak> leaks;                    ///< one a test photo: the pair with the highest score
  std::vector<SharedGroup> groups, captures;  ///< as in LeakSearch
  std::vector<AlikeTestPhotos> within_test;
  bool interrupted = false;  ///< stopped by the user: there may be more
};

/// What other photos are beside those that grade the model.
enum class OtherRole {
  kTraining,  ///< it was trained on them
  kField,     ///< taken by its users' phones
};
std::string_view to_string(OtherRole role);  // "training", "field"

/// How often photos of one class were answered with one class. Classes index Dataset::class_names.
struct AnswerCount {
  std::uint32_t actual = 0;
  std::int32_t predicted = 0;  ///< kBackground; kAbsent: no number came
  std::uint64_t photos = 0;
};

/// Answers to other photos, counted: they are compared with the test photos' as a whole, not one by one.
struct OtherPhotos {
  OtherRole role = OtherRole::kTraining;
  std::filesystem::path source;       ///< as given
  std::string split;                  ///< "all" where there is none
  std::vector<std::uint64_t> labels;  ///< labelled photos of each class, classified or not
  std::uint64_t asked = 0;            ///< photos that were drawn of them to be classified
  std::uint64_t unreadable = 0, failed = 0;
  std::vector<AnswerCount> answers;  ///< sorted by actual, predicted; each once
  std::string problem;               ///< why there are no answers; "": there are
  bool interrupted = false;          ///< stopped by the user: not all that were asked
};

}  // namespace muster
