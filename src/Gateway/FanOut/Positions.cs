namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Positions that tell logs apart. A gateway has several packet logs for a room: one for its voices and one for each mix. Each
/// log numbers its packets from a start of its own, so a position also says which log it belongs to. Otherwise a device could
/// resume in the wrong log, or take a bundle of one log for a bundle of another.
/// </summary>
internal static class Positions
{
    /// <summary>Bits for the packets of one log: 70 years at 500 packets a second.</summary>
    private const int BitsOfLog = 40;

    /// <summary>The first position of a log.</summary>
    /// <param name="log">0 for the voices; another number below 2^23 for each mix.</param>
    public static long FirstOf(long log) => log << BitsOfLog;

    /// <summary>True if both positions belong to the same log.</summary>
    public static bool AreOfOneLog(long one, long other) => one >> BitsOfLog == other >> BitsOfLog;
}
