using Users = AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>Converts views of a room to the wire's form. No switch over a role or a setting has a default arm.</summary>
internal static class WireViews
{
    public static Wire.V1.Person Of(Users.Person person) =>
        new() { UserId = person.Id.Value, Handle = person.Handle, DisplayName = person.DisplayName };

    public static Wire.V1.RoomCard Of(Contracts.Rooms.RoomCard card)
    {
        var wire = new Wire.V1.RoomCard
        {
            RoomId = card.Room.Value,
            Title = card.Title,
            Language = card.Language,
            Owner = Of(card.Owner),
            Phase = card.Phase switch
            {
                Contracts.Rooms.RoomPhase.Live => Wire.V1.RoomPhase.Live,
                Contracts.Rooms.RoomPhase.Ended => Wire.V1.RoomPhase.Ended,
            },
            SpeakerCount = (uint)card.SpeakerCount,
            ListenerCount = (uint)card.ListenerCount,
            CreatedAtUnixMs = card.CreatedAt.ToUnixTimeMilliseconds(),
            EndedAtUnixMs = card.EndedAt?.ToUnixTimeMilliseconds() ?? 0,
            StagePolicy = card.StagePolicy switch
            {
                Contracts.Rooms.StagePolicy.Open => Wire.V1.StagePolicy.Open,
                Contracts.Rooms.StagePolicy.Owner => Wire.V1.StagePolicy.Owner,
            },
            ActiveSpeakers = (uint)card.ActiveSpeakers,
            Kind = RoomSettingsOnWire.Of(card.Kind),
            Locked = card.IsLocked,
            ClubId = card.Club?.Id ?? "",
            ClubName = card.Club?.Name ?? "",
        };
        wire.Topics.AddRange(card.Topics);
        return wire;
    }

    public static Wire.V1.StageMember Of(Contracts.Rooms.StageMember member) => new()
    {
        Person = Of(member.Person),
        Source = member.Source,
        Muted = member.Muted,
        Role = member.Role switch
        {
            Contracts.Rooms.StageRole.Speaker => Wire.V1.StageRole.Speaker,
            Contracts.Rooms.StageRole.CoHost => Wire.V1.StageRole.CoHost,
            Contracts.Rooms.StageRole.Host => Wire.V1.StageRole.Host,
        },
    };

    /// <summary>
    /// The room as one participant may see it: hosts see the queue of hands, everybody else their own place in it.
    /// </summary>
    public static Wire.V1.RoomSnapshot Of(Contracts.Rooms.RoomView view, Users.UserId viewer)
    {
        var wire = new Wire.V1.RoomSnapshot
        {
            Card = Of(view.Card),
            Version = (ulong)view.Version,
            Settings = RoomSettingsOnWire.Of(view.Settings),
            HostUserId = view.Host.Value,
            HandCount = (uint)view.Hands.Length,
            InvitedToStage = view.Invited.Contains(viewer),
            PinnedLink = view.PinnedLink ?? "",
            ClosesAtUnixMs = view.ClosesAt?.ToUnixTimeMilliseconds() ?? 0,
        };
        foreach (var member in view.Stage.Members)
        {
            wire.Stage.Add(Of(member));
        }

        foreach (var coHost in view.CoHosts)
        {
            wire.CoHostUserIds.Add(coHost.Value);
        }

        var isHost = view.IsHost(viewer);
        for (var index = 0; index < view.Hands.Length; index++)
        {
            var hand = view.Hands[index];
            if (isHost)
            {
                wire.Hands.Add(Of(hand));
            }

            if (hand.Person.Id == viewer)
            {
                wire.MyHand = PlaceOf(hand, index);
            }
        }

        return wire;
    }

    /// <summary>The place of a hand in the queue: position from 1, estimated wait in ms.</summary>
    public static Wire.V1.HandPlace PlaceOf(Contracts.Rooms.HandView hand, int index) =>
        new() { Position = (uint)index + 1, EstimatedWaitMs = MillisecondsOf(hand.EstimatedWait) };

    private static Wire.V1.Hand Of(Contracts.Rooms.HandView hand) => new()
    {
        Person = Of(hand.Person),
        RaisedAtUnixMs = hand.RaisedAt.ToUnixTimeMilliseconds(),
        Question = hand.Question ?? "",
        EstimatedWaitMs = MillisecondsOf(hand.EstimatedWait),
    };

    private static uint MillisecondsOf(TimeSpan time) => (uint)Math.Clamp(time.TotalMilliseconds, 0, uint.MaxValue);
}
