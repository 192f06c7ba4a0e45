using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using RoomEvent = AudioRooms.Contracts.Rooms.RoomEvent;
using RoomPhase = AudioRooms.Contracts.Rooms.RoomPhase;
using StageLeft = AudioRooms.Contracts.Rooms.StageLeft;
using StageMember = AudioRooms.Contracts.Rooms.StageMember;

namespace AudioRooms.Gateway.Rooms;

/// <summary>What news of the room mean for the devices that are here. Inside the room's gate.</summary>
internal sealed class DeviceUpdates(
    RoomDevices devices, EventDelivery events, DominantNotices dominant, RoomMix mix, EncodedMessagePool pool)
{
    /// <summary>Other people may be heard, or may not: the speaking gates first, then what the devices hear.</summary>
    public void OnStage(StageView before, StageView stage)
    {
        ShowStage(before.Members, stage);
        ShowStage(stage.Members, stage);
        mix.Advance(stage);
    }

    /// <summary>People were put out of the room.</summary>
    public void OnRemoved(ImmutableArray<UserId> removed)
    {
        foreach (var user in removed)
        {
            Remove(user);
        }
    }

    /// <summary>So much was missed that the devices get the room as it is instead of events.</summary>
    public void OnReplaced(RoomView view)
    {
        foreach (var device in devices.All)
        {
            SendSnapshot(device, view);
        }

        if (view.Card.Phase == RoomPhase.Ended)
        {
            devices.CloseAll(ClosingReason.RoomEnded);
        }
    }

    /// <summary>The next event: to everybody who may read it, and what it means for devices.</summary>
    public void OnEvent(RoomEvent happened, RoomView view)
    {
        var row = RoomEventTable.RowOf(happened);
        events.Add(row, view);
        row.Effect?.Invoke(this, view);
    }

    /// <summary>A person raised a hand, or changed the question: the place in the queue is told at once.</summary>
    public void RaiseHand(UserId user, RoomView view)
    {
        ForEach(user, static device => device.Connection.OnHandRaised());
        SendHandPlaces(view, user);
    }

    /// <summary>A person's hand was lowered.</summary>
    public void LowerHand(UserId user) => ForEach(user, LowerHand);

    /// <summary>No hand is raised any more.</summary>
    public void LowerAllHands()
    {
        foreach (var device in devices.All)
        {
            LowerHand(device);
        }
    }

    /// <summary>A person came on stage: a hand that led there is forgotten.</summary>
    public void TakeStage(UserId user) => ForEach(user, static device => device.ToldPlace = null);

    /// <summary>A person left the stage.</summary>
    /// <param name="left">A host who took the person off it also ends the grant of the stay.</param>
    public void LeaveStage(StageLeft left)
    {
        ForEach(left.User, static device => device.Connection.OnStageLeft());
        if (left.By is not null)
        {
            devices.Of(left.User).FirstOrDefault()?.Connection.RevokeGrant(left.Source);
        }
    }

    /// <summary>A host asked a person on stage.</summary>
    public void Invite(UserId user) => ForEach(user, static device => device.Connection.OnInvited());

    /// <summary>The invitation is void.</summary>
    public void EndInvitation(UserId user) => ForEach(user, static device => device.Connection.OnInvitationEnded());

    /// <summary>A person was put out.</summary>
    public void Remove(UserId user) => ForEach(user, static device => device.Connection.Close(ClosingReason.Removed));

    /// <summary>A person may read more than before, or less.</summary>
    public void SendSnapshots(UserId user, RoomView view) => ForEach(user, device => SendSnapshot(device, view));

    /// <summary>The room ended: what was put together goes out first.</summary>
    public void End(RoomView view)
    {
        events.Flush(view);
        devices.CloseAll(ClosingReason.RoomEnded);
    }

    /// <summary>Sends a device the room as it is now, in place of events.</summary>
    public void SendSnapshot(AttachedDevice device, RoomView view)
    {
        var message = pool.Encode(new ServerMessage { Snapshot = WireViews.Of(view, device.Connection.Person.Id) });
        device.ToldVersion = view.Version;
        device.Connection.Outbox.SendSnapshot(message);
        message.Release();
        dominant.SendTo(device.Connection);
    }

    /// <summary>Sends the people whose hand is up their place in the queue, if it is another than they know.</summary>
    /// <param name="view">The room.</param>
    /// <param name="only">One person, or null for all.</param>
    public void SendHandPlaces(RoomView view, UserId? only)
    {
        for (var index = 0; index < view.Hands.Length; index++)
        {
            var user = view.Hands[index].Person.Id;
            if (only is not null && only != user)
            {
                continue;
            }

            foreach (var device in devices.Of(user))
            {
                SendHandPlace(device, WireViews.PlaceOf(view.Hands[index], index));
            }
        }
    }

    private void SendHandPlace(AttachedDevice device, HandPlace place)
    {
        if (place.Equals(device.ToldPlace))
        {
            return;
        }

        device.ToldPlace = place;
        var message = pool.Encode(new ServerMessage { HandPlace = place });
        device.Connection.Outbox.SendEvent(message);
        message.Release();
    }

    private void ShowStage(ImmutableArray<StageMember> members, StageView stage)
    {
        foreach (var member in members)
        {
            if (devices.MainOf(member.Person.Id) is { } device)
            {
                device.Connection.SpeakingGate.Observe(stage);
                device.Connection.OnStageChanged();
            }
        }
    }

    private static void LowerHand(AttachedDevice device)
    {
        device.ToldPlace = null;
        device.Connection.OnHandLowered();
    }

    private void ForEach(UserId user, Action<AttachedDevice> act)
    {
        foreach (var device in devices.Of(user))
        {
            act(device);
        }
    }
}
