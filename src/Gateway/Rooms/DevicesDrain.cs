using AudioRooms.Contracts;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Sends the devices of this gateway to others: each is told that the server stops, and comes back with its resume token.
/// </summary>
internal sealed class DevicesDrain(GatewayRooms rooms, GatewayOptions options, [ProductClock] TimeProvider time) : IDrainPart
{
    /// <summary>How often devices are told: often enough that a second's devices do not come in one moment.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>How often it is looked whether all are gone, and for how long: a farewell takes a second at most.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(2);

    public void Cordon(bool isCordoned) => rooms.IsDraining = isCordoned;

    public async Task HandOverAsync(CancellationToken hurry)
    {
        var devices = rooms.Devices();
        var within = TimeSpan.FromSeconds((double)devices.Count / options.Drain.MovesPerSecond);
        within = within < options.Drain.MoveWithin ? within : options.Drain.MoveWithin;
        var steps = Math.Max(1, (int)(within / Step));
        for (var step = 0; step < steps; step++)
        {
            if (step > 0)
            {
                await Task.Delay(Step, time, hurry).ConfigureAwait(false);
            }

            var end = (int)((long)devices.Count * (step + 1) / steps);
            for (var next = (int)((long)devices.Count * step / steps); next < end; next++)
            {
                devices[next].Close(ClosingReason.ServerStopping);
            }
        }

        // Those who were let in a moment before the cordon are among them.
        var began = time.GetTimestamp();
        while (rooms.Devices() is { Count: > 0 } left && time.GetElapsedTime(began) < GoneWithin)
        {
            foreach (var device in left)
            {
                device.Close(ClosingReason.ServerStopping);
            }

            await Task.Delay(Look, time, hurry).ConfigureAwait(false);
        }
    }
}
