using System.Globalization;

namespace AudioRooms.Gateway.Refusals;

/// <summary>Formats numbers for the texts of refusals.</summary>
internal static class Figures
{
    private const int BytesPerKilobyte = 1_024;

    /// <summary>A number with thousands separators: <c>1,000</c>.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration in the largest unit without a fraction: <c>30 minutes</c>, <c>1 day</c>, <c>36 hours</c>.</summary>
    public static string Of(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerDay == 0 ? Unit(time.TotalDays, "day")
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? Unit(time.TotalHours, "hour")
        : time.Ticks % TimeSpan.TicksPerMinute == 0 ? Unit(time.TotalMinutes, "minute")
        : Unit(time.TotalSeconds, "second");

    /// <summary>A duration in seconds, for technical texts: <c>10 s</c>, <c>2.5 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.### s", CultureInfo.InvariantCulture);

    /// <summary>
    /// A size: <c>1 MB</c>, <c>64 KB</c>, <c>1,000 bytes</c>. A larger unit is used only if there is no fraction.
    /// </summary>
    public static string Bytes(long bytes) =>
        bytes % (BytesPerKilobyte * BytesPerKilobyte) == 0 ? $"{Of(bytes / (BytesPerKilobyte * BytesPerKilobyte))} MB"
        : bytes % BytesPerKilobyte == 0 ? $"{Of(bytes / BytesPerKilobyte)} KB"
        : $"{Of(bytes)} bytes";

    private static string Unit(double count, string name) =>
        count.ToString("#,0.###", CultureInfo.InvariantCulture) + (count == 1 ? $" {name}" : $" {name}s");
}
