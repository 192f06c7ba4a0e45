using System.Globalization;

namespace Grpc.StandIn;

/// <summary>
/// The <c>grpc-timeout</c> header: one to eight digits and a unit (H, M, S, m, u, n). Source: gRPC over HTTP/2, "Timeout".
/// </summary>
internal static class GrpcTimeout
{
    public const string Header = "grpc-timeout";

    private const int DigitsMax = 8;
    private const long ValueMax = 99_999_999;

    /// <summary>
    /// A timeout that is below the clock's resolution (100 ns) is one tick, so that it is over at once rather than never set.
    /// Zero is not a timeout.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (text is null || text.Length < 2 || text.Length > DigitsMax + 1)
        {
            return false;
        }

        if (!long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value == 0)
        {
            return false;
        }

        var ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => Math.Max(1, value / TimeSpan.NanosecondsPerTick),
            _ => 0,
        };
        timeout = new TimeSpan(ticks);
        return ticks > 0;
    }

    /// <summary>In the finest unit that fits eight digits, rounded up: the server must not give up before the client does.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        ReadOnlySpan<(long Ticks, char Unit)> units =
        [
            (TimeSpan.TicksPerMicrosecond, 'u'),
            (TimeSpan.TicksPerMillisecond, 'm'),
            (TimeSpan.TicksPerSecond, 'S'),
            (TimeSpan.TicksPerMinute, 'M'),
        ];
        foreach (var (ticks, unit) in units)
        {
            var value = DivideRoundingUp(timeout.Ticks, ticks);
            if (value <= ValueMax)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Min(ValueMax, DivideRoundingUp(timeout.Ticks, TimeSpan.TicksPerHour))}H");
    }

    private static long DivideRoundingUp(long value, long divisor) => (value / divisor) + (value % divisor == 0 ? 0 : 1);
}
