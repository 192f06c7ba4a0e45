/** Keeps the screen from going dark while the room is on it; asks again each time the page comes back. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let wanted = true;
  const isPossible = (): boolean => wanted && document.visibilityState === "visible" && "wakeLock" in navigator;
  const ask = async (): Promise<void> => {
    if (!isPossible()) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (!wanted) await lock.release();
    } catch {
      // Refused on low battery, for example: the screen goes dark, the sound goes on.
    }
  };
  const changed = (): void => void ask();
  void ask();
  document.addEventListener("visibilitychange", changed);
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", changed);
    void lock?.release();
  };
}
