// muster-worker: the process in which models run and photos are decoded, so that neither can harm muster.
#include "runtime/litert.h"
#include "worker/start.h"

int main(int argc, char** argv) {
  return muster::start_worker(muster::litert_runtime(), argc, argv);
}
