namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// A room has several packet logs at a gateway's room: one of its voices, and one of each mix. Each numbers its packets from a
/// place of its own, so that a position says to which log it belongs: nobody resumes in another log,
/// or takes a bundle for one of another.
/// </summary>
internal static class Positions
{
    /// <summary>Bits for the packets of one log: 70 years of 500 packets a second.</summary>
    private const int BitsOfLog = 40;

    /// <summary>The first position of a log.</summary>
    /// <param name="log">0 for the voices; each mix has another, below 2^23.</param>
    public static long FirstOf(long log) => log << BitsOfLog;

    /// <summary>True if both positions count in the same log.</summary>
    public static bool AreOfOneLog(long one, long other) => one >> BitsOfLog == other >> BitsOfLog;
}
