using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// Counts refusals by the code that the device gets. The codes are read once, because making a refusal also makes its text.
/// </summary>
internal static class RefusalCounts
{
    private static readonly string[] MediaCodes = CodesOf<MediaRefusal>(static refusal => WireErrors.CodeOf(refusal));
    private static readonly string[] ClosingCodes = CodesOf<ClosingReason>(static reason => WireErrors.CodeOf(reason));

    public static void UplinkDropped(this GatewayMetrics metrics, MediaRefusal refusal) =>
        metrics.UplinkDropped(MediaCodes[(int)refusal]);

    public static void ConnectionClosed(this GatewayMetrics metrics, ClosingReason reason) =>
        metrics.ConnectionClosed(ClosingCodes[(int)reason]);

    public static void CommandRefused(this GatewayMetrics metrics, EdgeRefusal refusal) =>
        metrics.CommandRefused(WireErrors.Of(refusal).Code);

    // Indexed by the number of the member; a number without a member stays empty and is never read.
    private static string[] CodesOf<T>(Func<T, string> codeOf)
        where T : struct, Enum
    {
        var members = Enum.GetValues<T>();
        var codes = new string[members.Max(static member => Convert.ToInt32(member, null)) + 1];
        foreach (var member in members)
        {
            codes[Convert.ToInt32(member, null)] = codeOf(member);
        }

        return codes;
    }
}
