using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>Something other than sound that happened to a room or to the connection with it.</summary>
public abstract record RoomUpdate
{
    private RoomUpdate()
    {
    }

    /// <summary>An event of the room; <see cref="RoomConnection.Room"/> holds its result already.</summary>
    public sealed record Happened(RoomEvent Event) : RoomUpdate;

    /// <summary>The room was described anew, because events were missed or because the connection was made.</summary>
    public sealed record Described(RoomPicture Room) : RoomUpdate;

    /// <summary>One's own raised hand moved up, or is down (null).</summary>
    public sealed record HandMoved(OwnHand? Place) : RoomUpdate;

    /// <summary>People in the room reacted since the last such update.</summary>
    public sealed record Reacted(ImmutableArray<ReactionsOfAKind> Counts) : RoomUpdate;

    /// <summary>Somebody else leads the conversation; an empty id: nobody speaks any more.</summary>
    public sealed record DominantChanged(string UserId) : RoomUpdate;

    /// <summary>The server asks one's encoder for something else, because of what listeners lose.</summary>
    public sealed record EncoderAdvised(EncoderAdvice Advice) : RoomUpdate;

    /// <summary>
    /// The server serves in the broadcast class from now on, or no longer: see <see cref="RoomConnection.ServedLatency"/>.
    /// </summary>
    public sealed record LatencyChanged(LatencyClass Served) : RoomUpdate;

    /// <summary>
    /// Whether one is heard and hears, by what listeners say that they play; sent when one of the two changes. Both are false
    /// when all is well again. A new connection begins with both false, and without this update.
    /// </summary>
    /// <param name="NobodyHearsYou">One speaks, and for 3 s none of two or more listeners has played one's voice.</param>
    /// <param name="YouHearNothing">For 3 s one has played nothing of what two or more others play.</param>
    public sealed record HearingChanged(bool NobodyHearsYou, bool YouHearNothing) : RoomUpdate;

    /// <summary>Something changed in one's own inbox, if the connection watches it.</summary>
    public sealed record InboxChanged(InboxUpdate Inbox) : RoomUpdate;

    /// <summary>The connection broke; it is being made again.</summary>
    public sealed record Lost(string Reason) : RoomUpdate;

    /// <summary>The connection is there again.</summary>
    /// <param name="After">How long it was not.</param>
    /// <param name="Whole">True if no packet is missing.</param>
    public sealed record Resumed(TimeSpan After, bool Whole) : RoomUpdate;

    /// <summary>The server refused something that nobody waits for, for example audio without the right to speak.</summary>
    public sealed record Refused(string Code, string Message) : RoomUpdate;
}

/// <summary>How often people reacted with something.</summary>
/// <param name="Reaction">Its name in the server's set.</param>
/// <param name="Count">At least 1.</param>
public sealed record ReactionsOfAKind(string Reaction, int Count);
