#include "validators.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "muster/dataset.h"

namespace muster::cli {

namespace {

CLI::Validator number_of(std::string_view kind, double low, double high, bool whole) {
  return CLI::Validator(
      [=](const std::string& text) {
        char* end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        const bool read = end != text.c_str() && *end == '\0' && std::isfinite(number);
        const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
        if (read && number >= low && number <= high && (digits || !whole)) return std::string();
        return fmt::format("'{}': give a {} from {:.12g} to {:.12g}", text, kind, low, high);
      },
      "");
}

}  // namespace

CLI::Validator between(double low, double high) {
  return number_of("number", low, high, false);
}

CLI::Validator whole_between(double low, double high) {
  return number_of("whole number", low, high, true);
}

void refuse_empty_texts(CLI::App& command) {
  const CLI::Validator not_empty(
      [](const std::string& text) {
        return text.empty() ? std::string("the text given is empty; a variable that is not set?") : std::string();
      },
      "");
  for (CLI::Option* option : command.get_options())
    if (option->get_items_expected_max() > 0) option->check(not_empty);
}

Result<void> check_command_words(const CLI::App& app, int argc, const char* const* argv) {
  const auto all = [](const CLI::App*) { return true; };
  const CLI::App* level = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto commands = level->get_subcommands(all);
    if (commands.empty() || word.starts_with('-')) return {};
    const auto found = std::ranges::find(commands, word, [](const CLI::App* command) { return command->get_name(); });
    if (found == commands.end()) {
      std::vector<std::string> names;
      for (const CLI::App* command : commands) names.push_back(command->get_name());
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' is no command; there are {}", word, fmt::join(names, ", ")));
    }
    level = *found;
  }
  return {};
}

namespace {

/// What may be MANIFEST:SPLIT, without the split.
std::filesystem::path without_split(const std::filesystem::path& given) {
  const std::string text = given.string();
  const std::size_t colon = text.rfind(':');
  return colon == std::string::npos ? std::string() : text.substr(0, colon);
}

}  // namespace

Result<void> check_output(const std::filesystem::path& output, const std::vector<std::filesystem::path>& others,
                          bool is_picture) {
  namespace fs = std::filesystem;
  if (output.empty() || output == "-") return {};
  std::error_code unknown;
  const auto absolute = [&](const fs::path& path) {
    return fs::weakly_canonical(fs::absolute(path, unknown), unknown);
  };
  const auto is_output = [&](const fs::path& other) {
    return !other.empty() && (fs::equivalent(output, other, unknown) || absolute(output) == absolute(other));
  };
  for (const fs::path& other : others)
    if (is_output(other) || is_output(without_split(other)))
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} is read or written already: name another file for the output", output.string()));
  if (is_photo_name(output.string()) && is_picture && fs::exists(output, unknown))
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{} is there already, and may be a photo: name another file for the output", output.string()));
  if (is_photo_name(output.string()) && !is_picture)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} is a photo's name: name another file for the output", output.string()));
  if (fs::is_directory(output, unknown))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} is a folder: name a file for the output", output.string()));
  const fs::path folder = output.has_parent_path() ? output.parent_path() : ".";
  if (fs::is_directory(folder, unknown)) return {};
  return fail(ErrorCode::kNotFound,
              fmt::format("{}: there is no folder {} to write it to", output.string(), folder.string()));
}

}  // namespace muster::cli
