/** A code to read out, in groups of four: "ABCD-EFGH-JKLM". The server ignores the dashes. */
export function groupCode(code: string): string {
  return code.replace(/[\s-]/g, "").replace(/(.{4})(?=.)/g, "$1-");
}
