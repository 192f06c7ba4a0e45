using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// One device's connection. Sound must not wait for a command that asks a grain, and a device that floods must not cost other
/// devices anything. So one loop reads the device's messages and passes each to the part of the session that takes it: a packet
/// goes straight on, an acknowledgement moves a number, a command goes into a queue beside the loop. At the end the device gets
/// the reason.
/// </summary>
/// <param name="transport">The device's gRPC call or WebSocket.</param>
/// <param name="link">What the connection has before its device is in a room.</param>
/// <param name="joins">Lets the device into a room.</param>
/// <param name="metrics">Counts the reasons for which connections end.</param>
/// <param name="options">The rate of messages, and the time for the join.</param>
/// <param name="bounds">The configured bounds, for the texts of refusals.</param>
/// <param name="time">The clock of pauses and time limits.</param>
/// <param name="nowMicros">The media path's clock.</param>
internal sealed class ClientConnection(
    IConnectionTransport transport,
    DeviceLink link,
    JoinHandler joins,
    GatewayMetrics metrics,
    GatewayOptions options,
    ConfiguredBounds bounds,
    TimeProvider time,
    Func<long> nowMicros)
{
    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(50);

    private TokenBucket rate = new(options.Session.MessagesPerSecond, options.Session.MessagesPerSecond, nowMicros());
    private RoomStay? stay;

    /// <summary>Serves the device until it leaves, its connection breaks or the server closes it.</summary>
    /// <returns>The error that the call ends with; null if the device ended it or is gone.</returns>
    public async Task<WireError?> RunAsync(CancellationToken cut)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut, link.End.Token);
        WireError? refused = null;
        try
        {
            refused = await JoinAsync(end.Token).ConfigureAwait(false);
            if (stay is not null)
            {
                await ReadAsync(stay, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The server closed the connection, or the device is gone. The finally block ends the stay in both cases.
        }
        finally
        {
            if (stay is not null)
            {
                await joins.LeaveAsync(stay).ConfigureAwait(false);
            }

            await SendClosingAsync().ConfigureAwait(false);
        }

        return link.End.Reason is { } reason ? WireErrors.Of(reason, bounds) : refused;
    }

    /// <summary>Ends the connection from the server's side. Only the first reason counts. Returns at once.</summary>
    public void Close(ClosingReason reason) => link.End.Close(reason);

    private async Task<WireError?> JoinAsync(CancellationToken end)
    {
        ClientMessage? first;
        using (var patience = new CancellationTokenSource(options.Session.JoinWithin, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token))
        {
            try
            {
                first = await transport.ReadAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !end.IsCancellationRequested)
            {
                Close(ClosingReason.JoinTimeout);
                throw;
            }
        }

        if (first is not null && FaultOf(first) is { } fault)
        {
            Close(fault);
        }

        if (first?.BodyCase != ClientMessage.BodyOneofCase.Join)
        {
            return WireErrors.Of(EdgeRefusal.JoinExpected);
        }

        (stay, var refusal) = await joins.JoinAsync(first.Join, link).ConfigureAwait(false);
        if (refusal is not null)
        {
            link.Output.Send(refusal.ToRefusal(first.RequestId));
        }

        return refusal;
    }

    private async Task ReadAsync(RoomStay inside, CancellationToken end)
    {
        while (await transport.ReadAsync(end).ConfigureAwait(false) is { } message)
        {
            link.Expiry.Touch();
            Dispatch(message, inside);
            WireCodec.Recycle(message);
            if (!rate.TryTake(1, nowMicros()))
            {
                // Not reading makes TCP slow the flooding device down, and no other device.
                await Task.Delay(FloodPause, time, end).ConfigureAwait(false);
            }
        }

        // A device that ended its call properly expects its last commands to be carried out; the last one is often a Leave.
        await inside.Commands.FinishAsync().ConfigureAwait(false);
    }

    private void Dispatch(ClientMessage message, RoomStay inside)
    {
        switch (message.BodyCase)
        {
            case ClientMessage.BodyOneofCase.Audio:
                inside.Speak(message.Audio, nowMicros());
                break;
            case ClientMessage.BodyOneofCase.Ack:
                inside.Acknowledge(message.Ack, nowMicros());
                break;
            default:
                if (FaultOf(message) is { } fault)
                {
                    Close(fault);
                }
                else
                {
                    inside.Commands.Take(message);
                }

                break;
        }
    }

    // The reason to close if the message stands for bytes that are no message; null otherwise.
    private static ClosingReason? FaultOf(ClientMessage message) =>
        ReferenceEquals(message, WireCodec.Malformed) ? ClosingReason.Malformed
        : ReferenceEquals(message, WireCodec.TooLarge) ? ClosingReason.MessageTooLarge
        : null;

    private async Task SendClosingAsync()
    {
        ServerMessage? last = null;
        if (link.End.Reason is { } reason)
        {
            last = WireErrors.ToClosing(reason, bounds);
            metrics.ConnectionClosed(reason);
        }

        try
        {
            await link.Output.CloseAsync(last).WaitAsync(FarewellWithin, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            transport.Abort();
        }
    }
}
