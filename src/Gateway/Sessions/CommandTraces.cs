using System.Diagnostics;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// A trace for each command on a connection to a room, if a tracer listens. The connection itself, which lasts for hours and
/// carries the sound, is no trace. Nothing names a person.
/// </summary>
internal static class CommandTraces
{
    /// <summary>What the name of every trace of a command begins with.</summary>
    public const string NamePrefix = "command ";

    private static readonly ActivitySource Source = new(GatewayMetrics.MeterName);

    /// <summary>False unless the host traces.</summary>
    public static bool AreOn => Source.HasListeners();

    /// <summary>
    /// Begins the trace of a command. For async methods only: their callers do not see the trace as their own, so what the
    /// connection does next is not part of it.
    /// </summary>
    /// <returns>Null if the command is not traced.</returns>
    public static Activity? Begin(ClientMessage.BodyOneofCase command)
    {
        // Else it would be part of the connection's own request.
        Activity.Current = null;
        return Source.StartActivity(
            NamePrefix + ClientMessage.Descriptor.FindFieldByNumber((int)command)?.Name, ActivityKind.Server);
    }

    /// <summary>Notes why the command was refused, if it was.</summary>
    public static void Note(Activity? span, WireError? refusal)
    {
        if (span is not null && refusal is not null)
        {
            span.SetTag("audiorooms.refusal", refusal.Code);
        }
    }
}
