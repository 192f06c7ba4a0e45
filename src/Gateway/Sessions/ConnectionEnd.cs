using System.Diagnostics.CodeAnalysis;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Ends one connection from the server's side and remembers the first reason. Thread-safe.</summary>
/// <param name="speakingGate">Closed together with the connection.</param>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Without timer or wait handle the token source holds nothing, and Close may come at any time.")]
internal sealed class ConnectionEnd(SpeakingGate speakingGate)
{
    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly CancellationTokenSource ending = new();
    private ClosingReason? reason;

    /// <summary>Cancelled when the connection ends.</summary>
    public CancellationToken Token => ending.Token;

    /// <summary>The reason for which the server ended the connection; null if the device ended it or is gone.</summary>
    public ClosingReason? Reason
    {
        get
        {
            using (gate.EnterScope())
            {
                return reason;
            }
        }
    }

    /// <summary>Ends the connection. Only the first reason counts. Returns at once.</summary>
    public void Close(ClosingReason why)
    {
        using (gate.EnterScope())
        {
            reason ??= why;
        }

        speakingGate.Hold();

        // The callbacks resume the reading loop. The caller may be the fan-out's thread, which must not run that loop.
        ThreadPool.UnsafeQueueUserWorkItem(static ending => ending.Cancel(), ending, preferLocal: false);
    }

    /// <summary>Stops everything that still runs for a device that is gone.</summary>
    public Task StopAsync()
    {
        speakingGate.Hold();
        return ending.CancelAsync();
    }
}
