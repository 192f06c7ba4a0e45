using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using RoomEvent = AudioRooms.Contracts.Rooms.RoomEvent;

namespace AudioRooms.Gateway.Rooms;

// Events on their way to the devices. The first few go at once; when much happens (a thousand hands), those of half a second go together,
// so that a listener gets a handful of messages a second whatever the room does. All of it inside the gate.
internal sealed partial class GatewayRoom
{
    // With those at once: at most 6 messages in any second, which leaves room for reactions and hand places within 10.
    private const int AtOnceMax = 4;
    private const int AtOncePerSecond = 1;

    private readonly List<RoomEvent> untold = [];
    private TokenBucket atOnce;

    /// <summary>Tells everybody what has been put together; called twice a second.</summary>
    public void SendEvents()
    {
        lock (gate)
        {
            Flush();
            TellDominant();
        }
    }

    /// <summary>Tells one device what happened so far, so that the answer to a command comes after what it caused.</summary>
    public void SendEvents(IRoomDevice connection)
    {
        lock (gate)
        {
            if (untold.Count > 0)
            {
                Tell(connection, EncodeFor(connection));
            }
        }
    }

    private void Tell(RoomEvent happened)
    {
        untold.Add(happened);
        if (untold.Count == 1 && atOnce.TryTake(1, nowMicros()))
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (untold.Count == 0)
        {
            return;
        }

        // Nearly everybody gets one of two messages, which are encoded once: what hosts may read, and what everybody may.
        var subjects = SubjectsOfUntold();
        EncodedMessage? toHosts = null;
        EncodedMessage? toOthers = null;
        foreach (var connection in Devices())
        {
            var user = connection.Person.Id;
            if (connection.ToldVersion >= untold[0].Version || subjects.Contains(user))
            {
                Tell(connection, EncodeFor(connection));
            }
            else if (view!.IsHost(user))
            {
                Tell(connection, toHosts ??= EncodeFor(connection), isShared: true);
            }
            else
            {
                Tell(connection, toOthers ??= EncodeFor(connection), isShared: true);
            }
        }

        toHosts?.Release();
        toOthers?.Release();
        untold.Clear();
    }

    private HashSet<UserId> SubjectsOfUntold()
    {
        var subjects = new HashSet<UserId>();
        foreach (var happened in untold)
        {
            if (WireViews.ReadersOf(happened) is { ToEverybody: false, Subject: { } subject })
            {
                subjects.Add(subject);
            }
        }

        return subjects;
    }

    private void Tell(IRoomDevice connection, EncodedMessage? message, bool isShared = false)
    {
        if (message is null)
        {
            return;
        }

        connection.Outbox.SendEvent(message);
        connection.ToldVersion = untold[^1].Version;
        if (!isShared)
        {
            message.Release();
        }
    }

    // What the device has not been told yet; null if nothing.
    private EncodedMessage? EncodeFor(IRoomDevice connection)
    {
        var events = new RoomEvents();
        var isHost = view!.IsHost(connection.Person.Id);
        foreach (var happened in untold)
        {
            if (happened.Version <= connection.ToldVersion)
            {
                continue;
            }

            var mayRead = WireViews.ReadersOf(happened).Include(connection.Person.Id, isHost);
            if (!mayRead && events.Events.Count > 0 && events.Events[^1].BodyCase == Wire.V1.RoomEvent.BodyOneofCase.None)
            {
                // The newest of a run of what is not for this device speaks for all of them.
                events.Events[^1] = WireViews.Bare(happened);
            }
            else
            {
                events.Events.Add(mayRead ? WireViews.Of(happened) : WireViews.Bare(happened));
            }
        }

        return events.Events.Count switch
        {
            0 => null,
            1 => pool.Encode(new ServerMessage { Event = events.Events[0] }),
            _ => pool.Encode(new ServerMessage { Events = events }),
        };
    }
}
