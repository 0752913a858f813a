#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

// What nlohmann::json needs to write values that are read back: between processes and in Run files.

namespace muster {

/// The enumerator whose to_string() is that word, of those from 0 to `last`. Throws what nlohmann::json throws for a
/// value of another type, since only its readers call it.
template <class Enum>
Enum enum_of_word(const nlohmann::json& json, Enum last) {
  const auto word = json.get<std::string>();
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (to_string(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  throw nlohmann::json::other_error::create(501, "'" + word + "' is none of the words", &json);
}

}  // namespace muster

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& json, const std::optional<T>& value) {
    if (value)
      json = *value;
    else
      json = nullptr;
  }
  static void from_json(const json& json, std::optional<T>& value) {
    if (json.is_null())
      value.reset();
    else
      value = json.get<T>();
  }
};

template <>
struct adl_serializer<std::chrono::nanoseconds> {
  static void to_json(json& json, std::chrono::nanoseconds value) { json = value.count(); }
  static void from_json(const json& json, std::chrono::nanoseconds& value) {
    value = std::chrono::nanoseconds(json.get<std::int64_t>());
  }
};

}  // namespace nlohmann
