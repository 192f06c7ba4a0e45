namespace AudioRooms.Protocol;

/// <summary>A room by WebSocket (RFC 6455): one message of <c>session.proto</c> per binary frame.</summary>
public static class RoomSocket
{
    /// <summary>Path of the address.</summary>
    public const string Path = "/ws";

    /// <summary>Subprotocol that both sides speak.</summary>
    public const string Subprotocol = "audiorooms.v1";

    /// <summary>
    /// Before the access token, in the list of subprotocols that a device offers; never selected. A page cannot set a header.
    /// </summary>
    public const string TokenPrefix = "bearer.";
}
