// Class folders, through load_dataset.
#include <gmock/gmock.h>

#include "data/load_dataset.h"
#include "support/classifier_facts.h"
#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Folder : public testing::Test {
 protected:
  void add(std::string_view name) { folder_.write_text(name, "x"); }
  Result<Dataset> load(std::vector<std::string> labels) {
    options_.data = folder_.path();
    const auto outputs = static_cast<std::int64_t>(labels.size());
    return load_dataset(options_, classifier_facts(outputs, std::move(labels)));
  }
  static std::vector<std::string> paths(const Dataset& dataset) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < dataset.size(); ++i) all.emplace_back(dataset.paths[i]);
    return all;
  }

  TempFolder folder_;
  DataOptions options_;
};

TEST_F(Folder, lists_photos_at_any_depth_in_the_order_of_their_paths) {
  for (const char* name : {"dog/z.jpg", "dog/a/2.PNG", "dog/a-b.jpeg", "cat/1.heic", "dog/a.webp"}) add(name);
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(paths(*dataset), ElementsAre("cat/1.heic", "dog/a-b.jpeg", "dog/a.webp", "dog/a/2.PNG", "dog/z.jpg"));
  EXPECT_THAT(dataset->classes, ElementsAre(1, 0, 0, 0, 0));
  EXPECT_EQ(dataset->file(0), folder_ / "cat/1.heic");
  EXPECT_EQ(dataset->split, "all");
  EXPECT_THAT(dataset->warnings, IsEmpty());
}

TEST_F(Folder, passes_over_hidden_and_other_files_and_counts_them) {
  for (const char* name : {"dog/1.jpg", "cat/1.jpg", "dog/.DS_Store", "dog/notes.txt", "readme.md", ".git/x.jpg"})
    add(name);
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_EQ(dataset->size(), 2U);
  EXPECT_THAT(dataset->warnings, ElementsAre(HasSubstr("4 hidden or other files")));
}

TEST_F(Folder, survives_links_that_lead_back) {
  add("dog/1.jpg"), add("cat/1.jpg");
  std::filesystem::create_directory_symlink(folder_ / "dog", folder_ / "dog/again");
  std::filesystem::create_symlink(folder_ / "nowhere", folder_ / "cat/lost.jpg");
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(paths(*dataset), ElementsAre("cat/1.jpg", "dog/1.jpg"));
  EXPECT_THAT(dataset->warnings, Contains(HasSubstr("read already")));
}

TEST_F(Folder, refuses_folders_nested_without_end) {
  std::string deep = "dog/";
  for (int i = 0; i < 70; ++i) deep += "d/";
  add(deep + "1.jpg");
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("nested more than 64 deep"));
}

TEST_F(Folder, matches_names_by_case_and_underscore_only_where_one_is_alike) {
  add("Great_Dane/1.jpg"), add("cat/1.jpg");
  const auto dataset = load({"great dane", "cat", "Cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->classes, ElementsAre(0, 1));
  EXPECT_THAT(dataset->warnings, ElementsAre(HasSubstr("'Great_Dane' as 'great dane'")));
  add("CAT/1.jpg");
  EXPECT_THAT(message_of(load({"great dane", "cat", "Cat"})),
              HasSubstr("1 label in the data matches no class of the model: 'CAT'"));
}

TEST_F(Folder, shows_both_sides_and_the_nearest_name_where_labels_match_nothing) {
  for (const char* name : {"begle/1.jpg", "b/1.jpg", "c/1.jpg", "d/1.jpg"}) add(name);
  EXPECT_THAT(message_of(load({"beagle", "boxer", "pug", "wolf"})),
              AllOf(HasSubstr("4 labels in the data match no class of the model: 'b', 'begle', 'c', …"),
                    HasSubstr("its classes are 'beagle', 'boxer', 'pug', … (4 in all)"),
                    HasSubstr("'begle' is near 'beagle'")));
}

TEST_F(Folder, takes_the_folder_named_dash_for_photos_of_no_class) {
  add("-/1.jpg"), add("cat/1.jpg"), add("dog/1.jpg");
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->classes, ElementsAre(kNoClass, 1, 0));
}

TEST_F(Folder, spreads_a_limit_evenly) {
  for (int i = 0; i < 10; ++i) add("dog/" + std::to_string(i) + ".jpg");
  options_.limit = 3;
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(paths(*dataset), ElementsAre("dog/0.jpg", "dog/3.jpg", "dog/6.jpg"));
  EXPECT_EQ(dataset->classes.size(), 3U);
}

TEST_F(Folder, points_to_a_manifest_that_stands_where_class_folders_should) {
  add("images/1.jpg"), add("labels.csv");
  EXPECT_THAT(message_of(load({"dog", "cat"})),
              AllOf(HasSubstr("no class folders, but labels.csv"), HasSubstr("/labels.csv")));
}

TEST_F(Folder, points_to_a_split_where_the_folder_holds_splits) {
  add("train/dog/1.jpg"), add("test/dog/1.jpg");
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("holds splits, not class folders"));
}

TEST_F(Folder, refuses_a_folder_without_photos) {
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("no class folders"));
  add("dog/notes.txt");
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("no photos in it"));
}

TEST_F(Folder, tells_of_class_folders_without_photos) {
  add("dog/1.jpg"), add("cat/1.jpg"), add("unknown/notes.txt");
  const auto dataset = load({"dog", "cat"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->warnings, Contains(HasSubstr("class folder 'unknown' holds no photos")));
}

TEST_F(Folder, refuses_names_that_are_not_utf8) {
  add("dog/1.jpg"), add("cat/\xFF.jpg");
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("cat/\\xFF.jpg': the name is not UTF-8"));
}

TEST_F(Folder, warns_of_one_class_where_the_model_has_more) {
  add("dog/1.jpg");
  const auto dataset = load({"dog", "cat", "bird"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->warnings, ElementsAre(HasSubstr("all photos are of one class, 'dog'")));
}

TEST_F(Folder, refuses_one_class_where_no_other_is_known) {
  add("dog/1.jpg");
  options_.data = folder_.path();
  EXPECT_THAT(message_of(load_dataset(options_)), HasSubstr("accuracy over one class means nothing"));
}

TEST_F(Folder, says_what_the_score_of_a_single_output_is_taken_for) {
  add("dog/1.jpg"), add("not_dog/1.jpg");
  const auto dataset = load({"dog"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->classes, ElementsAre(0, 1));
  EXPECT_THAT(dataset->warnings, Contains(HasSubstr("one score is taken for 'dog' (class 0)")));
}

TEST_F(Folder, has_no_columns_and_no_splits) {
  add("dog/1.jpg"), add("cat/1.jpg");
  options_.by = {"light"};
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("need a CSV manifest with that column"));
  options_.by.clear();
  options_.split = "test";
  EXPECT_THAT(message_of(load({"dog", "cat"})), HasSubstr("--split needs a CSV manifest"));
}

TEST_F(Folder, matches_names_and_whole_lines_of_indexed_labels) {
  for (const char* name : {"0 Mask/1.jpg", "NoMask/2.jpg"}) add(name);
  const TempFolder labels;
  options_.labels = labels.write_text("labels.txt", "0 Mask\n1 NoMask\n");
  const auto dataset = load({"a", "b"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->classes, ElementsAre(0, 1));
  EXPECT_THAT(dataset->class_names, ElementsAre("Mask", "NoMask"));
  EXPECT_EQ(dataset->label_form, "an index before every name");
}

TEST_F(Folder, matches_names_that_begin_with_a_number) {
  for (const char* name : {"0_Mask/1.jpg", "1_NoMask/2.jpg"}) add(name);
  const TempFolder labels;
  options_.labels = labels.write_text("labels.txt", "0_Mask\n1_NoMask\n");
  const auto dataset = load({"a", "b"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->class_names, ElementsAre("0_Mask", "1_NoMask"));
  EXPECT_EQ(dataset->label_form, "");
}

TEST_F(Folder, matches_wordnet_ids_of_labels_that_have_them) {
  for (const char* name : {"n01440764/1.jpg", "n01443537/2.jpg"}) add(name);
  const TempFolder labels;
  options_.labels = labels.write_text("labels.txt", "n01440764 tench\nn01443537 goldfish\n");
  const auto dataset = load({"a", "b"});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->class_names, ElementsAre("tench", "goldfish"));
}

TEST_F(Folder, of_the_background_is_a_class_only_where_the_user_says_so) {
  for (const char* name : {"background/1.jpg", "dog/2.jpg"}) add(name);
  EXPECT_THAT(message_of(load({"cat", "dog", "background"})),
              HasSubstr("say --background none to grade 'background' as a class"));
  options_.background = Background::kNone;
  EXPECT_THAT(load({"cat", "dog", "background"})->classes, ElementsAre(2, 1));
}

}  // namespace
}  // namespace muster
