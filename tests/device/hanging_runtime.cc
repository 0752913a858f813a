// A runtime that hangs as soon as it is opened.
#include <unistd.h>

[[gnu::constructor]] static void hang() {
  while (true) ::pause();
}
