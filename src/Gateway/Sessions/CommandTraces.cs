using System.Diagnostics;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// A trace for each command of a connection, if the host traces. The connection itself has no trace: it lasts for hours and
/// carries the sound. No trace names a person.
/// </summary>
internal static class CommandTraces
{
    /// <summary>The prefix of the name of every such trace.</summary>
    public const string NamePrefix = "command ";

    private static readonly ActivitySource Source = new(GatewayMetrics.MeterName);

    /// <summary>True if the host traces.</summary>
    public static bool AreOn => Source.HasListeners();

    /// <summary>
    /// Starts the trace of a command. Call it from async methods only: the trace then does not become the caller's current one,
    /// so what the connection does next is not part of it.
    /// </summary>
    /// <returns>Null if the command is not traced.</returns>
    public static Activity? Begin(ClientMessage.BodyOneofCase command)
    {
        // Without this the trace would be part of the request that opened the connection.
        Activity.Current = null;
        return Source.StartActivity(
            NamePrefix + ClientMessage.Descriptor.FindFieldByNumber((int)command)?.Name, ActivityKind.Server);
    }

    /// <summary>Adds the refusal to the trace, if there is one.</summary>
    public static void Note(Activity? span, WireError? refusal)
    {
        if (span is not null && refusal is not null)
        {
            span.SetTag("audiorooms.refusal", refusal.Code);
        }
    }
}
