using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>One person's voice in one room. Key: <see cref="SpeakerKeys.For"/>. The grain is placed in the silo of the gateway
/// that first calls it: the gateway of the speaker's device. It handles fifty packets a second and nothing else, so a packet
/// never waits behind a command.</summary>
[Alias("AudioRooms.ISpeakerGrain")]
public interface ISpeakerGrain : IGrainWithStringKey
{
    /// <summary>Permits the speaker's packets for one stay on stage; replaces the grant of an earlier stay. A grant of a stay
    /// that has already ended changes nothing.</summary>
    [Alias("Grant")]
    Task GrantAsync(StageGrant grant);

    /// <summary>Ends the permission. The grain drops and counts packets of this source that arrive later.</summary>
    [Alias("Revoke")]
    Task RevokeAsync(uint source);

    /// <summary>Publishes a packet to the room's stage stream. The grain drops and counts a packet without a grant, a duplicate
    /// and a packet that is too old. Without a grant, for example after a move to another silo, it asks the room for
    /// one.</summary>
    [Alias("Speak"), OneWay]
    Task SpeakAsync(SpokenPacket packet);
}

/// <summary>Keys of speaker grains.</summary>
public static class SpeakerKeys
{
    /// <summary>The key of the speaker grain of a person in a room.</summary>
    public static string For(RoomId room, UserId user) => $"{room.Value}/{user.Value}";
}
