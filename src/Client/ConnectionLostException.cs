namespace AudioRooms.Client;

/// <summary>The client has no connection to the server, or the connection broke before the server answered. The command may or
/// may not have been carried out.</summary>
public sealed class ConnectionLostException(string message, Exception? inner = null) : Exception(message, inner);
