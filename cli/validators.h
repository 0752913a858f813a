#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster::cli {

/// A finite number of that range, in plain words where it is none: "give a number from 1 to 1000000".
CLI::Validator between(double low, double high);
/// The same for digits alone: "give a whole number from 1 to 256".
CLI::Validator whole_between(double low, double high);

/// No option and no argument of a command may be empty text: a variable that a build script did not set would silently
/// drop what it was to hold.
void refuse_empty_texts(CLI::App& command);

/// The word after the program's name, or after a command that has commands of its own, must be one of theirs.
/// Error: kInvalidArgument, with those there are.
Result<void> check_command_words(const CLI::App& app, int argc, const char* const* argv);

/// A file to be written must not be one that is read or written otherwise (as MANIFEST:SPLIT too), nor a folder, and
/// its folder must be there.
/// "" and "-" are no files. Only a picture may have a photo's name, and then it replaces no file: it may be a photo.
Result<void> check_output(const std::filesystem::path& output, const std::vector<std::filesystem::path>& others,
                          bool is_picture = false);

}  // namespace muster::cli
