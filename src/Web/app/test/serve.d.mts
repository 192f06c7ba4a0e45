/** Serves a built page as the gateway does. */
export function serve(folder: string): Promise<{ readonly url: string; readonly close: () => void }>;
