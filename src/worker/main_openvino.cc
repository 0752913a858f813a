// muster-openvino-worker: as muster-worker, for Core ML and ONNX. A program of its own, so that who runs neither does
// not wait for OpenVINO's libraries, and its memory is not counted with LiteRT's.
#include "runtime/openvino.h"
#include "worker/start.h"

int main(int argc, char** argv) {
  return muster::start_worker(muster::openvino_runtime(), argc, argv);
}
