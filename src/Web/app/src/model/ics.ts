export interface CalendarEntry {
  readonly uid: string;
  readonly startsAtMs: number;
  readonly durationMinutes: number;
  readonly title: string;
  readonly description: string;
  readonly url: string;
}

/** One event as a calendar file (RFC 5545): times in UTC, text escaped, lines folded at 75 octets. */
export function icsOf(entry: CalendarEntry, nowMs: number): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//AudioRooms//Web//EN",
    "BEGIN:VEVENT",
    `UID:${escape(entry.uid)}`,
    `DTSTAMP:${utc(nowMs)}`,
    `DTSTART:${utc(entry.startsAtMs)}`,
    `DTEND:${utc(entry.startsAtMs + entry.durationMinutes * 60_000)}`,
    `SUMMARY:${escape(entry.title)}`,
    `DESCRIPTION:${escape(entry.description)}`,
    `URL:${entry.url}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(fold).join("\r\n") + "\r\n";
}

function utc(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function escape(text: string): string {
  return text
    .replace(/[\\;,]/g, (letter) => `\\${letter}`)
    .replace(/\r?\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

/** A line of at most 75 octets; what is longer goes on after a line end and a space, never inside a character. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = "";
      octets = 0;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}
