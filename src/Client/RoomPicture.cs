using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>A room as the client knows it after the newest event. Immutable.</summary>
public sealed record RoomPicture
{
    /// <summary>
    /// How many past stays on stage are remembered, so that late packets still find their speaker. A packet is late by seconds; 64
    /// stays in that time is more than a stage can see.
    /// </summary>
    private const int RememberedStays = 64;

    private RoomPicture()
    {
    }

    /// <summary>Id of the room.</summary>
    public required string RoomId { get; init; }

    /// <summary>Title, 1 to 120 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Handle of the room's owner.</summary>
    public required string OwnerHandle { get; init; }

    /// <summary>Whether the room is over.</summary>
    public bool Ended { get; init; }

    /// <summary>Number of the newest event that this picture holds.</summary>
    public ulong Version { get; init; }

    /// <summary>Who is on stage now, in the order in which they took it.</summary>
    public ImmutableArray<Voice> Stage { get; init; } = [];

    private ImmutableList<Voice> Past { get; init; } = [];

    /// <summary>Whose voice a media packet is: somebody on stage, or who was there a moment ago; null if unknown.</summary>
    public Voice? VoiceOf(uint source)
    {
        foreach (var voice in Stage)
        {
            if (voice.Source == source)
            {
                return voice;
            }
        }

        return Past.Find(voice => voice.Source == source);
    }

    internal static RoomPicture From(RoomSnapshot snapshot, RoomPicture? earlier)
    {
        var stage = snapshot.Stage.Select(From).ToImmutableArray();
        var gone = earlier is null ? [] : earlier.Stage.Where(voice => stage.All(other => other.Source != voice.Source));
        return new RoomPicture
        {
            RoomId = snapshot.Card.RoomId,
            Title = snapshot.Card.Title,
            OwnerHandle = snapshot.Card.Owner?.Handle ?? "",
            Ended = snapshot.Card.Phase == RoomPhase.Ended,
            Version = snapshot.Version,
            Stage = stage,
            Past = Remember(earlier?.Past ?? [], gone),
        };
    }

    /// <summary>The picture after an event. An event that is in the picture already changes nothing.</summary>
    internal RoomPicture Apply(RoomEvent happened)
    {
        if (happened.Version <= Version)
        {
            return this;
        }

        var next = this with { Version = happened.Version };
        switch (happened.BodyCase)
        {
            case RoomEvent.BodyOneofCase.StageTaken:
                return next with { Stage = Stage.Add(From(happened.StageTaken.Member)) };
            case RoomEvent.BodyOneofCase.StageLeft:
                var source = happened.StageLeft.Source;
                return next with
                {
                    Stage = Stage.RemoveAll(voice => voice.Source == source),
                    Past = Remember(Past, Stage.Where(voice => voice.Source == source)),
                };
            case RoomEvent.BodyOneofCase.MuteChanged:
                var change = happened.MuteChanged;
                return next with
                {
                    Stage = [.. Stage.Select(voice => voice.UserId == change.UserId ? voice with { Muted = change.Muted } : voice)],
                };
            case RoomEvent.BodyOneofCase.RoomEnded:
                return next with { Ended = true };
            case RoomEvent.BodyOneofCase.None:
            default:
                // An event of a newer server: its number counts, its meaning is not for this client.
                return next;
        }
    }

    private static Voice From(StageMember member) =>
        new(member.Source, member.Person.UserId, member.Person.Handle, member.Person.DisplayName, member.Muted);

    private static ImmutableList<Voice> Remember(ImmutableList<Voice> past, IEnumerable<Voice> gone)
    {
        var all = past.AddRange(gone);
        return all.Count > RememberedStays ? all.RemoveRange(0, all.Count - RememberedStays) : all;
    }
}
