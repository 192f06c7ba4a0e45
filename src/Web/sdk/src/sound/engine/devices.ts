import { Value } from "../../observable.js";
import type { SoundDevice, SoundDevices } from "../../soundEngine.js";
import type { DeviceInfo } from "../microphone/deviceChange.js";
import { canChooseOutput } from "../output/outputSink.js";

/** What Chromium lists beside the devices themselves: the system's default, and the one for calls. */
const ALIASES = new Set(["default", "communications"]);

/** The machine's inputs and outputs. Listing them asks nobody for anything; names come once the microphone was allowed. */
export class Devices {
  readonly state: Value<SoundDevices>;
  readonly #mediaDevices: MediaDevices | undefined;
  readonly #onChange: (before: readonly DeviceInfo[], after: readonly DeviceInfo[]) => void;
  #known: readonly DeviceInfo[] = [];

  constructor(
    mediaDevices: MediaDevices | undefined,
    inputId: string | null,
    outputId: string | null,
    onChange: (before: readonly DeviceInfo[], after: readonly DeviceInfo[]) => void,
  ) {
    this.state = new Value<SoundDevices>({ inputs: [], outputs: [], inputId, outputId, canChooseOutput: canChooseOutput() });
    this.#mediaDevices = mediaDevices;
    this.#onChange = onChange;
    mediaDevices?.addEventListener("devicechange", this.#changed);
  }

  choose(chosen: Partial<Pick<SoundDevices, "inputId" | "outputId">>): void {
    this.state.set({ ...this.state.get(), ...chosen });
  }

  async refresh(): Promise<void> {
    if (this.#mediaDevices === undefined) {
      return;
    }

    let devices: readonly DeviceInfo[];
    try {
      devices = await this.#mediaDevices.enumerateDevices();
    } catch {
      // The page may not know its devices; the system's own are used then.
      return;
    }

    this.#known = devices;
    this.state.set({ ...this.state.get(), inputs: listOf(devices, "audioinput"), outputs: listOf(devices, "audiooutput") });
  }

  close(): void {
    this.#mediaDevices?.removeEventListener("devicechange", this.#changed);
  }

  readonly #changed = (): void => {
    const before = this.#known;
    void this.refresh().then(() => {
      this.#onChange(before, this.#known);
    });
  };
}

function listOf(devices: readonly DeviceInfo[], kind: MediaDeviceKind): SoundDevice[] {
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== "" && !ALIASES.has(device.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
