/** The rules of docs/wire-protocol.md, told before the server has to refuse. */
export function handleProblem(handle: string): "invalid" | null {
  return /^[a-z0-9_]{2,30}$/.test(handle) ? null : "invalid";
}

export function passwordProblem(password: string): "short" | "long" | null {
  const length = Array.from(password).length;
  if (length < 10) return "short";
  return length > 128 ? "long" : null;
}

/** "Éva Noël" gives "eva_noel": a handle to begin with, which the person may change. */
export function suggestHandle(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 30);
}

/** A typed code has 12 characters, a link's token 26; dashes and spaces do not count. A ticket of the waiting list is at least as long as a code. */
export function invitationLooksWhole(text: string): boolean {
  return text.replace(/[\s-]/g, "").length >= 12;
}
