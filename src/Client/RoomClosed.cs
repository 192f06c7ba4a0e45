namespace AudioRooms.Client;

/// <summary>Why a connection with a room was closed for good.</summary>
/// <param name="Code"><c>left</c>, <c>room_ended</c>, <c>gave_up</c>, <c>no_token</c>, or the code with which the server refused
/// or closed the connection.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record RoomClosed(string Code, string Message)
{
    internal const string GaveUpCode = "gave_up";
    internal const string NoTokenCode = "no_token";
}
