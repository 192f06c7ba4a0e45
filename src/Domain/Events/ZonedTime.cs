using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Domain.Text;
using NodaTime;
using NodaTime.TimeZones;

namespace AudioRooms.Domain.Events;

/// <summary>Converts between local times in a named time zone and instants. "Friday 12:00 in Paris" stays noon when the clocks
/// change, so a series is stored in local time and turned into instants as late as possible.</summary>
/// <remarks>The zones are those of the IANA database inside NodaTime (ADR 27). So every machine knows the same names and rules,
/// whatever its operating system has installed and whatever this process has looked up before.</remarks>
public static class ZonedTime
{
    // No two names of the database differ in case only, so each name in lower case leads to one name.
    private static readonly FrozenDictionary<string, string> Spellings =
        TzdbDateTimeZoneSource.Default.GetIds().ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a zone by its IANA name, for example "Europe/Paris".</summary>
    /// <param name="name">The name of a zone or a link in the IANA database, in its exact spelling.</param>
    /// <param name="zone">The zone, if true.</param>
    /// <returns>False for every other text: a Windows name, "localtime", "UTC+2", "europe/paris".</returns>
    public static bool TryFindZone(string name, [NotNullWhen(true)] out DateTimeZone? zone)
    {
        zone = SpellingOf(name) == name ? DateTimeZoneProviders.Tzdb[name] : null;
        return zone is not null;
    }

    /// <summary>The IANA name that differs from the text in case only; null if there is none.</summary>
    public static string? SpellingOf(string name) => Spellings.GetValueOrDefault(name);

    /// <summary>One sentence for a person who gave an unknown zone.</summary>
    public static string UnknownSentence(string name) => SpellingOf(name) is { } known
        ? $"There is no time zone {PlainText.Quote(name)}; did you mean {known}?"
        : $"There is no time zone {PlainText.Quote(name)}; a time zone has an IANA name, for example Europe/Paris.";

    /// <summary>The instant of a local time.</summary>
    /// <remarks>RFC 5545 §3.3.5: a local time that the clocks skip is read with the offset before the gap, so 02:30 in a night
    /// that jumps from 02:00 to 03:00 is 03:30. Of a local time that occurs twice the first one counts.</remarks>
    public static Instant ToInstant(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant();

    /// <summary>The local time of an instant in the zone.</summary>
    public static DateTimeOffset InZone(DateTimeOffset at, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();
}
