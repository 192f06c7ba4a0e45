using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AudioRooms.Protocol.Bounds;

/// <summary>A rate: a number of calls in a time.</summary>
/// <param name="Count">Number of calls, 1 to 1,000,000.</param>
/// <param name="Per">The time in which they are allowed.</param>
/// <param name="Burst">Calls allowed at once after a pause.</param>
public readonly record struct RateRule(int Count, TimeSpan Per, int Burst)
{
    private const int CountMax = 1_000_000;

    /// <summary>Tokens that return per second.</summary>
    public double PerSecond => Count / Per.TotalSeconds;

    /// <summary>A number of calls per second, with a burst.</summary>
    public static RateRule Second(int count, int burst) => new(count, TimeSpan.FromSeconds(1), burst);

    /// <summary>A number of calls per minute, all of them at once if need be.</summary>
    public static RateRule Minute(int count) => new(count, TimeSpan.FromMinutes(1), count);

    /// <summary>A number of calls per hour, all of them at once if need be.</summary>
    public static RateRule Hour(int count) => new(count, TimeSpan.FromHours(1), count);

    /// <summary>Reads <c>30/1m</c>, <c>10/1h</c>, <c>20/1d</c> or, with a burst of its own, <c>5/1s+10</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RateRule? rule)
    {
        rule = null;
        var (rate, burstText) = Split(text, '+');
        var (countText, perText) = Split(rate, '/');
        TimeSpan? per = perText switch
        {
            "1s" => TimeSpan.FromSeconds(1),
            "1m" => TimeSpan.FromMinutes(1),
            "1h" => TimeSpan.FromHours(1),
            "1d" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (per is not { } time || !TryCount(countText, out var count))
        {
            return false;
        }

        var burst = count;
        if (burstText is not null && !TryCount(burstText, out burst))
        {
            return false;
        }

        rule = new RateRule(count, time, burst);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString()
    {
        var unit = Per.TotalSeconds switch { 1 => "s", 60 => "m", 3_600 => "h", _ => "d" };
        return string.Create(CultureInfo.InvariantCulture, $"{Count}/1{unit}") + (Burst == Count ? "" : $"+{Burst}");
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= CountMax;

    private static (string First, string? Second) Split(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }
}
