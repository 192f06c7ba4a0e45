/** Where somebody wanted to go before they had to sign in: a path of this page, kept for as long as the page is open. */
let path: string | null = null;

export const returnTo = {
  keep(wanted: string): void {
    path = wanted;
  },
  take(): string | null {
    const kept = path;
    path = null;
    return kept;
  },
};
