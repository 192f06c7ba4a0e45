using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>The rank of a person on stage. A higher rank decides about lower ones.</summary>
public enum StageRole
{
    /// <summary>May speak.</summary>
    Speaker = 1,

    /// <summary>Moderates beside the host.</summary>
    CoHost = 2,

    /// <summary>Holds the room.</summary>
    Host = 3,
}

/// <summary>One person on stage.</summary>
/// <param name="Person">Id and names of the person.</param>
/// <param name="Source">Number of this stay on stage; never reused in this room. Media packets carry it.</param>
/// <param name="Muted">True while the microphone is off: no packet of this source is forwarded.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageMember")]
public sealed record StageMember(
    [property: Id(0)] Person Person,
    [property: Id(1)] uint Source,
    [property: Id(2)] bool Muted)
{
    /// <summary>The person's rank.</summary>
    [Id(3)]
    public StageRole Role { get; init; } = StageRole.Speaker;
}

/// <summary>The stage: the people who may be heard. A listener grain forwards a packet only if its source is in the stage and not
/// muted.</summary>
/// <param name="Epoch">Version of the room's last change of the stage. A listener grain never accepts a stage with a lower epoch
/// than its own.</param>
/// <param name="Members">Everybody on stage, in the order in which they came.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageView")]
public sealed record StageView(
    [property: Id(0)] long Epoch,
    [property: Id(1)] ImmutableArray<StageMember> Members)
{
    /// <summary>An empty stage before the first change.</summary>
    public static StageView Empty { get; } = new(0, []);

    /// <summary>The stage member with this user id, or null. Allocates nothing.</summary>
    public StageMember? Find(UserId user)
    {
        foreach (var member in Members)
        {
            if (member.Person.Id == user)
            {
                return member;
            }
        }

        return null;
    }
}
