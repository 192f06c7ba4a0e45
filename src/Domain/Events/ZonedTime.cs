using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Domain.Text;
using NodaTime;
using NodaTime.TimeZones;

namespace AudioRooms.Domain.Events;

/// <summary>
/// A wall-clock time in a named time zone: what people agree on. "Friday 12:00 in Paris" stays noon when the clocks change, so a
/// series is kept in this form and turned into instants as late as possible.
/// </summary>
/// <remarks>
/// The zones are those of the IANA database inside NodaTime (ADR 27), so every machine knows the same names and the same rules,
/// whatever its operating system has on its disk and whatever this process has been asked before.
/// </remarks>
public static class ZonedTime
{
    // Names of the database differ in more than case, so each name without its case leads to one name.
    private static readonly FrozenDictionary<string, string> Spellings =
        TzdbDateTimeZoneSource.Default.GetIds().ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a zone by its IANA name, for example "Europe/Paris".</summary>
    /// <param name="name">A name of the IANA database, a zone's or a link's, in its exact spelling.</param>
    /// <param name="zone">The zone, if true.</param>
    /// <returns>False for every other text: a Windows name, "localtime", "UTC+2", "europe/paris".</returns>
    public static bool TryFindZone(string name, [NotNullWhen(true)] out DateTimeZone? zone)
    {
        zone = SpellingOf(name) == name ? DateTimeZoneProviders.Tzdb[name] : null;
        return zone is not null;
    }

    /// <summary>The IANA name that differs from the text in nothing but case; null if there is none.</summary>
    public static string? SpellingOf(string name) => Spellings.GetValueOrDefault(name);

    /// <summary>One sentence for the person who named a zone that there is not.</summary>
    public static string UnknownSentence(string name) => SpellingOf(name) is { } known
        ? $"There is no time zone {PlainText.Quote(name)}; did you mean {known}?"
        : $"There is no time zone {PlainText.Quote(name)}; a time zone has an IANA name, for example Europe/Paris.";

    /// <summary>The instant of a wall-clock time.</summary>
    /// <remarks>
    /// RFC 5545 §3.3.5: a time that the clocks skip is read with the offset before the gap, so that 02:30 of a night that jumps
    /// from 02:00 to 03:00 is 03:30; a time that comes twice is the first one.
    /// </remarks>
    public static Instant ToInstant(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant();

    /// <summary>The time that the zone's clocks show at an instant.</summary>
    public static DateTimeOffset InZone(DateTimeOffset at, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();
}
