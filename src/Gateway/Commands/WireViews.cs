using Rooms = AudioRooms.Contracts.Rooms;
using Users = AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Commands;

/// <summary>Views and events of a room in the wire's form.</summary>
internal static class WireViews
{
    public static Wire.V1.Person Of(Users.Person person) =>
        new() { UserId = person.Id.Value, Handle = person.Handle, DisplayName = person.DisplayName };

    public static Wire.V1.RoomCard Of(Rooms.RoomCard card)
    {
        var wire = new Wire.V1.RoomCard
        {
            RoomId = card.Room.Value,
            Title = card.Title,
            Language = card.Language,
            Owner = Of(card.Owner),
            Phase = card.Phase switch
            {
                Rooms.RoomPhase.Live => Wire.V1.RoomPhase.Live,
                Rooms.RoomPhase.Ended => Wire.V1.RoomPhase.Ended,
            },
            SpeakerCount = (uint)card.SpeakerCount,
            ListenerCount = (uint)card.ListenerCount,
            CreatedAtUnixMs = card.CreatedAt.ToUnixTimeMilliseconds(),
            EndedAtUnixMs = card.EndedAt?.ToUnixTimeMilliseconds() ?? 0,
            StagePolicy = card.StagePolicy switch
            {
                Rooms.StagePolicy.Open => Wire.V1.StagePolicy.Open,
                Rooms.StagePolicy.Owner => Wire.V1.StagePolicy.Owner,
            },
            ActiveSpeakers = (uint)card.ActiveSpeakers,
        };
        wire.Topics.AddRange(card.Topics);
        return wire;
    }

    public static Wire.V1.StageMember Of(Rooms.StageMember member) =>
        new() { Person = Of(member.Person), Source = member.Source, Muted = member.Muted };

    public static Wire.V1.RoomSnapshot Of(Rooms.RoomView view)
    {
        var wire = new Wire.V1.RoomSnapshot { Card = Of(view.Card), Version = (ulong)view.Version };
        foreach (var member in view.Stage.Members)
        {
            wire.Stage.Add(Of(member));
        }

        return wire;
    }

    /// <summary>
    /// An event as participants see it. One without a body tells only its version: there was something not for them.
    /// </summary>
    public static Wire.V1.RoomEvent Of(Rooms.RoomEvent happened)
    {
        var wire = new Wire.V1.RoomEvent { Version = (ulong)happened.Version, AtUnixMs = happened.At.ToUnixTimeMilliseconds() };
        switch (happened)
        {
            case Rooms.StageTaken taken:
                wire.StageTaken = new Wire.V1.StageTaken { Member = Of(taken.Member) };
                break;
            case Rooms.StageLeft left:
                wire.StageLeft = new Wire.V1.StageLeft { UserId = left.User.Value, Source = left.Source };
                break;
            case Rooms.MuteChanged changed:
                wire.MuteChanged = new Wire.V1.MuteChanged { UserId = changed.User.Value, Muted = changed.Muted };
                break;
            case Rooms.RoomEnded ended:
                wire.RoomEnded = new Wire.V1.RoomEnded { ByUserId = ended.By.Value };
                break;
        }

        return wire;
    }
}
