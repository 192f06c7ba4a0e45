using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;
using CoHostAppointed = AudioRooms.Contracts.Rooms.CoHostAppointed;
using CoHostDismissed = AudioRooms.Contracts.Rooms.CoHostDismissed;
using HandLowered = AudioRooms.Contracts.Rooms.HandLowered;
using HandPolicy = AudioRooms.Contracts.Rooms.HandPolicy;
using HandRaised = AudioRooms.Contracts.Rooms.HandRaised;
using HostChanged = AudioRooms.Contracts.Rooms.HostChanged;
using PersonRemoved = AudioRooms.Contracts.Rooms.PersonRemoved;
using RoomEvent = AudioRooms.Contracts.Rooms.RoomEvent;
using SettingsChanged = AudioRooms.Contracts.Rooms.SettingsChanged;
using StageLeft = AudioRooms.Contracts.Rooms.StageLeft;
using StageTaken = AudioRooms.Contracts.Rooms.StageTaken;

namespace AudioRooms.Gateway.Rooms;

// What an event means for the person it is about, if they are connected here. All of it inside the gate.
internal sealed partial class GatewayRoom
{
    /// <summary>Tells everybody whose hand is up their place in the queue, if it is another than they know.</summary>
    public void TellHandPlaces()
    {
        lock (gate)
        {
            TellHandPlaces(only: null);
        }
    }

    private void TellHandPlaces(UserId? only)
    {
        var hands = view?.Hands ?? [];
        for (var index = 0; index < hands.Length; index++)
        {
            var user = hands[index].Person.Id;
            if (only is not null && only != user)
            {
                continue;
            }

            foreach (var device in DevicesOf(user))
            {
                TellHandPlace(device, WireViews.PlaceOf(hands[index], index));
            }
        }
    }

    private void TellHandPlace(IRoomDevice connection, HandPlace place)
    {
        if (place.Equals(connection.ToldPlace))
        {
            return;
        }

        connection.ToldPlace = place;
        var message = pool.Encode(new ServerMessage { HandPlace = place });
        connection.Outbox.SendEvent(message);
        message.Release();
    }

    private ImmutableArray<UserId> RaisedHandsHere()
    {
        var hands = ImmutableArray.CreateBuilder<UserId>();
        foreach (var hand in view?.Hands ?? [])
        {
            if (IsHere(hand.Person.Id))
            {
                hands.Add(hand.Person.Id);
            }
        }

        return hands.ToImmutable();
    }

    // Everything about the room but its stage and version, which follow rules of their own. It may be ahead of the events told so
    // far: clients take an event that says what they know already for what it is.
    private void Learn(RoomView? told)
    {
        if (told is null || told.Version < learntVersion)
        {
            return;
        }

        learntVersion = told.Version;
        view = told with { Version = view!.Version, Stage = view.Stage };
        foreach (var removed in told.Removed)
        {
            CloseRemoved(removed);
        }
    }

    private void CloseRemoved(UserId user)
    {
        foreach (var device in DevicesOf(user))
        {
            device.Close(ClosingReason.Removed);
        }
    }

    private void Concern(RoomEvent happened)
    {
        switch (happened)
        {
            case HandRaised raised:
                With(raised.Person.Id, static connection => connection.OnHandRaised());
                TellHandPlaces(raised.Person.Id);
                break;
            case StageTaken taken:
                With(taken.Member.Person.Id, static connection => connection.ToldPlace = null);
                break;
            case Contracts.Rooms.StageInvited invited:
                With(invited.User, static connection => connection.OnInvited());
                break;
            case Contracts.Rooms.StageInvitationEnded ended:
                With(ended.User, static connection => connection.OnInvitationEnded());
                break;
            case HandLowered lowered:
                With(lowered.User, static connection => connection.OnHandLowered());
                break;
            case StageLeft left:
                With(left.User, static connection => connection.OnStageLeft());
                if (left.By is not null)
                {
                    DevicesOf(left.User).FirstOrDefault()?.RevokeGrant(left.Source);
                }

                break;
            case PersonRemoved removed:
                CloseRemoved(removed.User);
                break;
            case CoHostAppointed appointed:
                With(appointed.User, SendSnapshot);
                break;
            case CoHostDismissed dismissed:
                With(dismissed.User, SendSnapshot);
                break;
            case HostChanged changed:
                With(changed.User, SendSnapshot);
                break;
            case SettingsChanged { Settings.HandPolicy: HandPolicy.Off }:
                foreach (var connection in Devices())
                {
                    connection.OnHandLowered();
                }

                break;
        }
    }

    private void With(UserId user, Action<IRoomDevice> act)
    {
        foreach (var device in DevicesOf(user))
        {
            act(device);
        }
    }
}
