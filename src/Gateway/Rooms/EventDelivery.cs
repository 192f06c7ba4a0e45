using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Sends events to the devices. When a thousand people raise a hand, one message per event would be a thousand writes for each
/// listener. So the first few events go out at once, and when many follow, the events of half a second go out together: a
/// listener gets a handful of messages a second. The caller holds the room's gate.
/// </summary>
internal sealed class EventDelivery(RoomDevices devices, EncodedMessagePool pool, Func<long> nowMicros)
{
    // Together with the batches at most 6 messages in any second. That leaves room for reactions and hand places within 10.
    private const int AtOnceMax = 4;
    private const int AtOncePerSecond = 1;

    private readonly List<RoomEventRow> unsent = [];
    private TokenBucket atOnce = new(AtOncePerSecond, AtOnceMax, nowMicros());

    /// <summary>Takes an event, and sends it if the rate allows that at once.</summary>
    /// <param name="row">The event's row of the table.</param>
    /// <param name="view">The room, which says who is a host: hosts read more.</param>
    public void Add(RoomEventRow row, RoomView view)
    {
        unsent.Add(row);
        if (unsent.Count == 1 && atOnce.TryTake(1, nowMicros()))
        {
            Flush(view);
        }
    }

    /// <summary>Sends every device the waiting events that its owner may read.</summary>
    public void Flush(RoomView view)
    {
        if (unsent.Count == 0)
        {
            return;
        }

        // Almost every device gets one of two messages, each encoded once: the one for hosts or the one for everybody else.
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

    /// <summary>Sends one device the waiting events that it has not got yet.</summary>
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

    // The events that the device has not got yet; null if there are none.
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
                // Of a run of events that this person may not read, only the newest version and time are sent.
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
