using System.CommandLine;
using AudioRooms.Protocol.Refusals;
using NodaTime;
using NodaTime.TimeZones;

namespace AudioRooms.Cli.Verbs;

/// <summary>The time zone of a typed time: the zone that is named, or this machine's.</summary>
internal static class ZoneOption
{
    public static Option<string?> Create() => new("--zone")
    {
        Description = "IANA name of the time zone, for example Europe/Paris. Default: this machine's zone.",
    };

    /// <summary>The IANA name of the zone.</summary>
    /// <exception cref="CliException">No zone is named, and this machine's zone has no IANA name.</exception>
    public static string NameOf(VerbCall call, Option<string?> option, TimeProvider time) =>
        call.Parsed.GetValue(option) ?? NameOfMachine(time);

    /// <summary>The zone of an IANA name.</summary>
    /// <exception cref="CliException">There is no such zone.</exception>
    public static DateTimeZone Find(string name)
    {
        if (TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name))
        {
            return DateTimeZoneProviders.Tzdb[name];
        }

        var meant = DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? "Europe/Paris";
        throw new CliException(
            EventCodes.ZoneInvalid,
            $"There is no time zone \"{name}\".",
            $"Give --zone an IANA name in its exact spelling, such as {meant}.");
    }

    private static string NameOfMachine(TimeProvider time)
    {
        var name = time.LocalTimeZone.Id;
        return TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name)
            ? name
            : throw new CliException(
                "time_zone_missing",
                $"This machine calls its time zone \"{name}\", which is not an IANA name.",
                "Name your zone, for example --zone Europe/Paris.");
    }
}
