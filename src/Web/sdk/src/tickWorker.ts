// Runs in a worker of its own, see ticker.ts.
setInterval(() => {
  (globalThis as unknown as { postMessage(message: null): void }).postMessage(null);
}, 1_000);

export {};
