/** A new idempotency key: 32 hexadecimal characters of chance. Also where `crypto.randomUUID` is missing, as on pages without TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
