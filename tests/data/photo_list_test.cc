#include "data/photo_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;

TEST(PhotoList, of_a_folder_has_all_below_labelled_by_the_folder_on_top) {
  const TempFolder folder;
  folder.write_text("cat/a.jpg", "");
  folder.write_text("cat/far/b.JPEG", "");
  folder.write_text("loose.png", "");
  folder.write_text("notes.txt", "");
  const auto list = list_photos(folder.path().string(), "test");
  ASSERT_TRUE(list.has_value()) << message_of(list);
  ASSERT_EQ(list->size(), 3U);
  EXPECT_EQ(list->paths[1], "cat/far/b.JPEG");
  EXPECT_EQ(list->label_of(1), "cat");
  EXPECT_EQ(list->label_of(2), "");
  EXPECT_EQ(list->split, "all");
  EXPECT_THAT(list->warnings.at(0), HasSubstr("notes.txt"));
}

TEST(PhotoList, of_a_manifest_takes_the_split_behind_the_colon_or_the_usual_one) {
  const TempFolder folder;
  const auto manifest = folder.write_text("m.csv",
                                          "path,label,split,group\n"
                                          "a.jpg,cat,train,1\nb.jpg,dog,test,2\nc.jpg,dog,val,2\n");
  const auto train = list_photos(manifest.string(), "train");
  ASSERT_TRUE(train.has_value()) << message_of(train);
  EXPECT_EQ(train->size(), 1U);
  EXPECT_EQ(train->paths[0], "a.jpg");
  EXPECT_EQ(train->group.values[train->group.indices[0]], "1");
  EXPECT_EQ(train->file(0), folder / "a.jpg");
  EXPECT_EQ(list_photos(manifest.string() + ":val", "train")->paths[0], "c.jpg");
  EXPECT_EQ(list_photos(manifest.string() + ":all", "train")->size(), 3U);
  EXPECT_THAT(list_photos(manifest.string() + ":tset", "train").error().message, HasSubstr("tset"));
}

TEST(PhotoList, of_a_manifest_without_splits_or_labels_has_every_row) {
  const TempFolder folder;
  const auto manifest = folder.write_text("m.csv", "path,class_index\na.jpg,3\nb.jpg,4\n");
  const auto list = list_photos(manifest.string(), "train");
  ASSERT_TRUE(list.has_value()) << message_of(list);
  EXPECT_EQ(list->label.name, "class_index");
  EXPECT_EQ(list->label_of(1), "4");
  const auto bare = folder.write_text("bare.csv", "path\na.jpg\n");
  EXPECT_EQ(list_photos(bare.string(), "train")->label_of(0), "");
}

TEST(PhotoList, says_what_is_not_there) {
  const TempFolder folder;
  EXPECT_THAT(list_photos((folder / "none").string(), "test").error().message, HasSubstr("no such folder"));
  EXPECT_THAT(list_photos(folder.path().string(), "test").error().message, HasSubstr("holds no photos"));
  EXPECT_THAT(list_photos(folder.path().string() + ":train", "test").error().message, HasSubstr("has no splits"));
}

}  // namespace
}  // namespace muster
