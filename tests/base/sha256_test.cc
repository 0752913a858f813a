#include "base/sha256.h"

#include <gtest/gtest.h>

#include <string_view>

namespace muster {
namespace {

std::span<const std::byte> bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(Sha256, agrees_with_the_examples_of_fips_180) {
  EXPECT_EQ(to_hex(sha256(bytes("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, does_not_care_for_the_pieces) {
  Sha256 hash;
  hash.update(bytes("a"));
  hash.update(bytes("bc"));
  EXPECT_EQ(hash.finish(), sha256(bytes("abc")));
}

}  // namespace
}  // namespace muster
