/** Hands on all that is played. */
class Recorder extends AudioWorkletProcessor {
  override process(inputs: Float32Array[][]): boolean {
    const input = inputs[0]?.[0];
    if (input !== undefined) {
      this.port.postMessage(input.slice());
    }

    return true;
  }
}

registerProcessor("recorder", Recorder);
