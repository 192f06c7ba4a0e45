using System.Globalization;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>The status as <c>grpc-status</c> and <c>grpc-message</c>.</summary>
internal static class TrailerStatus
{
    public const string CodeHeader = "grpc-status";
    public const string MessageHeader = "grpc-message";

    private static readonly string[] CodeTexts =
        [.. Enumerable.Range(0, (int)StatusCode.Unauthenticated + 1).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    public static string CodeText(StatusCode code) =>
        (uint)code < (uint)CodeTexts.Length ? CodeTexts[(int)code] : ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number that is not known here is <see cref="StatusCode.Unknown"/>, as the protocol says.</summary>
    public static bool TryParse(string code, string? encodedMessage, out Status status)
    {
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            status = default;
            return false;
        }

        status = new Status(
            number <= (int)StatusCode.Unauthenticated ? (StatusCode)number : StatusCode.Unknown,
            encodedMessage is null ? "" : PercentEncoding.Decode(encodedMessage));
        return true;
    }
}
