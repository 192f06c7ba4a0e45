using System.Globalization;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// How many people without an account may listen at once. By default some in development and none in production.
/// </summary>
internal static class GuestsSetting
{
    public const string Variable = "AUDIOROOMS_GUESTS";

    private const int InDevelopment = 100;
    private const int Most = 100_000;

    public static int Read(string? value, bool isProduction) => value switch
    {
        null => isProduction ? 0 : InDevelopment,
        "off" => 0,
        _ when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is > 0 and <= Most =>
            most,
        var other => throw new StartupException(
            $"{Variable} is 'off', or the number of guests who may listen at once (1 to {Most}), not '{other}'."),
    };
}
