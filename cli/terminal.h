#pragma once

#include <string_view>

#include "muster/observe.h"
#include "muster/render.h"

namespace muster::cli {

/// Colour only on a terminal and without NO_COLOR (no-color.org) or TERM=dumb.
RenderOptions render_options();

/// Makes Ctrl-C set a flag instead of ending the program; a second one ends it.
void catch_interrupt();

/// Hooks that draw a progress bar with rate and time left on stderr, where that is a terminal, and stop at Ctrl-C.
Hooks make_hooks();

/// Wipes the progress bar.
void clear_progress();

/// Writes to stdout. A failure is kept for stdout_failure, so that no command need look after it.
void print(std::string_view text);

/// Flushes stdout. The errno of the first write that failed; 0: none did, or the reader went away.
int stdout_failure();

/// "muster: error: …" on stderr; returns the exit code that belongs to the error.
int show_error(const Error& error);

/// "muster: note: …" on stderr.
void show_note(std::string_view text);

/// Writes to a file, or to stdout for "-".
Result<void> write_output(const std::string& file, const std::string& content);

}  // namespace muster::cli
