namespace AudioRooms.Protocol;

/// <summary>A room by WebSocket (RFC 6455): one message of <c>session.proto</c> per binary frame.</summary>
public static class RoomSocket
{
    /// <summary>Path of the WebSocket.</summary>
    public const string Path = "/ws";

    /// <summary>The subprotocol that both sides use.</summary>
    public const string Subprotocol = "audiorooms.v1";

    /// <summary>
    /// Prefix of the access token in the list of subprotocols that a device offers; the server never selects that entry. A web
    /// page cannot set a header.
    /// </summary>
    public const string TokenPrefix = "bearer.";
}
