#include "muster/shell_words.h"

namespace muster {

std::string shell_quoted(std::string_view argument) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@,+%";
  if (!argument.empty() && argument.find_first_not_of(kPlain) == std::string_view::npos) return std::string(argument);
  std::string quoted = "'";
  for (const char letter : argument) letter == '\'' ? quoted += "'\\''" : quoted += letter;
  return quoted + '\'';
}

}  // namespace muster
