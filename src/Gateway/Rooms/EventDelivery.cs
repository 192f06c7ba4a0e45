using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Events on their way to the devices. The first few go at once; when much happens (a thousand hands), those of half a second go
/// together, so that a listener gets a handful of messages a second whatever the room does. Inside the room's gate.
/// </summary>
internal sealed class EventDelivery(RoomDevices devices, EncodedMessagePool pool, Func<long> nowMicros)
{
    // With those at once: at most 6 messages in any second, which leaves room for reactions and hand places within 10.
    private const int AtOnceMax = 4;
    private const int AtOncePerSecond = 1;

    private readonly List<RoomEventRow> unsent = [];
    private TokenBucket atOnce = new(AtOncePerSecond, AtOnceMax, nowMicros());

    /// <summary>Takes one more event, and sends it if it may go at once.</summary>
    /// <param name="row">The event.</param>
    /// <param name="view">The room, whose hosts read more.</param>
    public void Add(RoomEventRow row, RoomView view)
    {
        unsent.Add(row);
        if (unsent.Count == 1 && atOnce.TryTake(1, nowMicros()))
        {
            Flush(view);
        }
    }

    /// <summary>Sends every device what it may read of the events that were put together.</summary>
    public void Flush(RoomView view)
    {
        if (unsent.Count == 0)
        {
            return;
        }

        // Nearly everybody gets one of two messages, which are encoded once: what hosts may read, and what everybody may.
        var subjects = SubjectsOfUnsent();
        EncodedMessage? toHosts = null;
        EncodedMessage? toOthers = null;
        foreach (var device in devices.All)
        {
            var user = device.Connection.Person.Id;
            if (device.ToldVersion >= unsent[0].Version || subjects.Contains(user))
            {
                SendTo(device, view);
            }
            else if (view.IsHost(user))
            {
                Send(device, toHosts ??= EncodeFor(device, view));
            }
            else
            {
                Send(device, toOthers ??= EncodeFor(device, view));
            }
        }

        toHosts?.Release();
        toOthers?.Release();
        unsent.Clear();
    }

    /// <summary>Sends one device what it was not told yet.</summary>
    public void SendTo(AttachedDevice device, RoomView view)
    {
        if (unsent.Count > 0 && EncodeFor(device, view) is { } message)
        {
            Send(device, message);
            message.Release();
        }
    }

    private HashSet<UserId> SubjectsOfUnsent()
    {
        var subjects = new HashSet<UserId>();
        foreach (var row in unsent)
        {
            if (row.Subject is { } subject)
            {
                subjects.Add(subject);
            }
        }

        return subjects;
    }

    private void Send(AttachedDevice device, EncodedMessage? message)
    {
        if (message is not null)
        {
            device.Connection.Outbox.SendEvent(message);
            device.ToldVersion = unsent[^1].Version;
        }
    }

    // What the device has not been told yet; null if nothing.
    private EncodedMessage? EncodeFor(AttachedDevice device, RoomView view)
    {
        var events = new RoomEvents();
        var user = device.Connection.Person.Id;
        var isHost = view.IsHost(user);
        foreach (var row in unsent)
        {
            if (row.Version <= device.ToldVersion)
            {
                continue;
            }

            var shown = row.For(user, isHost);
            if (IsBare(shown) && events.Events.Count > 0 && IsBare(events.Events[^1]))
            {
                // The newest of a run of what is not for this device speaks for all of them.
                events.Events[^1] = shown;
            }
            else
            {
                events.Events.Add(shown);
            }
        }

        return events.Events.Count switch
        {
            0 => null,
            1 => pool.Encode(new ServerMessage { Event = events.Events[0] }),
            _ => pool.Encode(new ServerMessage { Events = events }),
        };
    }

    private static bool IsBare(Wire.V1.RoomEvent shown) => shown.BodyCase == Wire.V1.RoomEvent.BodyOneofCase.None;
}
