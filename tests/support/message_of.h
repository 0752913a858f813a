#pragma once

#include <string>

#include "muster/error.h"

namespace muster {

/// The error's message; "no error" where there is none.
template <class T>
std::string message_of(const Result<T>& result) {
  return result ? "no error" : result.error().message;
}

}  // namespace muster
