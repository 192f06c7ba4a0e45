/** Id under which Chromium lists the system's default a second time. */
const DEFAULT_ID = "default";

export type DeviceInfo = Pick<MediaDeviceInfo, "deviceId" | "groupId" | "kind" | "label">;

/**
 * Whether a microphone has to be opened anew after the machine's devices changed: the one in use is gone; the chosen one has come back; or the
 * system's default, which the person chose to follow, is another one now.
 * @param usedId Id of the track in use. @param chosenId What the person chose; null follows the system's default.
 */
export function mustReopen(
  usedId: string,
  chosenId: string | null,
  before: readonly DeviceInfo[],
  after: readonly DeviceInfo[],
): boolean {
  const inputs = after.filter(({ kind }) => kind === "audioinput");
  if (inputs.length === 0) {
    // Nothing to open; the track ends by itself.
    return false;
  }

  if (chosenId !== null) {
    const isBack = inputs.some(({ deviceId }) => deviceId === chosenId);
    return usedId !== chosenId && isBack ? true : !inputs.some(({ deviceId }) => deviceId === usedId);
  }

  const defaultBefore = before.find(isDefaultInput);
  const defaultAfter = inputs.find(isDefaultInput);
  if (defaultBefore !== undefined && defaultAfter !== undefined) {
    return defaultBefore.groupId !== defaultAfter.groupId || defaultBefore.label !== defaultAfter.label;
  }

  return usedId !== "" && !inputs.some(({ deviceId }) => deviceId === usedId);
}

function isDefaultInput({ kind, deviceId }: DeviceInfo): boolean {
  return kind === "audioinput" && deviceId === DEFAULT_ID;
}
