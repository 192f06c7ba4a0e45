using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>
/// One person's voice in one room. Key: <see cref="SpeakerKeys.For"/>. Lives at the gateway of the speaker's device, because
/// that gateway is the first to call it. Fifty packets a second pass here and nothing else does.
/// </summary>
[Alias("AudioRooms.ISpeakerGrain")]
public interface ISpeakerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens the microphone's way to the stage; replaces the grant of an earlier stay.
    /// One of a stay that is over changes nothing.
    /// </summary>
    [Alias("Grant")]
    Task GrantAsync(StageGrant grant);

    /// <summary>Closes it. Packets of this source that come later are dropped and counted.</summary>
    [Alias("Revoke")]
    Task RevokeAsync(uint source);

    /// <summary>
    /// Publishes a packet to the stage stream; dropped and counted without a grant, and if it is a duplicate or too old. Without
    /// a grant, as after a move to another silo, the grain asks the room for it.
    /// </summary>
    [Alias("Speak"), OneWay]
    Task SpeakAsync(SpokenPacket packet);
}

/// <summary>Keys of speaker grains.</summary>
public static class SpeakerKeys
{
    /// <summary>The key of a person's voice in a room.</summary>
    public static string For(RoomId room, UserId user) => $"{room.Value}/{user.Value}";
}
