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

/// <summary>Turns news of the room into calls on the devices that are connected here. The caller holds the room's gate.</summary>
internal sealed class DeviceUpdates(
    RoomDevices devices, EventDelivery events, DominantNotices dominant, RoomMix mix, EncodedMessagePool pool)
{
    /// <summary>Applies a change of the stage: first to the speaking gates, then to what the devices hear.</summary>
    public void OnStage(StageView before, StageView stage)
    {
        ShowStage(before.Members, stage);
        ShowStage(stage.Members, stage);
        mix.Advance(stage);
    }

    /// <summary>Closes the connections of people who were removed from the room.</summary>
    public void OnRemoved(ImmutableArray<UserId> removed)
    {
        foreach (var user in removed)
        {
            Remove(user);
        }
    }

    /// <summary>Sends every device a snapshot, because too many events were missed to send them one by one.</summary>
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

    /// <summary>
    /// Takes the next event: the devices whose owners may read it get it, and its effect on devices is carried out.
    /// </summary>
    public void OnEvent(RoomEvent happened, RoomView view)
    {
        var row = RoomEventTable.RowOf(happened);
        events.Add(row, view);
        row.Effect?.Invoke(this, view);
    }

    /// <summary>A person raised a hand or changed the question: the device gets the place in the queue at once.</summary>
    public void RaiseHand(UserId user, RoomView view)
    {
        ForEach(user, static device => device.Connection.OnHandRaised());
        SendHandPlaces(view, user);
    }

    /// <summary>A person's hand was lowered.</summary>
    public void LowerHand(UserId user) => ForEach(user, LowerHand);

    /// <summary>The room lowered all hands.</summary>
    public void LowerAllHands()
    {
        foreach (var device in devices.All)
        {
            LowerHand(device);
        }
    }

    /// <summary>A person came on stage: the place in the queue of hands no longer counts.</summary>
    public void TakeStage(UserId user) => ForEach(user, static device => device.ToldPlace = null);

    /// <summary>A person left the stage.</summary>
    /// <param name="left">The event. If a host took the person off the stage, the grant of the stay is revoked, too.</param>
    public void LeaveStage(StageLeft left)
    {
        ForEach(left.User, static device => device.Connection.OnStageLeft());
        if (left.By is not null)
        {
            devices.Of(left.User).FirstOrDefault()?.Connection.RevokeGrant(left.Source);
        }
    }

    /// <summary>A host invited a person on stage.</summary>
    public void Invite(UserId user) => ForEach(user, static device => device.Connection.OnInvited());

    /// <summary>The invitation was accepted, declined or withdrawn.</summary>
    public void EndInvitation(UserId user) => ForEach(user, static device => device.Connection.OnInvitationEnded());

    /// <summary>A person was removed from the room.</summary>
    public void Remove(UserId user) => ForEach(user, static device => device.Connection.Close(ClosingReason.Removed));

    /// <summary>The events that a person may read changed: the person's devices get a snapshot.</summary>
    public void SendSnapshots(UserId user, RoomView view) => ForEach(user, device => SendSnapshot(device, view));

    /// <summary>The room ended: the events that wait go out, then the connections close.</summary>
    public void End(RoomView view)
    {
        events.Flush(view);
        devices.CloseAll(ClosingReason.RoomEnded);
    }

    /// <summary>Sends a device the present state of the room in place of events.</summary>
    public void SendSnapshot(AttachedDevice device, RoomView view)
    {
        var message = pool.Encode(new ServerMessage { Snapshot = WireViews.Of(view, device.Connection.Person.Id) });
        device.ToldVersion = view.Version;
        device.Connection.Outbox.SendSnapshot(message);
        message.Release();
        dominant.SendTo(device.Connection);
    }

    /// <summary>Sends people with a raised hand their place in the queue if it has changed.</summary>
    /// <param name="view">The room.</param>
    /// <param name="only">One person; null for all.</param>
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
