using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>News about a room or about the connection with it, other than sound.</summary>
public abstract record RoomUpdate
{
    private RoomUpdate()
    {
    }

    /// <summary>An event of the room; <see cref="RoomConnection.Room"/> contains it already.</summary>
    public sealed record Happened(RoomEvent Event) : RoomUpdate;

    /// <summary>A complete description of the room, after joining or because events were missed.</summary>
    public sealed record Described(RoomPicture Room) : RoomUpdate;

    /// <summary>The caller's own raised hand has another place, or is down (null).</summary>
    public sealed record HandMoved(OwnHand? Place) : RoomUpdate;

    /// <summary>Reactions of people in the room since the last such update.</summary>
    public sealed record Reacted(ImmutableArray<ReactionsOfAKind> Counts) : RoomUpdate;

    /// <summary>Another dominant speaker; an empty id if nobody speaks any more.</summary>
    public sealed record DominantChanged(string UserId) : RoomUpdate;

    /// <summary>The server gives the caller's encoder other advice, because of the loss that listeners report.</summary>
    public sealed record EncoderAdvised(EncoderAdvice Advice) : RoomUpdate;

    /// <summary>The server now serves in another latency class: see <see cref="RoomConnection.ServedLatency"/>.</summary>
    public sealed record LatencyChanged(LatencyClass Served) : RoomUpdate;

    /// <summary>
    /// Whether one is heard and hears, by what listeners say that they play; sent when one of the two changes. Both are false
    /// when all is well again. A new connection begins with both false, and without this update.
    /// </summary>
    /// <param name="NobodyHearsYou">One speaks, and for 3 s none of two or more listeners has played one's voice.</param>
    /// <param name="YouHearNothing">For 3 s one has played nothing of what two or more others play.</param>
    public sealed record HearingChanged(bool NobodyHearsYou, bool YouHearNothing) : RoomUpdate;

    /// <summary>A change of the caller's inbox, if the connection watches it.</summary>
    public sealed record InboxChanged(InboxUpdate Inbox) : RoomUpdate;

    /// <summary>The connection broke and is being restored.</summary>
    public sealed record Lost(string Reason) : RoomUpdate;

    /// <summary>The connection is restored.</summary>
    /// <param name="After">How long it was broken.</param>
    /// <param name="Whole">True if no packet is missing.</param>
    public sealed record Resumed(TimeSpan After, bool Whole) : RoomUpdate;

    /// <summary>The server refused something that no call waits for, for example audio without the permission to speak.</summary>
    public sealed record Refused(string Code, string Message) : RoomUpdate;
}

/// <summary>How often one reaction was given.</summary>
/// <param name="Reaction">Name of the reaction; one of the server's set.</param>
/// <param name="Count">At least 1.</param>
public sealed record ReactionsOfAKind(string Reaction, int Count);
